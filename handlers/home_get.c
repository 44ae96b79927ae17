/* GET /: the list for a browser, and for programs where everything is (URI templates, RFC 6570). */
#include "handlers/handlers.h"

#include "handlers/filter.h"
#include "handlers/pages.h"
#include "render/json.h"

struct home_link {
    const char *name, *template;
    const struct route_param *params; /* all of which can be given; NULL: those in the template */
};

static const struct home_link links[] = {
    {"articles", "/articles", filter_params},
    {"search", "/search", filter_params},
    {"tags", "/tags{?sort,limit}"},
    {"tag", "/tags/{tag}"},
    {"sites", "/sites{?sort,limit}"},
    {"authors", "/authors{?sort,limit}"},
    {"article", "/articles/{id}{.format}"},
    {"original", "/articles/{id}/original"},
    {"reclean", "/articles/{id}/reclean{?force}"},
    {"revisions", "/articles/{id}/revisions"},
    {"log", "/articles/{id}/log"},
    {"clean", "/clean{?url,title,tags}"},
    {"add", "/add"},
    {"tokens", "/tokens"},
    {"login", "/login{?next}"},
    {"openapi", "/openapi.json"},
    {"docs", "/docs"},
    {"health", "/healthz"},
    {"ready", "/readyz"},
    {"metrics", "/metrics"},
    {"version", "/version"},
};

/* "{?q,tag}" */
static struct str params_of(struct arena *arena, const struct home_link *link)
{
    struct str names = str_null();
    for (const struct route_param *param = link->params; param && param->name; param++) {
        names = arena_printf(arena, "%.*s%s%s", STR_ARG(names), names.len ? "," : "", param->name);
    }
    return names.len ? arena_printf(arena, "{?%.*s}", STR_ARG(names)) : names;
}

enum status handle_home_get(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, STR("/articles"));
    }
    struct str base_url = page_base_url(req);
    struct json json;
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "name", STR("articled"));
    json_key_str(&json, "version", STR(ARTICLED_VERSION));
    for (size_t i = 0; i < ARRAY_LEN(links); i++) {
        json_key_str(&json, links[i].name,
                     arena_printf(req->arena, "%.*s%s%.*s", STR_ARG(base_url), links[i].template,
                                  STR_ARG(params_of(req->arena, &links[i]))));
    }
    json_object_end(&json);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
