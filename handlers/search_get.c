/* GET /search: the articles that have what is looked for, with the places marked. */
#include "handlers/handlers.h"

#include "handlers/listing.h"
#include "handlers/pages.h"

static enum status add_page(struct app *app, struct request *req, const struct listing *listing,
                            const char *problem, struct response *res)
{
    struct str q = request_param(req, "q");
    bool is_searched = listing->filter.query.search && !problem;
    struct buf items;
    buf_init(&items, 0);
    listing_add_items(app, req, listing, &items);
    struct page_frame frame = {.title = STR("Search"), .req = req, .place = "in_search"};
    const struct template_value values[] = {
        {"q", q},
        {"problem", str_from(problem)},
        {"items", buf_str(&items)},
        {"nothing", page_flag(is_searched && !listing->list.len)},
        {"help", is_searched && listing->list.len ? str_null() : STR("1")},
        {"next_url", listing->pages.next},
        {"previous_url", listing->pages.previous},
        {"here", req->target},
    };
    pages_add(app, PAGE_SEARCH, &frame, values, ARRAY_LEN(values), &res->body);
    bool is_ok = buf_ok(&items) && buf_ok(&res->body);
    buf_done(&items);
    return is_ok ? OK : error_no_memory(&res->error);
}

/* A program is told that something is missing; a person gets the form. */
static enum status without_words(struct app *app, struct request *req, struct response *res)
{
    struct listing nothing = {.total = 0};
    if (req->format == FORMAT_HTML) {
        return add_page(app, req, &nothing, NULL, res);
    }
    res->error_pointer = STR("q");
    return error_set(&res->error, ERR_INVALID,
                     "\"q\" is missing: say what to look for, as /search?q=word");
}

enum status handle_search_get(struct app *app, struct request *req, struct response *res)
{
    struct listing listing = {.total = 0};
    res->csp = req->format == FORMAT_HTML ? page_csp : NULL;
    if (!str_trim(request_param(req, "q")).len) {
        return without_words(app, req, res);
    }
    enum status status = filter_read(req, res, "relevance", &listing.filter);
    listing.filter.query.is_marked = true;
    status = status ? status : listing_read(app, req, res, &listing);
    if (status == ERR_INVALID && req->format == FORMAT_HTML) {
        /* What is wrong stands beside the words, to be put right there. */
        struct listing nothing = {.total = 0};
        res->code = 400;
        return add_page(app, req, &nothing, res->error.message, res);
    }
    if (status || listing.is_current) {
        return status;
    }
    return req->format == FORMAT_HTML ? add_page(app, req, &listing, NULL, res)
                                      : listing_json(&listing, req, res);
}
