/* Text as the tokens that the search index holds; also SQLite's function fold(). */
#ifndef STORE_TOKENS_INTERNAL_H
#define STORE_TOKENS_INTERNAL_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

#include <sqlite3.h>

/*
 * FTS5's tokenizer "articled".  Scripts that part words by spaces go to its unicode61, without
 * accents and case.  Of what they do not (utf8_is_cjk) every two neighbours are a token, and the
 * last letter of a run is one at the place of the pair before, so that a word of any length is
 * found by a look into the index: one letter as the beginning of a pair.
 */
struct tokens;

/*
 * Gives `db` the tokenizer and fold(TEXT), lower case beyond ASCII too; a SQLite code.  The tokens
 * are the connection's and go with it.
 */
int tokens_register(sqlite3 *db, struct tokens **ret_tokens);

enum tokens_of {
    TOKENS_OF_DOCUMENT,
    TOKENS_OF_QUERY, /* without the last letters of runs: their pairs say as much */
};

struct token {
    struct str text; /* borrowed until the next one */
    size_t from, to; /* where it stands */
    bool is_beside;  /* at the place of the one before */
};
/* Calls `each` for every token.  Whatever else than 0 it returns ends the walk, and is returned. */
int tokens_walk(struct tokens *tokens, enum tokens_of kind, struct str text,
                int (*each)(void *context, const struct token *token), void *context);

#endif
