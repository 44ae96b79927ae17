/* GET /docs: the table of routes as a page, for people who want to use the API. */
#include "handlers/handlers.h"

#include "handlers/describe.h"
#include "handlers/pages.h"

/* What a parameter takes, in a few words; unknown for any text. */
static struct str type_of(struct arena *arena, const struct route_param *param)
{
    switch (param->type) {
    case PARAM_INT:
        return arena_printf(arena, "%lld to %lld", (long long)param->min, (long long)param->max);
    case PARAM_BOOL:
        return STR("true or false");
    case PARAM_CHOICE:
        return str_from(param->choices);
    case PARAM_URL:
        return STR("an address");
    case PARAM_TEXT:
        break;
    }
    return str_null();
}

static void add_params(const struct app *app, struct arena *arena, const struct route *route,
                       struct buf *buf)
{
    for (const struct route_param *param = route->params; param && param->name; param++) {
        const struct template_value values[] = {
            {"name", str_from(param->name)},
            {"type", type_of(arena, param)},
            {"about", str_from(param->about)},
        };
        pages_fill(app->pages, PAGE_DOCS_PARAM, values, ARRAY_LEN(values), buf);
    }
}

/* "a, b, c" of a NULL-ended list. */
static struct str join(struct arena *arena, const char *const *items)
{
    struct str joined = str_null();
    for (; items && *items; items++) {
        joined = arena_printf(arena, "%.*s%s%s", STR_ARG(joined), joined.len ? ", " : "", *items);
    }
    return joined;
}

static struct str formats_of(struct arena *arena, const struct route *route)
{
    static const struct {
        enum http_format format;
        const char *name;
    } names[] = {
        {FORMAT_JSON, "JSON"}, {FORMAT_HTML, "a page"},  {FORMAT_MARKDOWN, "Markdown"},
        {FORMAT_TEXT, "text"}, {FORMAT_OTHER, "a file"},
    };
    const char *of_route[ARRAY_LEN(names) + 1];
    size_t n = 0;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (route->formats & names[i].format) {
            of_route[n++] = names[i].name;
        }
    }
    of_route[n] = NULL;
    return join(arena, of_route);
}

static void add_operation(const struct app *app, struct arena *arena, const struct route *route,
                          struct buf *buf)
{
    struct buf params;
    buf_init(&params, 0);
    add_params(app, arena, route, &params);
    const struct template_value values[] = {
        {"name", str_from(route->name)},
        {"method", str_from(http_method_name(route->method))},
        {"path", describe_path(arena, route)},
        {"summary", str_from(route->summary)},
        {"params", buf_str(&params)},
        {"body", join(arena, route->body_types)},
        {"formats", formats_of(arena, route)},
        {"replies", join(arena, route->replies)},
        {"scope",
         route->scope == SCOPE_OPEN ? str_null() : str_from(scope_name(route_scope(route)))},
    };
    pages_fill(app->pages, PAGE_DOCS_OPERATION, values, ARRAY_LEN(values), buf);
    buf_done(&params);
}

enum status handle_docs_get(struct app *app, struct request *req, struct response *res)
{
    struct buf operations;
    buf_init(&operations, 0);
    for (size_t i = 0; i < routes_len; i++) {
        add_operation(app, req->arena, &routes[i], &operations);
    }
    struct page_frame frame = {.title = STR("The API"), .req = req, .place = "in_docs"};
    const struct template_value values[] = {
        {"version", STR(ARTICLED_VERSION)},
        {"base_url", page_base_url(req)},
        {"operations", buf_str(&operations)},
    };
    res->csp = page_csp;
    pages_add(app, PAGE_DOCS, &frame, values, ARRAY_LEN(values), &res->body);
    bool is_ok = buf_ok(&operations) && buf_ok(&res->body);
    buf_done(&operations);
    return is_ok ? OK : error_no_memory(&res->error);
}
