/* Web addresses: parsed, resolved against a base, and of an allowed scheme, by type. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>

enum { URL_MAX = 4096 }; /* longer addresses are no addresses; browsers and proxies cut near here */

/*
 * An absolute http, https or mailto address.  The only makers are the functions below, so whoever
 * holds one knows its scheme: javascript:, data: and the rest cannot be put into it.
 */
struct url {
    struct str text;     /* the whole, normalised, ASCII, percent-encoded; NUL-terminated */
    struct str scheme;   /* "http", "https" or "mailto" */
    struct str host;     /* lower case; empty for mailto */
    struct str port;     /* digits, empty when it is the scheme's own */
    struct str path;     /* with its leading slash; the address for mailto */
    struct str query;    /* without '?' */
    struct str fragment; /* without '#' */
};

/*
 * Resolves `reference` against `base` (which may be NULL: then only absolute references work), RFC
 * 3986 section 5.2 with the WHATWG URL standard's leniency: white space at the ends and tabs and
 * newlines inside are dropped, backslashes are slashes, spaces and non-ASCII are percent-encoded
 * (host names: lower-cased, in other scripts as Punycode), "//host" takes the base's scheme.  User
 * names and passwords are refused.  NULL when it is not an http(s) or mailto address, is too long,
 * or memory ran out.
 */
const struct url *url_resolve(struct arena *arena, const struct url *base,
                              struct str reference) MUST_USE;

/* The address without fragment and tracking parameters (utm_*, fbclid, gclid, ...), for comparison.
 */
struct str url_canonical(struct arena *arena, const struct url *url) MUST_USE;
/* The host without a leading "www.". */
struct str url_site(const struct url *url);
/* Whether both are the same but for the fragment: a link into the same page. */
bool url_same_document(const struct url *a, const struct url *b);

/* Appends `s` with everything but letters, digits and "-._~" as %XX. */
void url_encode(struct buf *buf, struct str s);
/* Decodes %XX (and '+' as space if asked) into the arena; false on a bad escape or a NUL. */
bool url_decode(struct arena *arena, struct str s, bool plus_is_space,
                struct str *ret_text) MUST_USE;

#endif
