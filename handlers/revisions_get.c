/* GET /articles/{id}/revisions: the older cleanings that are kept. */
#include "handlers/handlers.h"

#include "base/time.h"
#include "handlers/pages.h"
#include "render/json.h"
#include "store/store.h"

/* Borrowed; for both representations. */
struct revisions {
    struct store_revision *items;
    size_t len;
};

static void add_json(const struct revisions *revisions, struct buf *buf)
{
    struct json json;
    char when[TIME_TEXT_MAX];
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < revisions->len; i++) {
        const struct store_revision *revision = &revisions->items[i];
        json_object_begin(&json);
        json_key(&json, "revision");
        json_int(&json, revision->revision);
        json_key_str(&json, "created", time_format(revision->created_us, when));
        json_key_str(&json, "kind", str_from(doc_kind_name(revision->kind)));
        json_key(&json, "word_count");
        json_int(&json, revision->word_count);
        json_key(&json, "confidence");
        json_decimal(&json, revision->confidence, 3);
        json_key(&json, "engine");
        json_int(&json, revision->engine);
        json_object_end(&json);
    }
    json_array_end(&json);
    json_key_str(&json, "next", str_null());
    json_object_end(&json);
}

static void add_item(const struct app *app, struct request *req,
                     const struct store_revision *revision, struct buf *buf)
{
    char when[TIME_TEXT_MAX];
    const struct template_value values[] = {
        {"id", arena_printf(req->arena, "%lld", (long long)req->path_id)},
        {"number", arena_printf(req->arena, "%lld", (long long)revision->revision)},
        {"created", time_format(revision->created_us, when)},
        {"words", arena_printf(req->arena, "%lld", (long long)revision->word_count)},
        {"confidence", arena_printf(req->arena, "%.2f", revision->confidence)},
    };
    pages_fill(app->pages, PAGE_REVISIONS_ITEM, values, ARRAY_LEN(values), buf);
}

static enum status add_page(const struct app *app, struct request *req,
                            const struct revisions *revisions, struct response *res)
{
    struct buf items;
    buf_init(&items, 0);
    for (size_t i = 0; i < revisions->len; i++) {
        add_item(app, req, &revisions->items[i], &items);
    }
    struct page_frame frame = {.title = STR("Older cleanings"), .req = req};
    const struct template_value values[] = {
        {"id", arena_printf(req->arena, "%lld", (long long)req->path_id)},
        {"items", buf_str(&items)},
    };
    pages_add(app, PAGE_REVISIONS, &frame, values, ARRAY_LEN(values), &res->body);
    enum status status = buf_ok(&items) ? OK : error_no_memory(&res->error);
    buf_done(&items);
    return status;
}

enum status handle_revisions_get(struct app *app, struct request *req, struct response *res)
{
    struct revisions revisions;
    enum status status = store_list_revisions(app->store, req->path_id, req->arena,
                                              &revisions.items, &revisions.len, &res->error);
    if (status) {
        return status;
    }
    response_header(res, "Cache-Control", STR("private, no-cache"));
    response_header(res, "Vary", STR("Accept"));
    if (req->format == FORMAT_HTML) {
        res->csp = page_csp;
        status = add_page(app, req, &revisions, res);
    } else {
        add_json(&revisions, &res->body);
    }
    return status ? status : buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
