/* Which article it is: by its original's hash or its canonical address. */
#ifndef STORE_FIND_INTERNAL_H
#define STORE_FIND_INTERNAL_H

#include "base/hash.h"
#include "store/query_internal.h"

/* ERR_NOT_FOUND when there is none; `original` may be NULL and `canonical_url` unknown. */
enum status find_article(struct connection *connection, const struct sha256 *original,
                         struct str canonical_url, int64_t *ret_id, struct error *err) MUST_USE;
/* See store_find_address and store_next_pending. */
enum status find_address(struct connection *connection, struct str address, int64_t *ret_id,
                         struct error *err) MUST_USE;
enum status find_pending(struct connection *connection, int64_t id, int64_t *ret_id,
                         struct error *err) MUST_USE;

#endif
