/* GET /connect: ready-made lines for curl, scripts, phones and browsers, with the reader's own
 * address in them. */
#include "handlers/handlers.h"

#include "handlers/pages.h"

/* Whether only this machine can reach the address that the reader used. */
static bool is_loopback(struct str base_url)
{
    static const char *const names[] = {"://127.0.0.1", "://localhost", "://[::1]"};
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_find_nocase(base_url, str_from(names[i])) >= 0) {
            return true;
        }
    }
    return false;
}

enum status handle_connect_get(struct app *app, struct request *req, struct response *res)
{
    struct str base_url = page_base_url(req);
    struct page_frame frame = {
        .title = STR("Use it from elsewhere"), .req = req, .place = "in_connect"};
    const struct template_value values[] = {
        {"base_url", base_url},
        {"is_here_only", page_flag(is_loopback(base_url))},
    };
    res->csp = page_csp;
    pages_add(app, PAGE_CONNECT, &frame, values, ARRAY_LEN(values), &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
