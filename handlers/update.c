/* One change on its way to the store and back to the client. */
#include "handlers/update.h"

#include "handlers/given.h"
#include "handlers/next.h"
#include "handlers/recleaning.h"
#include "handlers/representation.h"
#include "http/prefer.h"

static enum status amend(struct store_write *write, const struct article *current,
                         struct error *err)
{
    struct update *update = write->owner;
    enum status status = representation_may_change(update->req, current, err);
    if (status) {
        return status;
    }
    if (update->cleaned) {
        update->article = *update->cleaned;
        recleaning_keep(current, &update->article);
    } else {
        update->article = *current;
        change_apply(&update->change, &update->article);
    }
    return OK;
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

enum status update_submit(struct update *update, bool has_new_content)
{
    if (update->cleaned) {
        update->article = *update->cleaned; /* whose tree is packed before it is amended */
    }
    update->write.kind = WRITE_UPDATE;
    update->write.has_new_content = has_new_content;
    update->write.article = &update->article;
    update->write.amend = amend;
    update->write.arena = update->req->arena;
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
    struct str etag = representation_etag(req->arena, article.id, article.revision,
                                          str_from(http_format_suffix(req->format)));
    response_validators(req, res, etag, article.updated_us);
    struct prefer prefer = prefer_read(req);
    if (prefer.is_minimal) {
        res->code = 204;
        prefer_applied(req, res, &(struct prefer){.is_minimal = true});
        return OK;
    }
    return representation_add(req, &article, res);
}

enum status update_answer_page(struct update *update)
{
    if (update->req->format != FORMAT_HTML) {
        return update_answer(update);
    }
    struct str path = update->next.len ? update->next
                                       : arena_printf(update->req->arena, "/articles/%lld",
                                                      (long long)update->req->path_id);
    return path.ptr ? response_see_other(update->res, path) : error_no_memory(&update->res->error);
}

enum status update_take_next(struct request *req, struct response *res, struct str value,
                             struct str *ret_next)
{
    if (!next_is_ours(value)) {
        return given_refuse(req, res, STR("next"), "is a path of this server, e.g. /articles");
    }
    *ret_next = value;
    return OK;
}
