/* GET /add: the page to paste or upload an article. */
#include "handlers/handlers.h"

#include "handlers/pages.h"

enum status handle_add_get(struct app *app, struct request *req, struct response *res)
{
    struct page_frame frame = {.title = STR("Add an article")};
    const struct template_value values[] = {{"base_url", page_base_url(req)}};
    res->csp = page_csp;
    pages_add(app, PAGE_ADD, &frame, values, ARRAY_LEN(values), &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
