/* How routes are told of, in /openapi.json and /docs. */
#ifndef HANDLERS_DESCRIBE_H
#define HANDLERS_DESCRIBE_H

#include "base/arena.h"
#include "http/route.h"

/*
 * The path with a name for everything that can stand in it: "/static/..." is "/static/{path}", and
 * "/articles/..." is "/articles/{id}", since OpenAPI (3.1.0, 4.8.8.2) takes two paths for the same
 * that differ only in names.
 */
struct str describe_path(struct arena *arena, const struct route *route);
/* The name of what "..." takes. */
const char *describe_rest(const struct route *route);
/* Whether no row before this one has its path. */
bool describe_is_first(struct arena *arena, size_t at);

#endif
