/* The pages about tokens. */
#include "handlers/token_pages.h"

#include "base/time.h"
#include "handlers/pages.h"
#include "http/scope.h"

/* A moment's day as people read it; unknown for 0. */
static struct str day_of(const struct request *req, int64_t us)
{
    char text[TIME_TEXT_MAX];
    return us ? page_date(req->arena, arena_str(req->arena, time_format(us, text))) : str_null();
}

static void add_item(const struct app *app, const struct request *req, const struct grant *grant,
                     struct buf *buf)
{
    bool is_over = grant->expires_us && grant->expires_us <= time_now_us();
    const struct template_value values[] = {
        {"id", arena_printf(req->arena, "%lld", (long long)grant->id)},
        {"name", grant->name},
        {"scopes", scope_list(req->arena, grant->scopes, ' ')},
        {"created", day_of(req, grant->created_us)},
        {"last_used", day_of(req, grant->used_us)},
        {"expires", day_of(req, grant->expires_us)},
        {"is_over", is_over ? STR("1") : str_null()},
    };
    pages_fill(app->pages, PAGE_TOKEN_ITEM, values, ARRAY_LEN(values), buf);
}

enum status token_pages_add_list(struct app *app, const struct request *req,
                                 const struct grant_list *list, struct response *res)
{
    struct buf items;
    struct page_frame frame = {.title = STR("Tokens"), .req = req, .place = "in_settings"};
    buf_init(&items, 0);
    for (size_t i = 0; i < list->n_grants; i++) {
        add_item(app, req, &list->grants[i], &items);
    }
    const struct template_value values[] = {
        {"items", buf_str(&items)},
        {"is_open", req->who.is_open ? STR("1") : str_null()},
    };
    res->csp = page_csp;
    pages_add(app, PAGE_TOKENS, &frame, values, ARRAY_LEN(values), &res->body);
    enum status status = buf_ok(&items) && buf_ok(&res->body) ? OK : error_no_memory(&res->error);
    buf_done(&items);
    return status;
}

enum status token_pages_add_new(struct app *app, const struct request *req,
                                const struct grant *grant, struct str secret, struct response *res)
{
    struct page_frame frame = {.title = STR("A new token"), .req = req, .place = "in_settings"};
    const struct template_value values[] = {
        {"name", grant->name},
        {"scopes", scope_list(req->arena, grant->scopes, ' ')},
        {"expires", day_of(req, grant->expires_us)},
        {"secret", secret},
        {"base_url", page_base_url(req)},
        {"is_open", req->who.is_open ? STR("1") : str_null()},
    };
    res->csp = page_csp;
    pages_add(app, PAGE_TOKEN_NEW, &frame, values, ARRAY_LEN(values), &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
