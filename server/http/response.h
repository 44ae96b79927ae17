/* One response: code, headers and a body that is bytes already. */
#ifndef HTTP_RESPONSE_H
#define HTTP_RESPONSE_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"
#include "http/request.h"

#include <stdbool.h>
#include <stddef.h>

struct ready_body;
struct workers;

enum { RESPONSE_HEADERS_MAX = 24 };

struct response_header {
    const char *name; /* static */
    struct str value; /* in the request's arena or static; no controls */
};

struct response {
    int code;         /* 200 unless set */
    const char *type; /* Content-Type; NULL: that of req->format */
    struct buf body;  /* owned; goes out without a copy */
    struct str
        shared_body; /* or bytes that live as long as the program; used when `body` is empty */
    struct ready_body *ready; /* or one of response_reuse(); held */
    struct str keep_as;       /* of response_keep() */
    const char
        *csp; /* Content-Security-Policy; NULL: "default-src 'none'; frame-ancestors 'none'" */
    struct response_header headers[RESPONSE_HEADERS_MAX];
    size_t n_headers;
    struct error error;       /* why a handler returned a status that is not OK */
    struct str error_pointer; /* JSON pointer or field name that the error is about, or unknown */
    bool has_error_position;
    int64_t error_position; /* characters of that field before what is wrong */
    int retry_after_s;      /* with ERR_BUSY and the like; 0: not said */
};

/* Adds a header; one too many or with a control character in it is dropped and logged as a bug. */
void response_header(struct response *res, const char *name, struct str value);
/* ETag, Last-Modified (unless modified_us is 0), Cache-Control: private, no-cache, and Vary: Accept
 * where the route negotiates. */
void response_validators(struct request *req, struct response *res, struct str etag,
                         int64_t modified_us);
/*
 * For what costs much to make and is asked for often.  Answers with the body that went out under
 * this strong tag (with its quotes) at the same route before; false when it is not kept.  It goes
 * out without the work of packing it, too.
 */
bool response_reuse(const struct request *req, struct response *res, struct str etag) MUST_USE;
/* The body of `res`, if it goes out with 200, may be kept for that. */
void response_keep(struct response *res, struct str etag);
/* 304 with the validators set before; returns OK. */
enum status response_not_modified(struct response *res);
/* 201 or 303 with Location: returns OK. */
enum status response_created(struct response *res, struct str location);
enum status response_see_other(struct response *res, struct str location);

/*
 * Runs `next` on a worker thread, for a request that a handler left PENDING: from any thread, and
 * not after request_finish().  What `next` returns ends the request, unless it is PENDING again.
 * False when the workers stop: then nothing happens, and the request is still to be finished.
 */
bool request_continue(struct request *req, enum status (*next)(struct app *, struct request *,
                                                               struct response *)) MUST_USE;
/* What the server that has this request counted, as Prometheus' text. */
void request_print_counts(const struct request *req, struct buf *buf);
/* Whether it takes requests: ERR_BUSY when it stops, or when its workers' queue is full. */
enum status request_check_server(const struct request *req, struct error *err) MUST_USE;
/* The worker threads, for work that goes on when the request is answered. */
struct workers *request_workers(const struct request *req);

/*
 * Ends a request that a handler left PENDING: from any thread, exactly once.  `status` as a handler
 * would have returned it.  Afterwards req and res are gone.
 */
void request_finish(struct request *req, struct response *res, enum status status);

#endif
