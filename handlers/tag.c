/* /tags/{tag}: one tag; renamed, made one with another, taken away. */
#include "handlers/handlers.h"

#include "handlers/names.h"

#include <jansson.h>
#include <string.h>

/* As of a tag of a submission. */
enum { TAG_BYTES_MAX = 100 };

/* A change on its way, in the request's arena until the last commit. */
struct change_of_tag {
    struct app *app;
    struct request *req;
    struct response *res;
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
    struct store_name name;
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
    struct store_name name;
    if (req->format != FORMAT_HTML) {
        return answer_tag(app, req, res, req->path_rest);
    }
    enum status status = find_tag(app, req, res, req->path_rest, &name);
    return status ? status
                  : response_see_other(res, names_list_url(req->arena, STORE_TAGS, name.name));
}

static void committed(struct store_write *write)
{
    struct change_of_tag *change = write->owner;
    struct response *res = change->res;
    enum status status = write->status;
    if (status) {
        res->error = write->error;
    } else if (write->retag.name.len) {
        status = answer_tag(change->app, change->req, res, write->retag.name);
    } else {
        res->code = 204;
    }
    request_finish(change->req, res, status);
}

static enum status submit(struct app *app, struct request *req, struct response *res,
                          struct str name)
{
    struct change_of_tag *change = ARENA_NEW(req->arena, struct change_of_tag);
    if (!change) {
        return error_no_memory(&res->error);
    }
    *change = (struct change_of_tag){
        .app = app,
        .req = req,
        .res = res,
        .write = {.kind = WRITE_RETAG,
                  .retag = {.tag = req->path_rest, .name = name},
                  .done = committed,
                  .owner = change},
    };
    enum status status = store_submit(app->store, &change->write, &res->error);
    return status ? status : PENDING;
}

static enum status refuse(struct response *res, const char *what)
{
    res->error_pointer = STR("/name");
    return error_set(&res->error, ERR_UNPROCESSABLE, "\"name\" %s", what);
}

/* {"name": "..."}, nothing else. */
static enum status take_name(struct request *req, struct response *res, const json_t *body,
                             struct str *ret_name)
{
    const json_t *value = json_object_get(body, "name");
    if (json_object_size(body) != 1 || !json_is_string(value)) {
        return refuse(res, "is what a tag can be given: {\"name\": \"new name\"}");
    }
    struct str name = str_trim(str_of(json_string_value(value), json_string_length(value)));
    if (!name.len || name.len > TAG_BYTES_MAX) {
        return refuse(res, "takes 1 to 100 bytes of text");
    }
    if (memchr(name.ptr, '\n', name.len) || memchr(name.ptr, ',', name.len)) {
        return refuse(res, "takes one tag: no comma and no line's end");
    }
    *ret_name = arena_str(req->arena, name);
    return ret_name->ptr ? OK : error_no_memory(&res->error);
}

enum status handle_tag_patch(struct app *app, struct request *req, struct response *res)
{
    json_error_t reason;
    struct str name;
    json_t *body = json_loadb(req->body.ptr, req->body.len, JSON_REJECT_DUPLICATES, &reason);
    if (!json_is_object(body)) {
        json_decref(body);
        return error_set(&res->error, ERR_INVALID,
                         "the body is no JSON object as {\"name\": \"new name\"}");
    }
    enum status status = take_name(req, res, body, &name);
    json_decref(body);
    return status ? status : submit(app, req, res, name);
}

enum status handle_tag_delete(struct app *app, struct request *req, struct response *res)
{
    return submit(app, req, res, str_null());
}
