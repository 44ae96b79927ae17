/* GET /help: the keys, and how to find what was kept. */
#include "handlers/handlers.h"

#include "handlers/pages.h"

enum status handle_help_get(struct app *app, struct request *req, struct response *res)
{
    struct page_frame frame = {.title = STR("Help"), .req = req, .place = "in_help"};
    res->csp = page_csp;
    pages_add(app, PAGE_HELP, &frame, NULL, 0, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
