/* GET /openapi.json: the table of routes as OpenAPI 3.1, so that the description cannot differ from
 * the service. */
#include "handlers/handlers.h"

#include "handlers/describe.h"
#include "handlers/pages.h"
#include "render/json.h"

#include "assets.h"

#include <string.h>

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
        add_path_parameter(json, describe_rest(route), "string");
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

/*
 * What a media type holds: `schema` for JSON, else what generators can make something of: fields of
 * forms, objects, text.  Of what can be anything nothing is said.
 */
static void add_schema(struct json *json, struct arena *arena, struct str type, struct str schema)
{
    bool is_json = str_ends(type, STR("json"));
    bool is_form = str_find(type, STR("form")) >= 0;
    json_key(json, arena_cstr(arena, type));
    json_object_begin(json);
    json_key(json, "schema");
    json_object_begin(json);
    if (is_json && schema.len) {
        json_key_str(json, "$ref",
                     arena_printf(arena, "#/components/schemas/%.*s", STR_ARG(schema)));
    } else if (!str_equal(type, STR("*/*"))) {
        json_key_str(json, "type", is_json || is_form ? STR("object") : STR("string"));
    }
    json_object_end(json);
    json_object_end(json);
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
        bool is_any_text = strcmp(*type, "text/...") == 0;
        add_schema(json, arena, is_any_text ? STR("text/*") : str_from(*type),
                   str_from(route->body_schema));
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

/* What a success may be as; where the handler says its type itself, anything. */
static void add_formats(struct json *json, struct arena *arena, const struct route *route,
                        struct str schema)
{
    for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
        if (route->formats & format) {
            add_schema(json, arena, bare_type((enum http_format)format),
                       format == FORMAT_LINES ? STR("BatchLine") : schema);
        }
    }
    if (route->formats & FORMAT_OTHER) {
        add_schema(json, arena, STR("*/*"), str_null());
    }
}

static void add_content(struct json *json, struct arena *arena, const struct route *route,
                        struct str schema)
{
    json_key(json, "content");
    json_object_begin(json);
    if (str_equal(schema, STR("Problem"))) {
        add_schema(json, arena, STR("application/problem+json"), schema);
        add_schema(json, arena, STR("text/html"), str_null()); /* to a browser, a page of it */
    } else {
        add_formats(json, arena, route, schema);
    }
    json_object_end(json);
}

static struct str describe(struct str code, struct str schema)
{
    return str_equal(code, STR("default")) ? STR("Any other error")
           : schema.len                    ? schema
           : str_equal(code, STR("204"))   ? STR("Done")
           : str_equal(code, STR("303"))   ? STR("To a browser: where it goes on")
           : str_equal(code, STR("304"))   ? STR("The client's copy is current")
                                           : STR("A document");
}

static void add_reply(struct json *json, struct arena *arena, const struct route *route,
                      const char *reply)
{
    struct str rest = str_from(reply), code, schema = str_null();
    (void)str_split(&rest, ' ', &code);
    (void)str_split(&rest, ' ', &schema);
    json_key(json, arena_cstr(arena, code));
    json_object_begin(json);
    json_key_str(json, "description", describe(code, schema));
    if (schema.len) {
        add_content(json, arena, route, schema);
    } else if (str_equal(code, STR("200"))) {
        json_key(json, "content");
        json_object_begin(json);
        add_formats(json, arena, route, str_null());
        json_object_end(json);
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
    if (route->formats & FORMAT_HTML && !has_reply(route, "303")) {
        add_reply(json, arena, route, "303"); /* a browser is sent on: to the login, to a page */
    }
    add_reply(json, arena, route, "default Problem");
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

static void add_paths(struct json *json, struct arena *arena)
{
    json_key(json, "paths");
    json_object_begin(json);
    for (size_t i = 0; i < routes_len; i++) {
        struct str path = describe_path(arena, &routes[i]);
        if (!describe_is_first(arena, i)) {
            continue;
        }
        json_key(json, arena_cstr(arena, path));
        json_object_begin(json);
        for (size_t j = i; j < routes_len; j++) {
            if (str_equal(describe_path(arena, &routes[j]), path)) {
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
