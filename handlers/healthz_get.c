/* GET /healthz: whether the process answers and its store can be read. */
#include "handlers/handlers.h"

#include "render/json.h"
#include "store/store.h"

enum status handle_healthz_get(struct app *app, struct request *req, struct response *res)
{
    (void)req;
    struct store_stats stats;
    enum status status = store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    struct json json;
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "status", STR("ok"));
    json_key(&json, "articles");
    json_int(&json, stats.articles);
    json_key(&json, "queued");
    json_int(&json, stats.queued);
    json_object_end(&json);
    response_header(res, "Cache-Control", STR("no-store"));
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
