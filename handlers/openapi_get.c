/* GET /openapi.json: the table of routes as OpenAPI 3.1, so that the description cannot differ from
 * the service. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "render/json.h"

#include "assets.h"

#include <string.h>

static const char *rest_name(const struct route *route)
{
    return route->rest_name ? route->rest_name : "path";
}

/* The longest path before "{name}" or "..."; "/static/..." is described as "/static/{path}". */
static struct str described_path(struct arena *arena, const struct route *route)
{
    struct str path = str_from(route->path);
    if (!str_ends(path, STR("..."))) {
        return path;
    }
    return arena_printf(arena, "%.*s{%s}", (int)path.len - 3, path.ptr, rest_name(route));
}

static void add_type(struct json *json, const struct route_param *param)
{
    json_key(json, "schema");
    json_object_begin(json);
    switch (param->type) {
    case PARAM_INT:
        json_key_str(json, "type", STR("integer"));
        json_key(json, "minimum");
        json_int(json, param->min);
        json_key(json, "maximum");
        json_int(json, param->max);
        break;
    case PARAM_BOOL:
        json_key_str(json, "type", STR("boolean"));
        break;
    case PARAM_URL:
        json_key_str(json, "type", STR("string"));
        json_key_str(json, "format", STR("uri"));
        break;
    case PARAM_TEXT:
        json_key_str(json, "type", STR("string"));
        json_key(json, "maxLength");
        json_int(json, param->max);
        break;
    case PARAM_CHOICE: {
        struct str rest = str_from(param->choices), choice;
        json_key_str(json, "type", STR("string"));
        json_key(json, "enum");
        json_array_begin(json);
        while (str_split(&rest, ' ', &choice)) {
            json_str(json, choice);
        }
        json_array_end(json);
        break;
    }
    }
    json_object_end(json);
}

static void add_path_parameter(struct json *json, const char *name, const char *type)
{
    json_object_begin(json);
    json_key_str(json, "name", str_from(name));
    json_key_str(json, "in", STR("path"));
    json_key(json, "required");
    json_bool(json, true);
    json_key(json, "schema");
    json_object_begin(json);
    json_key_str(json, "type", str_from(type));
    json_object_end(json);
    json_object_end(json);
}

static void add_parameters(struct json *json, const struct route *route)
{
    json_key(json, "parameters");
    json_array_begin(json);
    if (strstr(route->path, "{id}")) {
        add_path_parameter(json, "id", "integer");
    }
    if (strstr(route->path, "{number}")) {
        add_path_parameter(json, "number", "integer");
    }
    if (strstr(route->path, "...")) {
        add_path_parameter(json, rest_name(route), "string");
    }
    for (const struct route_param *param = route->params; param && param->name; param++) {
        json_object_begin(json);
        json_key_str(json, "name", str_from(param->name));
        json_key_str(json, "in", STR("query"));
        json_key_str(json, "description", str_from(param->about));
        add_type(json, param);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_body(struct json *json, struct arena *arena, const struct route *route)
{
    if (!route->body_types) {
        return;
    }
    json_key(json, "requestBody");
    json_object_begin(json);
    json_key(json, "required");
    json_bool(json, true);
    json_key(json, "content");
    json_object_begin(json);
    for (const char *const *type = route->body_types; *type; type++) {
        json_key(json, strcmp(*type, "text/...") == 0 ? "text/*" : *type);
        json_object_begin(json);
        json_key(json, "schema");
        json_object_begin(json);
        if (route->body_schema && str_ends(str_from(*type), STR("json"))) {
            json_key_str(json, "$ref",
                         arena_printf(arena, "#/components/schemas/%s", route->body_schema));
        }
        json_object_end(json);
        json_object_end(json);
    }
    json_object_end(json);
    json_object_end(json);
}

static void add_schema(struct json *json, struct arena *arena, struct str type, struct str schema)
{
    json_key(json, arena_cstr(arena, type));
    json_object_begin(json);
    json_key(json, "schema");
    json_object_begin(json);
    if (schema.len) {
        json_key_str(json, "$ref",
                     arena_printf(arena, "#/components/schemas/%.*s", STR_ARG(schema)));
    }
    json_object_end(json);
    json_object_end(json);
}

/* A media type without its parameters. */
static struct str bare_type(enum http_format format)
{
    struct str type = str_from(http_format_type(format)), bare = str_null();
    (void)str_split(&type, ';', &bare);
    return bare;
}

static void add_content(struct json *json, struct arena *arena, const struct route *route,
                        struct str schema)
{
    json_key(json, "content");
    json_object_begin(json);
    if (str_equal(schema, STR("Problem"))) {
        add_schema(json, arena, STR("application/problem+json"), schema);
    } else {
        for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
            if (route->formats & format) {
                add_schema(json, arena, bare_type((enum http_format)format),
                           format == FORMAT_JSON ? schema : str_null());
            }
        }
    }
    json_object_end(json);
}

static void add_reply(struct json *json, struct arena *arena, const struct route *route,
                      const char *reply)
{
    struct str rest = str_from(reply), code, schema = str_null();
    (void)str_split(&rest, ' ', &code);
    (void)str_split(&rest, ' ', &schema);
    json_key(json, arena_cstr(arena, code));
    json_object_begin(json);
    json_key_str(json, "description", schema.len ? schema : STR("No content, or a document"));
    if (schema.len) {
        add_content(json, arena, route, schema);
    }
    json_object_end(json);
}

/* What every operation may answer, whatever its row says: 401 and 403 where a token is needed. */
static const struct {
    const char *reply;
    bool is_of_scope;
} common_replies[] = {{"401 Problem", true}, {"403 Problem", true}, {"429 Problem", false}};

static bool has_reply(const struct route *route, const char *reply)
{
    for (const char *const *own = route->replies; own && *own; own++) {
        if (strcmp(*own, reply) == 0) {
            return true;
        }
    }
    return false;
}

static void add_replies(struct json *json, struct arena *arena, const struct route *route)
{
    json_key(json, "responses");
    json_object_begin(json);
    for (const char *const *reply = route->replies; reply && *reply; reply++) {
        add_reply(json, arena, route, *reply);
    }
    for (size_t i = 0; i < ARRAY_LEN(common_replies); i++) {
        bool is_said = has_reply(route, common_replies[i].reply);
        if (!is_said && !(common_replies[i].is_of_scope && route->scope == SCOPE_OPEN)) {
            add_reply(json, arena, route, common_replies[i].reply);
        }
    }
    json_object_end(json);
}

/* Ways to say who one is; each with what it is called by in "security". */
static const struct {
    const char *name, *type, *key, *value;
} schemes[] = {
    {"token", "http", "scheme", "bearer"},
    {"password", "http", "scheme", "basic"},
    {"session", "apiKey", "name", SESSION_COOKIE},
};

static void add_schemes(struct json *json)
{
    json_key(json, "securitySchemes");
    json_object_begin(json);
    for (size_t i = 0; i < ARRAY_LEN(schemes); i++) {
        json_key(json, schemes[i].name);
        json_object_begin(json);
        json_key_str(json, "type", str_from(schemes[i].type));
        json_key_str(json, schemes[i].key, str_from(schemes[i].value));
        if (strcmp(schemes[i].type, "apiKey") == 0) {
            json_key_str(json, "in", STR("cookie"));
        }
        json_object_end(json);
    }
    json_object_end(json);
}

/* Any one of the schemes, with the scope that the token must have; none where none is needed. */
static void add_security(struct json *json, const struct route *route)
{
    json_key(json, "security");
    json_array_begin(json);
    for (size_t i = 0; i < ARRAY_LEN(schemes) && route->scope != SCOPE_OPEN; i++) {
        json_object_begin(json);
        json_key(json, schemes[i].name);
        json_array_begin(json);
        json_str(json, str_from(scope_name(route_scope(route))));
        json_array_end(json);
        json_object_end(json);
    }
    json_array_end(json);
}

static void add_operation(struct json *json, struct arena *arena, const struct route *route)
{
    struct buf method;
    buf_init(&method, 0);
    const char *name = http_method_name(route->method);
    for (; *name; name++) {
        buf_add_byte(&method, byte_lower(*name));
    }
    json_key(json, arena_cstr(arena, buf_str(&method)));
    buf_done(&method);
    json_object_begin(json);
    json_key_str(json, "operationId", str_from(route->name));
    json_key_str(json, "summary", str_from(route->summary));
    add_parameters(json, route);
    add_body(json, arena, route);
    add_replies(json, arena, route);
    add_security(json, route);
    json_object_end(json);
}

static bool is_first_of_path(size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (strcmp(routes[i].path, routes[at].path) == 0) {
            return false;
        }
    }
    return true;
}

static void add_paths(struct json *json, struct arena *arena)
{
    json_key(json, "paths");
    json_object_begin(json);
    for (size_t i = 0; i < routes_len; i++) {
        if (!is_first_of_path(i)) {
            continue;
        }
        json_key(json, arena_cstr(arena, described_path(arena, &routes[i])));
        json_object_begin(json);
        for (size_t j = i; j < routes_len; j++) {
            if (strcmp(routes[j].path, routes[i].path) == 0) {
                add_operation(json, arena, &routes[j]);
            }
        }
        json_object_end(json);
    }
    json_object_end(json);
}

static struct str find_schemas(void)
{
    for (size_t i = 0; i < assets_len; i++) {
        if (strcmp(assets[i].name, "schemas.json") == 0) {
            return str_of((const char *)assets[i].bytes, assets[i].len);
        }
    }
    return STR("{}");
}

enum status handle_openapi_get(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    struct json json;
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "openapi", STR("3.1.0"));
    json_key(&json, "info");
    json_object_begin(&json);
    json_key_str(&json, "title", STR("articled"));
    json_key_str(&json, "version", STR(ARTICLED_VERSION));
    json_key_str(&json, "summary", STR("Post anything, read a clean article."));
    json_object_end(&json);
    json_key(&json, "servers");
    json_array_begin(&json);
    json_object_begin(&json);
    json_key_str(&json, "url", page_base_url(req));
    json_object_end(&json);
    json_array_end(&json);
    add_paths(&json, req->arena);
    json_key(&json, "components");
    json_object_begin(&json);
    json_key(&json, "schemas");
    json_raw(&json, find_schemas());
    add_schemes(&json);
    json_object_end(&json);
    json_object_end(&json);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
