/* A list's query as SQL. */
#ifndef STORE_LIST_SQL_INTERNAL_H
#define STORE_LIST_SQL_INTERNAL_H

#include "store/sql_internal.h"
#include "store/store.h"

/* What a page of the list has in common with its count. */
struct list_plan {
    const struct store_query *query;
    const struct search *conditions; /* all of which must hold; NULL: none */
    struct str match;                /* what FTS5 is asked first; unknown: nothing */
    enum store_sort sort;            /* as asked for, or what it comes to */
};

/* Resolves the search; strings in the arena. */
enum status list_plan(const struct store_query *query, struct tokens *tokens, struct arena *arena,
                      struct list_plan *ret_plan, struct error *err) MUST_USE;

/* Rows of id, the order's key and score (NULL where there is none), one more than the limit. */
void list_sql_page(const struct list_plan *plan, int limit, struct arena *arena, struct sql *sql);
/* One row with the count. */
void list_sql_count(const struct list_plan *plan, struct arena *arena, struct sql *sql);
/* Whether the order's key is text; else it is a whole number, or for SORT_RELEVANCE a real one. */
bool list_key_is_text(enum store_sort sort);

#endif
