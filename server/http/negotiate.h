/* Which of an operation's representations a client wants (RFC 9110, 12.5.1). */
#ifndef HTTP_NEGOTIATE_H
#define HTTP_NEGOTIATE_H

#include "base/str.h"
#include "http/route.h"

#include <stdbool.h>

/*
 * The best of `offered` for an Accept header (unknown: anything will do); 0 when none is
 * acceptable.  Of equal quality, what is named wins over what a wildcard takes, then what is named
 * first, then JSON, then HTML: "text/markdown" beside a wildcard gets Markdown, curl's "any" gets
 * JSON.
 */
enum http_format negotiate(struct str accept, unsigned offered);
/* Whether the header asks for text/html by name and ahead of JSON, as browsers do. */
bool negotiate_is_browser(struct str accept);

/* Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3); unknown: no. */
bool negotiate_takes_gzip(struct str accept_encoding);

#endif
