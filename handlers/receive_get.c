/* GET /add/receive: the window that the bookmarklet opens and hands its page to. */
#include "handlers/handlers.h"

#include "handlers/pages.h"

enum status handle_receive_get(struct app *app, struct request *req, struct response *res)
{
    struct page_frame frame = {.title = STR("Keep this page"), .req = req, .place = "in_add"};
    res->csp = page_csp;
    /* Everywhere else a window is cut off from the one that opened it; this one listens to it, and
     * nothing is kept before the reader has said so. */
    response_header(res, "Cross-Origin-Opener-Policy", STR("unsafe-none"));
    pages_add(app, PAGE_RECEIVE, &frame, NULL, 0, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
