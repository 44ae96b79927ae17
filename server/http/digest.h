/* Whether a body is what the client says it sent: Content-Digest (RFC 9530). */
#ifndef HTTP_DIGEST_H
#define HTTP_DIGEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Compares every sha-256 and sha-512 of the field with the bytes as they came, before a
 * Content-Encoding is undone; other algorithms are passed over.  ERR_INVALID when one does not
 * match, or when the field is malformed: who asks for a check must not get none.
 */
enum status digest_check(struct arena *arena, struct str field, struct str bytes,
                         struct error *err) MUST_USE;

#endif
