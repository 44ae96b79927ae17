/* GET /articles: the list, newest first, as page and as JSON, a cursor at a time. */
#include "handlers/handlers.h"

#include "handlers/listing.h"
#include "handlers/pages.h"

static enum status add_page(struct app *app, struct request *req, const struct listing *listing,
                            struct response *res)
{
    struct buf items;
    struct store_stats stats = {0};
    enum status status = store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    buf_init(&items, 0);
    listing_add_items(app, req, listing, &items);
    struct page_frame frame = {.title = STR("Articles")};
    const struct template_value values[] = {
        {"items", buf_str(&items)},
        {"count",
         stats.articles ? arena_printf(req->arena, "%lld", (long long)stats.articles) : str_null()},
        {"next_url", listing->pages.next},
        {"previous_url", listing->pages.previous},
        {"base_url", page_base_url(req)},
    };
    pages_add(app, PAGE_LIST, &frame, values, ARRAY_LEN(values), &res->body);
    bool is_ok = buf_ok(&items) && buf_ok(&res->body);
    buf_done(&items);
    return is_ok ? OK : error_no_memory(&res->error);
}

enum status handle_articles_get(struct app *app, struct request *req, struct response *res)
{
    struct listing listing = {.total = 0};
    /* Also with a 304, whose headers replace those of the browser's copy (RFC 9111, 4.3.4). */
    res->csp = req->format == FORMAT_HTML ? page_csp : NULL;
    enum status status = filter_read(req, res, "-created", &listing.filter);
    status = status ? status : listing_read(app, req, res, &listing);
    if (status || listing.is_current) {
        return status;
    }
    return req->format == FORMAT_HTML ? add_page(app, req, &listing, res)
                                      : listing_json(&listing, req, res);
}
