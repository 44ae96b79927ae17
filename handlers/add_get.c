/* GET /add: the page to paste or upload an article, filled with what a phone's share menu gave. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "handlers/submission.h"

enum status handle_add_get(struct app *app, struct request *req, struct response *res)
{
    struct str text = request_param(req, "text"), url = request_param(req, "url");
    struct page_frame frame = {.title = STR("Add an article"), .req = req, .place = "in_add"};
    /* Android's apps share an address as text. */
    if (!url.len && submission_is_address(text)) {
        url = str_trim(text);
        text = str_null();
    }
    const struct template_value values[] = {
        {"base_url", page_base_url(req)},         {"text", text},
        {"title", request_param(req, "title")},   {"url", url},
        {"address", text.len ? str_null() : url},
    };
    res->csp = page_csp;
    pages_add(app, PAGE_ADD, &frame, values, ARRAY_LEN(values), &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
