/* What a list's items must be, as SQL. */
#ifndef STORE_LIST_CONDITIONS_INTERNAL_H
#define STORE_LIST_CONDITIONS_INTERNAL_H

#include "store/list_sql_internal.h"

/* What FTS5 can be asked of parts that all must hold; empty for nothing, unknown for no memory. */
struct str list_match(const struct search *parts, struct arena *arena);
/* Whether a site may be meant by its host. */
bool list_has_host(struct str site);

/* Appends every condition but those for which FTS5, the tag or the author is what is walked along.
 */
void list_add_conditions(struct sql *sql, const struct list_plan *plan, bool has_tag,
                         bool has_author, struct arena *arena);
/* Whether one of them is about the articles' own table. */
bool list_asks_articles(const struct list_plan *plan);

#endif
