/* The HTTP server: libmicrohttpd behind a table of routes. */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

#include "base/buf.h"
#include "base/error.h"
#include "http/credentials.h"
#include "http/request.h"
#include "http/response.h"
#include "http/route.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;
struct workers;

struct server_options {
    struct str address;  /* "127.0.0.1", "::1", "0.0.0.0" */
    uint16_t port;       /* 0: any free one; ask server_port */
    int loops;           /* loop threads; connections are limited to 120 for each */
    int workers;         /* threads for RUN_ON_WORKER routes */
    int queue;           /* requests that may wait for a worker; more: 503 */
    size_t body_budget;  /* bytes of bodies held at once over all requests; more: 503 */
    int request_seconds; /* from the first byte of a request to its last; then the connection is cut
                          */
    int idle_seconds;
    const char *const *hosts; /* NULL-ended names that Host may have besides loopback ones; NULL:
                                 check Host only when listening on loopback */
    bool is_quiet;            /* no access log */
    const struct route *routes;
    size_t n_routes;
    struct app *app;
    /*
     * Idempotency-Key, around handlers on workers of requests that change something.  `recall`:
     * with `ret_is_answered` the answer is in `res` already.  `remember` (may return PENDING) keeps
     * a good answer; `forget` says that there is none.  NULL: no request is remembered.
     */
    enum status (*recall)(struct app *app, struct request *req, struct response *res,
                          bool *ret_is_answered);
    enum status (*remember)(struct app *app, struct request *req, struct response *res);
    void (*forget)(struct app *app, struct request *req);
    /* Says who asks; ERR_UNAUTHORIZED when that is not known.  NULL: nobody is asked. */
    enum status (*identify)(struct app *app, const struct credentials *credentials,
                            struct arena *arena, struct who *ret_who, struct error *err);
    const char *login_path;           /* where browsers log in; NULL: nowhere */
    int64_t token_rate, address_rate; /* requests a minute; 0: as many as they like */
    bool is_behind_proxy;             /* X-Forwarded-For and -Proto are a proxy's and true */
    /* Appends the page that a browser gets instead of problem+json; may be NULL. */
    void (*error_page)(struct app *app, const struct request *req, int code, const char *title,
                       const char *detail, struct buf *buf);
    const char *error_page_csp;
};

/* Listens and serves at once.  ERR_CONFLICT when the address is in use, with a sentence that says
 * so. */
enum status server_start(const struct server_options *options, struct server **ret_server,
                         struct error *err) MUST_USE;
/* Stops accepting, waits for requests that run (at most `grace_ms`), closes. */
void server_stop(struct server *server, int grace_ms);
uint16_t server_port(const struct server *server);
/* Its worker threads, for work that no request asks for. */
struct workers *server_workers(const struct server *server);

#endif
