/* /tags/{tag}: one tag; renamed, made one with another, taken away. */
#include "handlers/handlers.h"

#include "handlers/fields.h"
#include "handlers/given.h"
#include "handlers/names.h"
#include "handlers/next.h"

#include <string.h>

/* As of a tag of a submission. */
enum { TAG_BYTES_MAX = 100 };

static const char example[] = "{\"name\": \"new name\"}";

/* A change on its way, in the request's arena until the last commit. */
struct change_of_tag {
    struct app *app;
    struct request *req;
    struct response *res;
    struct str next;
    struct store_write write;
};

static enum status find_tag(struct app *app, struct request *req, struct response *res,
                            struct str tag, struct store_name *ret_name)
{
    struct store_names names;
    struct store_names_query query = {.kind = STORE_TAGS, .only = tag, .limit = 1};
    if (!tag.len) {
        return error_set(&res->error, ERR_NOT_FOUND, "no tag is named; /tags has all of them");
    }
    enum status status = store_read_names(app->store, &query, req->arena, &names, &res->error);
    if (!status && !names.len) {
        return error_set(&res->error, ERR_NOT_FOUND, "there is no tag \"%.*s\"", STR_ARG(tag));
    }
    if (!status) {
        *ret_name = names.items[0];
    }
    return status;
}

static enum status answer_tag(struct app *app, struct request *req, struct response *res,
                              struct str tag)
{
    struct store_name name = {.count = 0};
    struct json json;
    enum status status = find_tag(app, req, res, tag, &name);
    if (status) {
        return status;
    }
    json_init(&json, &res->body);
    names_add_json(&json, req->arena, STORE_TAGS, &name);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

enum status handle_tag_get(struct app *app, struct request *req, struct response *res)
{
    struct store_name name = {.count = 0};
    if (req->format != FORMAT_HTML) {
        return answer_tag(app, req, res, req->path_rest);
    }
    enum status status = find_tag(app, req, res, req->path_rest, &name);
    return status ? status
                  : response_see_other(res, names_list_url(req->arena, STORE_TAGS, name.name));
}

static enum status answer(struct change_of_tag *change)
{
    struct response *res = change->res;
    struct str name = change->write.retag.name;
    if (change->write.status) {
        res->error = change->write.error;
        return change->write.status;
    }
    if (change->req->format == FORMAT_HTML) {
        return response_see_other(res, change->next);
    }
    if (name.len) {
        return answer_tag(change->app, change->req, res, name);
    }
    res->code = 204;
    return OK;
}

static void committed(struct store_write *write)
{
    struct change_of_tag *change = write->owner;
    request_finish(change->req, change->res, answer(change));
}

/* `name` unknown: the tag goes.  A browser goes on to `next`. */
static enum status submit(struct app *app, struct request *req, struct response *res,
                          struct str name, struct str next)
{
    struct change_of_tag *change = ARENA_NEW(req->arena, struct change_of_tag);
    if (!change) {
        return error_no_memory(&res->error);
    }
    *change = (struct change_of_tag){
        .app = app,
        .req = req,
        .res = res,
        .next = next,
        .write = {.kind = WRITE_RETAG,
                  .retag = {.tag = req->path_rest, .name = name},
                  .done = committed,
                  .owner = change},
    };
    enum status status = store_submit(app->store, &change->write, &res->error);
    return status ? status : PENDING;
}

static enum status take_name(struct request *req, struct response *res, const struct form *form,
                             struct str *ret_name)
{
    const struct form_field *field = form_get(form, "name");
    struct str name = field ? str_trim(field->value) : str_null();
    if (!name.len || name.len > TAG_BYTES_MAX) {
        return given_refuse(req, res, STR("name"), "takes 1 to 100 bytes of text");
    }
    if (memchr(name.ptr, '\n', name.len) || memchr(name.ptr, ',', name.len)) {
        return given_refuse(req, res, STR("name"), "takes one tag: no comma and no line's end");
    }
    *ret_name = name;
    return OK;
}

enum status handle_tag_patch(struct app *app, struct request *req, struct response *res)
{
    struct form *form;
    struct str name;
    enum status status = fields_read(req, res, "name", example, &form);
    status = status ? status : take_name(req, res, form, &name);
    return status ? status : submit(app, req, res, name, str_null());
}

enum status handle_tag_post(struct app *app, struct request *req, struct response *res)
{
    struct form *form;
    struct str name = str_null();
    enum status status = fields_read(req, res, "name delete next", example, &form);
    if (status) {
        return status;
    }
    const struct form_field *deletion = form_get(form, "delete");
    bool is_deletion = deletion && str_equal(deletion->value, STR("1"));
    status = is_deletion ? OK : take_name(req, res, form, &name);
    return status ? status : submit(app, req, res, name, next_of(form, STR("/tags")));
}

enum status handle_tag_delete(struct app *app, struct request *req, struct response *res)
{
    return submit(app, req, res, str_null(), str_null());
}
