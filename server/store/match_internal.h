/* Searches as expressions of FTS5, and as what their words are in texts. */
#ifndef STORE_MATCH_INTERNAL_H
#define STORE_MATCH_INTERNAL_H

#include "base/buf.h"
#include "store/search.h"
#include "store/tokens_internal.h"

/*
 * Gives every term its tokens, and takes out those that have none ("&"); ERR_INVALID when nothing
 * is left.
 */
enum status match_resolve(struct tokens *tokens, struct arena *arena, struct search **search,
                          struct error *err) MUST_USE;

/* Whether FTS5 alone can answer it: it has words, and does not only say what must not be there. */
bool match_is_words(const struct search *search);
/* Whether it is a NOT of such. */
bool match_is_without_words(const struct search *search);

/* Appends the expression of what match_is_words. */
void match_add(struct buf *buf, const struct search *search);
/*
 * Of parts that all must hold, those that FTS5 can answer as one expression: nothing when there are
 * none that it could begin with.
 */
void match_add_all(struct buf *buf, const struct search *parts);
/* The expression for a term's words in one column. */
void match_add_column(struct buf *buf, const char *column, const struct search *term);

#endif
