/* One use of a prepared statement: parameters in, rows out, and left at the end of the scope. */
#include "store/query_internal.h"

struct query query_begin(struct connection *connection, enum statement statement)
{
    sqlite3_stmt *prepared = connection_statement(connection, statement);
    return (struct query){.connection = connection, .statement = prepared, .has_failed = !prepared};
}

struct query query_begin_recent(struct connection *connection, const char *sql)
{
    sqlite3_stmt *prepared = sql ? connection_recent(connection, sql) : NULL;
    return (struct query){.connection = connection, .statement = prepared, .has_failed = !prepared};
}

void query_leave(struct query *query)
{
    /* The result is the last step's, which was looked at; of the bindings nothing may point to
     * freed memory. */
    if (query->statement) {
        (void)sqlite3_reset(query->statement);
        (void)sqlite3_clear_bindings(query->statement);
    }
}

/* Nothing is called after a failure, so that the connection's error stays the first one. */

void query_int(struct query *query, int64_t value)
{
    query->has_failed =
        query->has_failed ||
        sqlite3_bind_int64(query->statement, ++query->parameter, value) != SQLITE_OK;
}

void query_real(struct query *query, double value)
{
    query->has_failed =
        query->has_failed ||
        sqlite3_bind_double(query->statement, ++query->parameter, value) != SQLITE_OK;
}

void query_text(struct query *query, struct str value)
{
    query->has_failed = query->has_failed ||
                        sqlite3_bind_text64(query->statement, ++query->parameter, value.ptr,
                                            value.len, SQLITE_STATIC, SQLITE_UTF8) != SQLITE_OK;
}

void query_blob(struct query *query, struct str value)
{
    query->has_failed =
        query->has_failed || sqlite3_bind_blob64(query->statement, ++query->parameter, value.ptr,
                                                 value.len, SQLITE_STATIC) != SQLITE_OK;
}

enum status query_step(struct query *query, bool *ret_has_row, struct error *err)
{
    int code = query->has_failed ? SQLITE_ERROR : sqlite3_step(query->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return connection_fail(query->connection, err);
    }
    query->column = 0;
    *ret_has_row = code == SQLITE_ROW;
    return OK;
}

enum status query_run(struct query *query, struct error *err)
{
    bool has_row = true;
    enum status status = OK;
    while (!status && has_row) {
        status = query_step(query, &has_row, err);
    }
    return status;
}

bool query_is_null(const struct query *query)
{
    return sqlite3_column_type(query->statement, query->column) == SQLITE_NULL;
}

int64_t query_take_int(struct query *query)
{
    return sqlite3_column_int64(query->statement, query->column++);
}

double query_take_real(struct query *query)
{
    return sqlite3_column_double(query->statement, query->column++);
}

struct str query_take_str(struct query *query)
{
    int column = query->column++;
    if (sqlite3_column_type(query->statement, column) == SQLITE_NULL) {
        return str_null();
    }
    /* As a blob even for text: as text it would be copied to put a NUL behind it. */
    const char *ptr = sqlite3_column_blob(query->statement, column);
    size_t len = (size_t)sqlite3_column_bytes(query->statement, column);
    /* An empty one has no pointer. */
    return str_of(ptr ? ptr : "", ptr ? len : 0);
}
