/* GET /version: the program's own version and its store's. */
#include "handlers/handlers.h"

#include "render/json.h"
#include "store/store.h"

enum status handle_version_get(struct app *app, struct request *req, struct response *res)
{
    (void)req;
    const char *sqlite;
    int schema;
    store_version(app->store, &sqlite, &schema);
    struct json json;
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "name", STR("articled"));
    json_key_str(&json, "version", STR(ARTICLED_VERSION));
    json_key(&json, "schema");
    json_int(&json, schema);
    json_key_str(&json, "sqlite", str_from(sqlite));
    json_object_end(&json);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
