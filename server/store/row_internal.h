/* A `struct article` as the columns of its tables and back. */
#ifndef STORE_ROW_INTERNAL_H
#define STORE_ROW_INTERNAL_H

#include "doc/article.h"
#include "store/query_internal.h"
#include "store/squeeze_internal.h"
#include "store/store.h"

/* What a write needs beside the article, made before its transaction begins.  Bytes from malloc. */
struct prepared {
    struct squeezed original, tree;
    struct sha256 original_hash;
    struct squeezed meta; /* not compressed: it is short, and lists read it */
    struct str authors;   /* one per line, for the search; borrows from `lines` */
    char *lines;
};

/*
 * Packs, compresses and hashes; an update's facts are packed by row_update.  Sets the article's
 * original_hash and original_size.  ERR_TOO_LARGE beyond the bounds of limits_internal.h.
 */
enum status row_prepare(struct squeezer *squeezer, struct store_write *write,
                        struct prepared **ret_prepared, struct error *err) MUST_USE;
void row_prepared_free(struct prepared *prepared);
/* The part of it that depends on the article's facts: packs them and joins the authors. */
enum status row_prepare_head(const struct store_write *write, struct prepared *prepared,
                             struct error *err) MUST_USE;

/* Writes all rows of a new article but the search index's; sets its id, revision and times. */
enum status row_insert(struct connection *connection, const struct store_write *write,
                       const struct prepared *prepared, struct error *err) MUST_USE;
/* Adds the words of an inserted article to the search index. */
enum status row_index(struct connection *connection, const struct article *article,
                      const struct prepared *prepared, struct error *err) MUST_USE;
/*
 * Brings an article to what `write` says, in every table and the search index; the article's id,
 * revision and times become what is in the row then.  ERR_NOT_FOUND, ERR_GONE, ERR_PRECONDITION.
 */
enum status row_update(struct connection *connection, struct store_write *write,
                       struct error *err) MUST_USE;
/* ERR_PRECONDITION when `write` wants another revision than the one that is there. */
enum status row_check_revision(const struct store_write *write, int64_t revision,
                               struct error *err) MUST_USE;
/*
 * Takes an article out, from every table; leaves a tombstone.  ERR_NOT_FOUND, ERR_GONE,
 * ERR_PRECONDITION.
 */
enum status row_remove(struct connection *connection, const struct store_write *write,
                       struct error *err) MUST_USE;

/* The steps of those three, each the same in all that need it. */
enum status row_add_original(struct connection *connection, const struct article *article,
                             const struct prepared *prepared, struct error *err) MUST_USE;
/* Goes when no article is made of it any more. */
enum status row_remove_original(struct connection *connection, const struct sha256 *hash,
                                struct error *err) MUST_USE;
/* Gives the columns of `articles` from `kind` to `meta`. */
void row_give(struct query *query, const struct article *article, const struct prepared *prepared);
enum status row_write_content(struct connection *connection, enum statement statement,
                              const struct article *article, const struct prepared *prepared,
                              struct error *err) MUST_USE;
enum status row_add_names(struct connection *connection, enum statement name,
                          const struct article *article, const struct fact_list *names,
                          struct error *err) MUST_USE;
/* Those that `write` says lead to its article. */
enum status row_add_addresses(struct connection *connection, const struct store_write *write,
                              struct error *err) MUST_USE;
enum status row_add_totals(struct connection *connection, int64_t articles,
                           struct error *err) MUST_USE;
/* A statement whose one parameter is the article's id. */
enum status row_run_by_id(struct connection *connection, enum statement statement, int64_t id,
                          struct error *err) MUST_USE;

/* The current row of a statement that selects HEAD; strings in the arena. */
enum status row_read(struct query *query, struct arena *arena, struct article *ret_article,
                     struct error *err) MUST_USE;
/* ERR_GONE or ERR_NOT_FOUND for an id that is not there. */
enum status row_absent(struct connection *connection, int64_t id, struct error *err) MUST_USE;

/* The first subtag of a language tag: "en" of "en-GB". */
struct str row_language(struct str lang);

#endif
