/* GET /articles: the list, newest first, as page and as JSON, a cursor at a time. */
#include "handlers/handlers.h"

#include "handlers/listing.h"
#include "handlers/pages.h"
#include "handlers/shelves.h"

/* The filters beside the shelf, in words: "tagged harbour, from The Hallvik Courier". */
static struct str describe(const struct request *req)
{
    static const struct {
        const char *param, *words;
    } rows[] = {{"q", "with the words"}, {"tag", "tagged"},           {"site", "from"},
                {"author", "by"},        {"lang", "in the language"}, {"since", "since"},
                {"until", "until"}};
    struct str words = str_null();
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str value = request_param(req, rows[i].param);
        if (value.len) {
            words = arena_printf(req->arena, "%.*s%s%s %.*s", STR_ARG(words), words.len ? ", " : "",
                                 rows[i].words, STR_ARG(value));
        }
    }
    return words;
}

static enum status add_page(struct app *app, struct request *req, const struct listing *listing,
                            struct response *res)
{
    struct buf items, shelves;
    buf_init(&items, 0);
    buf_init(&shelves, 0);
    listing_add_items(app, req, listing, &items);
    enum status status = shelves_add(app, req, &shelves, &res->error);
    struct page_frame frame = {.title = shelves_heading(req), .req = req, .place = "in_articles"};
    const struct template_value values[] = {
        {"heading", frame.title},
        {"shelves", buf_str(&shelves)},
        {"filter", describe(req)},
        {"items", buf_str(&items)},
        {"hint", shelves_hint(req)},
        {"next_url", listing->pages.next},
        {"previous_url", listing->pages.previous},
        {"here", req->target},
        {"base_url", page_base_url(req)},
    };
    if (!status) {
        pages_add(app, PAGE_LIST, &frame, values, ARRAY_LEN(values), &res->body);
        bool is_ok = buf_ok(&items) && buf_ok(&shelves) && buf_ok(&res->body);
        status = is_ok ? OK : error_no_memory(&res->error);
    }
    buf_done(&items);
    buf_done(&shelves);
    return status;
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
