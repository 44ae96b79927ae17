/* Errors: a status that code can act on, and a sentence that a person can act on. */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include "base/macros.h"

/*
 * What can go wrong, named by what the caller may do about it.  Only http/problem.c turns these
 * into HTTP codes.
 */
enum status {
    OK = 0,
    PENDING,              /* not an error: the answer comes later, from another thread */
    ERR_INVALID,          /* the input is malformed: 400 */
    ERR_UNAUTHORIZED,     /* who asks is not known: 401 */
    ERR_FORBIDDEN,        /* who asks may not: 403 */
    ERR_NOT_FOUND,        /* 404 */
    ERR_METHOD,           /* the resource has no such operation: 405 */
    ERR_NOT_ACCEPTABLE,   /* no representation that the client takes: 406 */
    ERR_CONFLICT,         /* 409 */
    ERR_GONE,             /* it was here and was deleted: 410 */
    ERR_LENGTH_REQUIRED,  /* 411 */
    ERR_PRECONDITION,     /* If-Match does not hold: 412 */
    ERR_TOO_LARGE,        /* over a limit of size: 413 */
    ERR_URI_TOO_LONG,     /* 414 */
    ERR_UNSUPPORTED,      /* a media type or coding that is not read here: 415 */
    ERR_EXPECTATION,      /* an Expect that is not 100-continue: 417 */
    ERR_MISDIRECTED,      /* a Host that is not this server: 421 */
    ERR_UNPROCESSABLE,    /* well-formed, but nothing can be made of it: 422 */
    ERR_LIMITED,          /* more than a rate allows: 429 with Retry-After */
    ERR_NOT_IMPLEMENTED,  /* a method that HTTP has and this server does not: 501 */
    ERR_BUSY,             /* a queue is full: 503 with Retry-After */
    ERR_READ_ONLY,        /* the store cannot be written: 503 */
    ERR_TIMEOUT,          /* a deadline passed: 503 */
    ERR_UPSTREAM,         /* another server cannot be reached or answers with nothing useful: 502 */
    ERR_UPSTREAM_TIMEOUT, /* another server takes too long: 504 */
    ERR_FULL,             /* no space left: 507 */
    ERR_NO_MEMORY,        /* 503 */
    ERR_CORRUPT,          /* stored bytes are not what was stored: 500 */
    ERR_IO,               /* the operating system said no: 500 */
    ERR_INTERNAL,         /* a belief of ours did not hold: 500 */
};

enum { ERROR_MESSAGE_MAX = 384 };

/* Filled by the function that knows why; zero-initialise before the call. */
struct error {
    enum status status;
    char message[ERROR_MESSAGE_MAX]; /* UTF-8, one line, no final stop needed */
};

/*
 * Sets `*err` (which may be NULL) and returns `status`, so that a failing function ends with
 * `return error_set(err, ERR_NOT_FOUND, "no article %s", id);`.  A longer message is cut.
 */
enum status error_set(struct error *err, enum status status, const char *fmt, ...)
    PRINTF_LIKE(3, 4);

/* `error_set` for memory: the one message that is always the same. */
enum status error_no_memory(struct error *err);

/* The name of a status for logs and problem types, e.g. "not-found"; "internal" for unknown values.
 */
const char *status_name(enum status status);

#endif
