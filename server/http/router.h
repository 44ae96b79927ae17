/* Finding the row of the table of routes that a method and a path name. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include "base/arena.h"
#include "http/route.h"

enum { ROUTES_MAX = 128 };

struct router {
    const struct route *routes;
    size_t n;
    unsigned char slashes[ROUTES_MAX]; /* of each route's path; UCHAR_MAX: any number */
};

struct route_match {
    const struct route *route; /* NULL: no such path, or no such method on it */
    unsigned allowed;          /* bits of the methods that the path has; 0: no such path */
    int64_t id;                /* of the first {...} */
    int64_t number;            /* of the second */
    struct str rest;
    enum http_format suffix; /* 0: no suffix */
};

/* The routes are borrowed; at most ROUTES_MAX. */
void router_init(struct router *router, const struct route *routes, size_t n);
/*
 * `path` is decoded.  A slash at its end is overlooked.  GET finds its row for HEAD as well: the
 * caller asks with HTTP_GET.
 */
struct route_match router_find(const struct router *router, enum http_method method,
                               struct str path);
/* "GET, HEAD, OPTIONS" for a set of methods. */
struct str router_allow(struct arena *arena, unsigned allowed) MUST_USE;

#endif
