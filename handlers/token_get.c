/* GET /tokens/{id}: one token, without its secret. */
#include "handlers/handlers.h"

#include "handlers/granting.h"

enum status handle_token_get(struct app *app, struct request *req, struct response *res)
{
    struct grant_list list;
    enum status status = grants_list(app->grants, req->arena, &list, &res->error);
    response_header(res, "Cache-Control", STR("no-store"));
    if (status) {
        return status;
    }
    for (size_t i = 0; i < list.n_grants; i++) {
        if (list.grants[i].id == req->path_id) {
            struct json json;
            json_init(&json, &res->body);
            granting_add_json(&json, &list.grants[i], str_null());
            return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
        }
    }
    return error_set(&res->error, ERR_NOT_FOUND, "there is no token %lld", (long long)req->path_id);
}
