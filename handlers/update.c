/* One change on its way to the store and back to the client. */
#include "handlers/update.h"

#include "handlers/given.h"
#include "handlers/representation.h"

static enum status amend(struct store_write *write, const struct article *current,
                         struct error *err)
{
    struct update *update = write->owner;
    enum status status = representation_may_change(update->req, current, err);
    if (!status) {
        update->article = *current;
        change_apply(&update->change, &update->article);
    }
    return status;
}

static void committed(struct store_write *write)
{
    struct update *update = write->owner;
    enum status status = write->status;
    if (status) {
        update->res->error = write->error;
    } else {
        status = update->answer(update);
    }
    request_finish(update->req, update->res, status);
}

static enum status submit(struct update *update)
{
    update->write.id = update->req->path_id;
    update->write.done = committed;
    update->write.owner = update;
    enum status status = store_submit(update->app->store, &update->write, &update->res->error);
    update->res->retry_after_s = status == ERR_BUSY ? 1 : 0;
    return status ? status : PENDING;
}

enum status update_submit(struct update *update)
{
    update->write = (struct store_write){
        .kind = WRITE_UPDATE,
        .article = &update->article,
        .amend = amend,
        .arena = update->req->arena,
    };
    return submit(update);
}

static enum status answer_deleted(struct update *update)
{
    if (update->req->format == FORMAT_HTML) {
        return response_see_other(update->res, update->next.len ? update->next : STR("/articles"));
    }
    update->res->code = 204;
    return OK;
}

enum status update_delete(struct update *update)
{
    struct request *req = update->req;
    struct article current = {.id = req->path_id};
    enum status status = store_get_revision(update->app->store, current.id, &current.revision,
                                            &current.updated_us, &update->res->error);
    status = status ? status : representation_may_change(req, &current, &update->res->error);
    if (status) {
        return status;
    }
    update->answer = answer_deleted;
    update->write = (struct store_write){
        .kind = WRITE_DELETE,
        .if_revision = request_header(req, "If-Match").ptr ? current.revision : 0,
    };
    return submit(update);
}

enum status update_answer(struct update *update)
{
    struct request *req = update->req;
    struct response *res = update->res;
    struct article article;
    enum status status = store_get(update->app->store, req->path_id, STORE_HTML | STORE_TEXT,
                                   req->arena, &article, &res->error);
    if (status) {
        return status;
    }
    struct str etag = representation_etag(req->arena, article.id, article.revision, req->format);
    response_validators(req, res, etag, article.updated_us);
    return representation_add(req, &article, res);
}

enum status update_take_next(struct request *req, struct response *res, struct str value,
                             struct str *ret_next)
{
    bool is_path = str_starts(value, STR("/")) && !str_starts(value, STR("//"));
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        /* Browsers read '\' as '/' (WHATWG URL, 4.4) and skip tabs and line ends. */
        is_path = is_path && c > ' ' && c < 0x7F && c != '\\';
    }
    if (!is_path) {
        return given_refuse(req, res, STR("next"), "is a path of this server, e.g. /articles");
    }
    *ret_next = value;
    return OK;
}
