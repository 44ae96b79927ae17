/* A place in a list as text, and back. */
#ifndef HANDLERS_CURSOR_H
#define HANDLERS_CURSOR_H

#include "base/buf.h"
#include "store/store.h"

/* Bytes of the longest one: forty characters of a title, and what is around them. */
enum { CURSOR_MAX = 256 };

/*
 * "-created.n1732400000000000.17": the order, n for what follows or p for what precedes, the key,
 * the article.  False for what is none, or one of another order.
 */
bool cursor_read(struct str text, const char *sort, struct store_query *query);
void cursor_add(struct buf *buf, const char *sort, const struct store_query *query,
                const struct store_cursor *cursor, bool is_backward);

#endif
