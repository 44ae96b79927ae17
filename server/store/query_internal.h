/* One use of a prepared statement: parameters in, rows out, and left at the end of the scope. */
#ifndef STORE_QUERY_INTERNAL_H
#define STORE_QUERY_INTERNAL_H

#include "base/str.h"
#include "store/connection_internal.h"

#include <stdbool.h>
#include <stdint.h>

struct query {
    struct connection *connection;
    sqlite3_stmt *statement; /* NULL when it could not be prepared */
    int parameter, column;   /* the last given, the next taken */
    bool has_failed;         /* sticky; the next step says why */
};

struct query query_begin(struct connection *connection, enum statement statement);
/* The same for SQL that was put together (sql.c); NULL stands for what could not be. */
struct query query_begin_recent(struct connection *connection, const char *sql);
/* Ends the read transaction too: none may stay open, or the log could not be checkpointed. */
void query_leave(struct query *query);
#define AUTO_QUERY CLEANUP(query_leave) struct query

/* Give the next parameter; strings must live until the query is left.  The unknown string is NULL.
 */
void query_int(struct query *query, int64_t value);
void query_real(struct query *query, double value);
void query_text(struct query *query, struct str value);
void query_blob(struct query *query, struct str value);

/* Whether there is a (next) row. */
enum status query_step(struct query *query, bool *ret_has_row, struct error *err) MUST_USE;
/* Steps to the end. */
enum status query_run(struct query *query, struct error *err) MUST_USE;

/* Take the row's next column; a string is borrowed until the next step, NULL is the unknown string.
 */
bool query_is_null(const struct query *query); /* the next one; it is not taken */
int64_t query_take_int(struct query *query);
double query_take_real(struct query *query);
struct str query_take_str(struct query *query);

#endif
