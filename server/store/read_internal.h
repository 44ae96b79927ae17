/* Reading one article on a given connection. */
#ifndef STORE_READ_INTERNAL_H
#define STORE_READ_INTERNAL_H

#include "doc/article.h"
#include "store/query_internal.h"

/* store_get, on `connection`. */
enum status read_article(struct connection *connection, int64_t id, unsigned parts,
                         struct arena *arena, struct article *ret_article,
                         struct error *err) MUST_USE;
/* Reads every older cleaning of an article, for checks; its memory is in `arena`. */
enum status read_revisions(struct connection *connection, const struct article *article,
                           struct arena *arena, struct error *err) MUST_USE;
/*
 * The bytes and media type of the current row (hash, size, type, frame): ERR_CORRUPT unless they
 * hash to their name.
 */
enum status read_original(struct query *query, struct arena *arena, struct str *ret_bytes,
                          struct str *ret_type, struct error *err) MUST_USE;

#endif
