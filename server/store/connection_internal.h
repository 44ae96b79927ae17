/* One hardened connection to the file, with its prepared statements. */
#ifndef STORE_CONNECTION_INTERNAL_H
#define STORE_CONNECTION_INTERNAL_H

#include "base/error.h"
#include "base/str.h"
#include "store/statements_internal.h"

#include <stddef.h>
#include <stdint.h>

#include <sqlite3.h>

/* People use few kinds of lists; to prepare one anew costs as much as a short list. */
enum { CONNECTION_RECENT = 16 };

enum connection_role { CONNECTION_WRITES, CONNECTION_READS };

/* Used by one thread at a time.  A zeroed one is closed. */
struct connection {
    sqlite3 *db;
    struct tokens *tokens;                     /* how the search index reads texts */
    sqlite3_stmt *statements[STATEMENT_COUNT]; /* prepared when first used */
    sqlite3_stmt *recent[CONNECTION_RECENT];   /* of lists and searches, the last used first */
    int64_t snapshot;                          /* of readers.c */
    int log_pages;                             /* in the log after the last commit */
};

enum status connection_open(const char *path, enum connection_role role,
                            struct connection *ret_connection, struct error *err) MUST_USE;
void connection_close(struct connection *connection);

/* Has SQLite wait some seconds for another program that holds the file. */
void connection_wait_when_busy(struct connection *connection);

/*
 * Keeps `log_pages`, and has SQLite leave checkpoints to the caller.  The connection must stay
 * where it is.
 */
void connection_note_log_pages(struct connection *connection);

/* Says what SQLite's last error on this connection means, and returns its status. */
enum status connection_fail(const struct connection *connection, struct error *err) MUST_USE;
/* Runs SQL that gives no rows; for what runs seldom. */
enum status connection_exec(struct connection *connection, const char *sql, struct error *err);
/* The one number that `sql` gives; for what runs seldom. */
enum status connection_number(struct connection *connection, const char *sql, int64_t *ret_number,
                              struct error *err) MUST_USE;

/* The prepared statement; NULL when it cannot be prepared (connection_fail says why).  For query.c.
 */
sqlite3_stmt *connection_statement(struct connection *connection,
                                   enum statement statement) MUST_USE;
/* The same for SQL that was put together, kept while it is among the recent ones. */
sqlite3_stmt *connection_recent(struct connection *connection, const char *sql) MUST_USE;

#endif
