/* A `struct article` as the columns of its tables and back. */
#ifndef STORE_ROW_INTERNAL_H
#define STORE_ROW_INTERNAL_H

#include "doc/article.h"
#include "store/query_internal.h"
#include "store/squeeze_internal.h"
#include "store/store.h"

/* What an insert needs beside the article, made before its transaction begins.  Bytes from malloc.
 */
struct prepared {
    struct squeezed original, tree;
    struct squeezed meta; /* not compressed: it is short, and lists read it */
    struct str authors;   /* one per line, for the search; borrows from `lines` */
    char *lines;
};

/*
 * Packs, compresses and hashes; sets the article's original_hash and original_size.  ERR_TOO_LARGE
 * beyond the bounds of limits_internal.h.
 */
enum status row_prepare(struct squeezer *squeezer, struct store_write *write,
                        struct prepared **ret_prepared, struct error *err) MUST_USE;
void row_prepared_free(struct prepared *prepared);

/* Writes all rows of a new article but the search index's; sets its id, revision and times. */
enum status row_insert(struct connection *connection, const struct store_write *write,
                       const struct prepared *prepared, struct error *err) MUST_USE;
/* Adds the words of an inserted article to the search index. */
enum status row_index(struct connection *connection, const struct article *article,
                      const struct prepared *prepared, struct error *err) MUST_USE;
/* Takes an article out, from every table; leaves a tombstone.  ERR_NOT_FOUND, ERR_GONE. */
enum status row_remove(struct connection *connection, int64_t id, struct error *err) MUST_USE;

/* The current row of a statement that selects HEAD; strings in the arena. */
enum status row_read(struct query *query, struct arena *arena, struct article *ret_article,
                     struct error *err) MUST_USE;
/* ERR_GONE or ERR_NOT_FOUND for an id that is not there. */
enum status row_absent(struct connection *connection, int64_t id, struct error *err) MUST_USE;

/* The first subtag of a language tag: "en" of "en-GB". */
struct str row_language(struct str lang);

#endif
