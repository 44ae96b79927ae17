/* A request's target: its path and its query parameters, decoded and checked against the route's
 * row. */
#ifndef HTTP_PARAMS_H
#define HTTP_PARAMS_H

#include "base/arena.h"
#include "base/error.h"
#include "http/route.h"

/* The values of a route's declared parameters, by their place in its row. */
struct params {
    struct str values[ROUTE_PARAMS_MAX]; /* unknown where not given */
};

/* The decoded path; ERR_INVALID for a bad escape, a NUL or what is no UTF-8. */
enum status params_path(struct arena *arena, struct str target, struct str *ret_path,
                        struct error *err) MUST_USE;
/* ERR_INVALID names the parameter and what it takes, also when it is given twice; `*ret_name` is
 * that name. */
enum status params_query(struct arena *arena, struct str target, const struct route *route,
                         struct params *ret_params, struct str *ret_name,
                         struct error *err) MUST_USE;

#endif
