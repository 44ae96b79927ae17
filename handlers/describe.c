/* How routes are told of, in /openapi.json and /docs. */
#include "handlers/describe.h"

#include "handlers/handlers.h"

#include <string.h>

const char *describe_rest(const struct route *route)
{
    size_t prefix = strlen(route->path) - strlen("...");
    for (size_t i = 0; i < routes_len && !route->rest_name; i++) {
        if (strncmp(routes[i].path, route->path, prefix) == 0 &&
            strcmp(routes[i].path + prefix, "{id}") == 0) {
            return "id";
        }
    }
    return route->rest_name ? route->rest_name : "path";
}

struct str describe_path(struct arena *arena, const struct route *route)
{
    struct str path = str_from(route->path);
    if (!str_ends(path, STR("..."))) {
        return path;
    }
    return arena_printf(arena, "%.*s{%s}", (int)path.len - 3, path.ptr, describe_rest(route));
}

bool describe_is_first(struct arena *arena, size_t at)
{
    struct str path = describe_path(arena, &routes[at]);
    for (size_t i = 0; i < at; i++) {
        if (str_equal(describe_path(arena, &routes[i]), path)) {
            return false;
        }
    }
    return true;
}
