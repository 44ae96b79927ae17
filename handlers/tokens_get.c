/* GET /tokens: who may use the service, without their secrets. */
#include "handlers/handlers.h"

#include "handlers/token_pages.h"

static void add_json(const struct grant_list *list, struct buf *buf)
{
    struct json json;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < list->n_grants; i++) {
        granting_add_json(&json, &list->grants[i], str_null());
    }
    json_array_end(&json);
    json_key_str(&json, "next", str_null()); /* all fit: there are few, and GRANTS_MAX at most */
    json_object_end(&json);
}

enum status handle_tokens_get(struct app *app, struct request *req, struct response *res)
{
    struct grant_list list;
    enum status status = grants_list(app->grants, req->arena, &list, &res->error);
    response_header(res, "Cache-Control", STR("no-store"));
    if (status) {
        return status;
    }
    if (req->format == FORMAT_HTML) {
        return token_pages_add_list(app, req, &list, res);
    }
    add_json(&list, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
