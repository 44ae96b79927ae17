/* GET /: the list for a browser, and for programs where everything is (URI templates, RFC 6570). */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "render/json.h"

struct home_link {
    const char *name, *template;
};

static const struct home_link links[] = {
    {"articles", "/articles{?site,author,tag,lang,state,limit,cursor}"},
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
    {"health", "/healthz"},
    {"ready", "/readyz"},
    {"metrics", "/metrics"},
    {"version", "/version"},
};

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
                     arena_printf(req->arena, "%.*s%s", STR_ARG(base_url), links[i].template));
    }
    json_object_end(&json);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
