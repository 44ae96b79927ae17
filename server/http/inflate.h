/* Request bodies that were sent compressed. */
#ifndef HTTP_INFLATE_H
#define HTTP_INFLATE_H

#include "base/buf.h"
#include "base/error.h"

/* Whether a Content-Encoding is one that is read here: identity, gzip, x-gzip, deflate. */
bool inflate_knows(struct str coding);
bool inflate_is_identity(struct str coding);
/*
 * Decodes gzip (several members too) or zlib data to at most `max` bytes.  ERR_TOO_LARGE beyond
 * that and for what grows like no document does, ERR_INVALID for what is damaged or cut.
 */
enum status inflate_body(struct str body, size_t max, struct buf *ret_buf,
                         struct error *err) MUST_USE;

#endif
