/* One request: parsed, checked and typed before a handler sees it. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"
#include "http/credentials.h"
#include "http/route.h"

#include <stdbool.h>
#include <stdint.h>

/* Everything is borrowed for the request's life.  Made by http/server.c (and by unit tests). */
struct request {
    struct arena *arena;
    const struct route *route;
    enum http_method method; /* HEAD shows as HTTP_GET */
    bool is_head;
    struct str target;       /* as sent: path and query, undecoded */
    struct str path;         /* decoded */
    int64_t path_id;         /* {id}; 0 when the route has none */
    int64_t path_number;     /* the second one, {number}; 0 likewise */
    struct str path_rest;    /* what "..." took, decoded */
    enum http_format format; /* negotiated, or by suffix */
    bool is_browser;         /* Accept names text/html before any JSON: errors are pages */
    bool is_https;           /* the client came by https, as the proxy before this server says */
    struct who who;          /* who asks; on an open route perhaps nobody */
    struct str body;         /* whole, content coding removed */
    struct str body_type;    /* media type in lower case without parameters; unknown if not sent */
    struct str body_charset; /* parameter of Content-Type; unknown if not sent */
    int worker;              /* which worker thread runs the handler, 0..; -1 on a loop thread */
    char id[72];             /* for logs and problems: X-Request-Id */
    void *state;             /* the handler's own, for what continues after PENDING */
    struct exchange *exchange; /* http/server.c's */
};

/* A header's first value, or unknown. */
struct str request_header(const struct request *req, const char *name);
/* A declared query parameter: text decoded; unknown when it is not there. */
struct str request_param(const struct request *req, const char *name);
int64_t request_param_int(const struct request *req, const char *name, int64_t otherwise);
bool request_param_bool(const struct request *req, const char *name, bool otherwise);

/* For what needs more than its row says: ERR_FORBIDDEN names the scope that who asks has not. */
enum status request_require_scope(struct request *req, struct response *res,
                                  enum scope needed) MUST_USE;

/*
 * Conditional requests, RFC 9110 section 13: whether the client's copy with this strong validator
 * (with its quotes) and date is current (If-None-Match, else If-Modified-Since).  The handler then
 * returns response_not_modified().
 */
bool request_is_current(const struct request *req, struct str etag, int64_t modified_us);
/* What deflate.h puts behind a tag, before its last quote; a tag with it is compared without. */
#define CONDITIONAL_GZIP "-gz"
/* If-Match: false when it is there and does not name `etag`. */
bool request_may_change(const struct request *req, struct str etag);

#endif
