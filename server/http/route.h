/* Routes: one row describes an operation whole, and drives dispatch, refusals, checks and OpenAPI.
 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

#include "base/error.h"
#include "base/str.h"
#include "http/scope.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app; /* handlers/: opaque here */
struct request;
struct response;

enum http_method {
    HTTP_GET = 1u << 0, /* HEAD is answered wherever GET is */
    HTTP_POST = 1u << 1,
    HTTP_PUT = 1u << 2,
    HTTP_PATCH = 1u << 3,
    HTTP_DELETE = 1u << 4,
};
/* "GET" for one bit; NULL for none or several. */
const char *http_method_name(enum http_method method);

/* The representations that an operation can return; the first named in a row's `formats` order
 * below wins for Accept: "any". */
enum http_format {
    FORMAT_JSON = 1u << 0,
    FORMAT_HTML = 1u << 1,
    FORMAT_MARKDOWN = 1u << 2,
    FORMAT_TEXT = 1u << 3,
    FORMAT_LINES = 1u << 4, /* JSON, one value a line */
    FORMAT_OTHER = 1u << 5, /* the handler sets the type; no negotiation */
};
/* "application/json", "text/html; charset=utf-8", ... of one format. */
const char *http_format_type(enum http_format format);
/* "json", "html", "md", "txt": the suffix that chooses it. */
const char *http_format_suffix(enum http_format format);

enum param_type {
    PARAM_TEXT,   /* UTF-8 of at most `max` bytes */
    PARAM_INT,    /* decimal, min..max */
    PARAM_BOOL,   /* true/false/1/0/yes/no, or empty for true */
    PARAM_CHOICE, /* one of `choices`, parted by spaces */
    /* As PARAM_TEXT; and when it is not encoded, as in "?url=https://e.com/a?x=1&y=2", what follows
     * it is its own, up to a parameter of the route. */
    PARAM_URL,
};

struct route_param {
    const char *name;
    enum param_type type;
    int64_t min, max;
    const char *choices;
    const char *about; /* a sentence for OpenAPI */
};

enum route_thread {
    RUN_ON_LOOP,   /* answers in microseconds; must not block */
    RUN_ON_WORKER, /* cleans or writes: the connection is suspended meanwhile; may return PENDING */
};

enum { ROUTE_PARAMS_MAX = 16 };

struct route {
    enum http_method method;
    /* "/articles/{id}/revisions/{number}": positive integers, two at most.  With `takes_suffix`,
     * "/articles/{id}.json" is the same route with the format chosen.  A path that ends in "/..."
     * takes the rest:
     * "/static/...". */
    const char *path;
    /* "tag" where what "..." takes is the name of a thing; NULL: it is a path, which may be empty
     */
    const char *rest_name;
    enum status (*handle)(struct app *, struct request *, struct response *);
    const char *name;    /* operationId and metrics label: "article_get" */
    const char *summary; /* a sentence for OpenAPI */
    unsigned formats;    /* bit set of enum http_format */
    bool takes_suffix;
    enum scope scope; /* what a token must be good for */
    bool is_guess;    /* an attempt to log in: 401s are few, for an address and for all together */
    enum route_thread thread;
    /* NULL-ended: with one of these parameters a route of RUN_ON_LOOP runs on a worker; or NULL */
    const char *const *slow_params;
    bool is_own_site_alone;       /* a GET that other sites' pages may not ask for */
    bool is_unsafe_ok_cross_site; /* a POST that changes nothing (POST /clean): no Origin check
                                     needed */
    /* the body; body_max 0: none is taken, and one is 400 since a smaller one would not help */
    size_t body_max; /* bytes, decoded too */
    const char *const *
        body_types; /* NULL-ended patterns: "text/...", "application/json"; missing type is taken */
    const char *body_schema; /* of a JSON body, in static/schemas.json; NULL: any */
    const struct route_param
        *params; /* ended by a row without name; NULL: none (and unknown ones are 400) */
    /* documentation for OpenAPI */
    const char *const *replies; /* NULL-ended: "201 article", "404 problem" */
};

/* The scope that a row needs, also where it does not say. */
enum scope route_scope(const struct route *route);

#endif
