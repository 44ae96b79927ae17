/* Finding the row of the table of routes that a method and a path name. */
#include "http/router.h"

#include <assert.h>
#include <limits.h>
#include <string.h>

static const struct {
    enum http_method method;
    const char *name;
} methods[] = {{HTTP_GET, "GET"},
               {HTTP_POST, "POST"},
               {HTTP_PUT, "PUT"},
               {HTTP_PATCH, "PATCH"},
               {HTTP_DELETE, "DELETE"}};

const char *http_method_name(enum http_method method)
{
    for (size_t i = 0; i < ARRAY_LEN(methods); i++) {
        if (methods[i].method == method) {
            return methods[i].name;
        }
    }
    return NULL;
}

static const struct {
    enum http_format format;
    const char *type, *suffix;
} formats[] = {
    {FORMAT_JSON, "application/json", "json"},
    {FORMAT_HTML, "text/html; charset=utf-8", "html"},
    {FORMAT_MARKDOWN, "text/markdown; charset=utf-8", "md"},
    {FORMAT_TEXT, "text/plain; charset=utf-8", "txt"},
    {FORMAT_LINES, "application/x-ndjson", "ndjson"},
    {FORMAT_OTHER, "application/octet-stream", "bin"},
};

const char *http_format_type(enum http_format format)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (formats[i].format == format) {
            return formats[i].type;
        }
    }
    return formats[ARRAY_LEN(formats) - 1].type;
}

const char *http_format_suffix(enum http_format format)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (formats[i].format == format) {
            return formats[i].suffix;
        }
    }
    return formats[ARRAY_LEN(formats) - 1].suffix;
}

enum scope route_scope(const struct route *route)
{
    return route->scope ? route->scope : route->method == HTTP_GET ? SCOPE_READ : SCOPE_WRITE;
}

static enum http_format format_of_suffix(struct str suffix)
{
    for (size_t i = 0; i < ARRAY_LEN(formats); i++) {
        if (formats[i].format != FORMAT_OTHER && str_equal(suffix, str_from(formats[i].suffix))) {
            return formats[i].format;
        }
    }
    return (enum http_format)0;
}

/* "7", or "7.md" at the end of a path of a route that takes a suffix and can answer it. */
static bool match_id(const struct route *route, struct str part, bool is_last,
                     struct route_match *match)
{
    uint64_t id;
    ptrdiff_t dot = str_find_byte(part, '.');
    match->suffix = (enum http_format)0;
    if (dot >= 0) {
        match->suffix = format_of_suffix(str_sub(part, (size_t)dot + 1, part.len));
        if (!route->takes_suffix || !is_last || !(route->formats & match->suffix)) {
            return false;
        }
        part = str_sub(part, 0, (size_t)dot);
    }
    if (!str_to_uint(part, INT64_MAX, &id) || id == 0) {
        return false;
    }
    *(match->id ? &match->number : &match->id) = (int64_t)id;
    return true;
}

static bool is_rest(const char *pattern)
{
    return pattern[0] == '.' && pattern[1] == '.' && pattern[2] == '.';
}

/*
 * Takes from both what a pattern says literally, up to "{id}", "..." or its end; false at the first
 * byte that differs, which for most rows comes soon.
 */
static bool skip_literal(const char **pattern, struct str *path)
{
    const char *at = *pattern;
    size_t i = 0;
    for (; *at && *at != '{' && !is_rest(at); at++, i++) {
        if (i == path->len && is_rest(at + 1)) {
            break; /* "/things" is "/things/" with an empty rest */
        }
        if (i == path->len || path->ptr[i] != *at) {
            return false;
        }
    }
    *pattern = at;
    *path = str_sub(*path, i, path->len);
    return true;
}

static bool match_path(const struct route *route, struct str path, struct route_match *match)
{
    const char *pattern = route->path;
    *match = (struct route_match){.route = route};
    for (;;) {
        if (!skip_literal(&pattern, &path)) {
            return false;
        }
        if (pattern[0] != '{') {
            break;
        }
        ptrdiff_t slash = str_find_byte(path, '/');
        struct str part = slash < 0 ? path : str_sub(path, 0, (size_t)slash);
        pattern = strchr(pattern, '}') + 1;
        if (!match_id(route, part, !*pattern, match)) {
            return false;
        }
        path = str_sub(path, part.len, path.len);
    }
    if (pattern[0]) {
        if (route->rest_name && !path.len) {
            return false; /* "/things/{thing}" is no "/things" */
        }
        match->rest = path.len ? path : STR("");
        return true;
    }
    return path.len == 0;
}

static size_t count_slashes(struct str path)
{
    size_t n = 0;
    for (size_t i = 0; i < path.len; i++) {
        n += path.ptr[i] == '/';
    }
    return n;
}

void router_init(struct router *router, const struct route *routes, size_t n)
{
    assert(n <= ROUTES_MAX);
    *router = (struct router){.routes = routes, .n = n};
    for (size_t i = 0; i < n; i++) {
        bool has_rest = strstr(routes[i].path, "...") != NULL;
        size_t slashes = count_slashes(str_from(routes[i].path));
        router->slashes[i] = (unsigned char)(has_rest ? UCHAR_MAX : MIN(slashes, UCHAR_MAX));
    }
}

struct route_match router_find(const struct router *router, enum http_method method,
                               struct str path)
{
    struct route_match found = {.route = NULL}, match;
    unsigned allowed = 0;
    if (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    size_t slashes = count_slashes(path);
    for (size_t i = 0; i < router->n; i++) {
        /* Most rows have more or fewer parts than the path, which is sooner seen than matched. */
        bool may_match = router->slashes[i] == slashes || router->slashes[i] == UCHAR_MAX;
        if (!may_match || !match_path(&router->routes[i], path, &match)) {
            continue;
        }
        /* A rest without a name is an address for its own method alone: GET of it is 404 and not
         * 405. */
        if (!match.rest.ptr || match.route->rest_name || match.route->method == method || !method) {
            allowed |= router->routes[i].method;
        }
        if (router->routes[i].method == method && !found.route) {
            found = match;
        }
    }
    found.allowed = allowed;
    return found;
}

struct str router_allow(struct arena *arena, unsigned allowed)
{
    struct str text = STR("OPTIONS");
    for (size_t i = ARRAY_LEN(methods); i-- > 0;) {
        if (allowed & methods[i].method) {
            text = arena_printf(arena, "%s%s, %.*s", methods[i].name,
                                methods[i].method == HTTP_GET ? ", HEAD" : "", STR_ARG(text));
        }
    }
    return text;
}
