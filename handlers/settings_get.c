/* GET /settings: how pages look, and what this server is. */
#include "handlers/handlers.h"

#include "handlers/look_form.h"
#include "handlers/pages.h"
#include "store/store.h"

static struct str megabytes(struct arena *arena, int64_t bytes)
{
    return arena_printf(arena, "%.1f", (double)bytes / 1e6);
}

enum status handle_settings_get(struct app *app, struct request *req, struct response *res)
{
    const char *sqlite;
    int schema;
    struct store_stats stats;
    struct look look = look_of(req);
    struct buf fields;
    enum status status = store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    store_version(app->store, &sqlite, &schema);
    buf_init(&fields, 0);
    look_form_add(app, &look, &fields);
    struct page_frame frame = {.title = STR("Settings"), .req = req, .place = "in_settings"};
    const struct template_value values[] = {
        {"fields", buf_str(&fields)},
        {"is_open", page_flag(req->who.is_open)},
        {"name", req->who.name},
        {"version", STR(ARTICLED_VERSION)},
        {"sqlite", str_from(sqlite)},
        {"schema", arena_printf(req->arena, "%d", schema)},
        {"articles", arena_printf(req->arena, "%lld", (long long)stats.articles)},
        {"megabytes", megabytes(req->arena, stats.file_bytes)},
        {"base_url", page_base_url(req)},
    };
    res->csp = page_csp;
    response_header(res, "Cache-Control", STR("private, no-cache"));
    pages_add(app, PAGE_SETTINGS, &frame, values, ARRAY_LEN(values), &res->body);
    status = buf_ok(&fields) && buf_ok(&res->body) ? OK : error_no_memory(&res->error);
    buf_done(&fields);
    return status;
}
