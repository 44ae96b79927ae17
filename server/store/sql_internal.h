/* A statement put together from fixed pieces, with its parameters: no value is ever part of it. */
#ifndef STORE_SQL_INTERNAL_H
#define STORE_SQL_INTERNAL_H

#include "base/buf.h"
#include "store/query_internal.h"

enum { SQL_VALUES_MAX = 100 }; /* as many as SQLITE_LIMIT_VARIABLE_NUMBER */

struct sql_value {
    enum { SQL_TEXT, SQL_INT, SQL_REAL } type;
    struct str text;
    int64_t number;
    double real;
};

struct sql {
    struct buf text;
    struct sql_value values[SQL_VALUES_MAX];
    int n;
    bool is_over;
};

void sql_init(struct sql *sql);
void sql_done(struct sql *sql);
#define AUTO_SQL CLEANUP(sql_done) struct sql

/* Appends SQL, a literal. */
void sql_add(struct sql *sql, const char *piece);
/* Append a parameter; the value is borrowed.  Returns its number, for sql_again. */
int sql_text(struct sql *sql, struct str value);
int sql_int(struct sql *sql, int64_t value);
int sql_real(struct sql *sql, double value);
void sql_again(struct sql *sql, int number);

/* False when memory was out, or the values too many, which the bounds of a search do not allow. */
bool sql_ok(const struct sql *sql);
/* Ready to step; what cannot be prepared shows in the first step. */
struct query sql_begin(struct connection *connection, struct sql *sql);

#endif
