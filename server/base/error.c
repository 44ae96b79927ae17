/* Errors: a status that code can act on, and a sentence that a person can act on. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>

enum status error_set(struct error *err, enum status status, const char *fmt, ...)
{
    if (err) {
        va_list args;
        va_start(args, fmt);
        err->status = status;
        (void)vsnprintf(err->message, sizeof(err->message), fmt, args);
        va_end(args);
    }
    return status;
}

enum status error_no_memory(struct error *err)
{
    return error_set(err, ERR_NO_MEMORY, "out of memory; try again later");
}

const char *status_name(enum status status)
{
    static const char *const names[] = {
        [OK] = "ok",
        [PENDING] = "pending",
        [ERR_INVALID] = "invalid",
        [ERR_UNAUTHORIZED] = "unauthorized",
        [ERR_FORBIDDEN] = "forbidden",
        [ERR_NOT_FOUND] = "not-found",
        [ERR_METHOD] = "method-not-allowed",
        [ERR_NOT_ACCEPTABLE] = "not-acceptable",
        [ERR_CONFLICT] = "conflict",
        [ERR_GONE] = "gone",
        [ERR_LENGTH_REQUIRED] = "length-required",
        [ERR_PRECONDITION] = "precondition-failed",
        [ERR_TOO_LARGE] = "too-large",
        [ERR_URI_TOO_LONG] = "uri-too-long",
        [ERR_UNSUPPORTED] = "unsupported-type",
        [ERR_EXPECTATION] = "expectation-failed",
        [ERR_MISDIRECTED] = "misdirected",
        [ERR_UNPROCESSABLE] = "unprocessable",
        [ERR_LIMITED] = "rate-limited",
        [ERR_NOT_IMPLEMENTED] = "not-implemented",
        [ERR_BUSY] = "busy",
        [ERR_READ_ONLY] = "read-only",
        [ERR_TIMEOUT] = "timeout",
        [ERR_UPSTREAM] = "fetch-failed",
        [ERR_UPSTREAM_TIMEOUT] = "fetch-timeout",
        [ERR_FULL] = "storage-full",
        [ERR_NO_MEMORY] = "no-memory",
        [ERR_CORRUPT] = "corrupt",
        [ERR_IO] = "io",
        [ERR_INTERNAL] = "internal",
    };
    return (size_t)status < ARRAY_LEN(names) && names[status] ? names[status] : "internal";
}
