/* GET /readyz: whether the service can take work now, for whoever sends it some. */
#include "handlers/handlers.h"

#include "render/json.h"
#include "store/store.h"

enum status handle_readyz_get(struct app *app, struct request *req, struct response *res)
{
    struct store_stats stats;
    struct json json;
    enum status status = request_check_server(req, &res->error);
    status = status ? status : store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "status", STR("ready"));
    json_object_end(&json);
    response_header(res, "Cache-Control", STR("no-store"));
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
