/* A statement put together from fixed pieces, with its parameters. */
#include "store/sql_internal.h"

enum { TEXT_MAX = 64 * 1024 }; /* below SQLITE_LIMIT_SQL_LENGTH */

void sql_init(struct sql *sql)
{
    sql->n = 0;
    sql->is_over = false;
    buf_init(&sql->text, TEXT_MAX);
}

void sql_done(struct sql *sql)
{
    buf_done(&sql->text);
}

void sql_add(struct sql *sql, const char *piece)
{
    buf_add_z(&sql->text, piece);
}

void sql_again(struct sql *sql, int number)
{
    buf_add_byte(&sql->text, '?');
    buf_add_int(&sql->text, number);
}

static int add_value(struct sql *sql, struct sql_value value)
{
    if (sql->n == SQL_VALUES_MAX) {
        sql->is_over = true;
        return sql->n;
    }
    sql->values[sql->n++] = value;
    sql_again(sql, sql->n);
    return sql->n;
}

int sql_text(struct sql *sql, struct str value)
{
    return add_value(sql, (struct sql_value){.type = SQL_TEXT, .text = value});
}

int sql_int(struct sql *sql, int64_t value)
{
    return add_value(sql, (struct sql_value){.type = SQL_INT, .number = value});
}

int sql_real(struct sql *sql, double value)
{
    return add_value(sql, (struct sql_value){.type = SQL_REAL, .real = value});
}

bool sql_ok(const struct sql *sql)
{
    return buf_ok(&sql->text) && !sql->is_over;
}

struct query sql_begin(struct connection *connection, struct sql *sql)
{
    buf_add_byte(&sql->text, '\0');
    const char *text = sql_ok(sql) ? sql->text.ptr : NULL;
    struct query query = query_begin_recent(connection, text);
    for (int i = 0; i < sql->n; i++) {
        const struct sql_value *value = &sql->values[i];
        if (value->type == SQL_TEXT) {
            query_text(&query, value->text);
        } else if (value->type == SQL_INT) {
            query_int(&query, value->number);
        } else {
            query_real(&query, value->real);
        }
    }
    return query;
}
