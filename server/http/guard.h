/* What is refused before a route is looked at: framing that two servers could read differently,
 * foreign hosts and other sites' pages. */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "base/error.h"
#include "base/str.h"

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

/* What the headers say of the body. */
struct framing {
    bool has_length;
    bool is_chunked;
    uint64_t length;
};

/* A request's line and headers as libmicrohttpd hands them over. */
struct guard_head {
    struct MHD_Connection *connection;
    struct str target;
    const char *method, *version; /* its pointers, into the bytes that came */
    bool knows_layout;            /* whether those bytes lie as guard.c knows them */
};

/*
 * RFC 9112, 6.3 and 11.2: repeated or joint Content-Length, Transfer-Encoding and Host, other
 * transfer codings than chunked, controls in values, names that are no tokens, white space in the
 * target, and HTTP/1.1 without Host are refused, since libmicrohttpd 0.9.75 lets them through.
 */
enum status guard_framing(const struct guard_head *head, struct framing *ret_framing,
                          struct error *err) MUST_USE;
/*
 * DNS rebinding: a Host must name this server: a loopback name, `address`, or one of `hosts` (may
 * be NULL).
 */
enum status guard_host(struct str host, struct str address, const char *const *hosts,
                       struct error *err) MUST_USE;
/* Cross-site requests that change something: by Sec-Fetch-Site, else by Origin. */
enum status guard_site(struct str fetch_site, struct str origin, struct str host,
                       struct error *err) MUST_USE;

#endif
