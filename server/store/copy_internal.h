/* Copies of the whole data base while it is in use. */
#ifndef STORE_COPY_INTERNAL_H
#define STORE_COPY_INTERNAL_H

#include "store/connection_internal.h"

enum copy_rule { COPY_KEEPS, COPY_REPLACES };

/*
 * Writes what `connection` sees to `path` (mode 0600), whole and durable or not at all.  A file
 * that is there is ERR_CONFLICT with COPY_KEEPS.
 */
enum status copy_database(struct connection *connection, const char *path, enum copy_rule rule,
                          struct error *err) MUST_USE;

#endif
