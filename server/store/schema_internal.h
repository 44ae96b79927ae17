/* The tables, and how a file of an older version gets them. */
#ifndef STORE_SCHEMA_INTERNAL_H
#define STORE_SCHEMA_INTERNAL_H

#include "store/connection_internal.h"

#include <stddef.h>

/* Migration i brings a file from version i to i + 1; the last one's number is the schema's. */
struct schema {
    const char *const *migrations;
    int version; /* how many there are */
};

/* The articles' own. */
extern const struct schema schema_articles;

/*
 * Brings the file of `connection`, which lies at `path`, up to `schema`, each step in a transaction
 * of its own. Before the first one an older file is copied to PATH.vN.bak.  ERR_UNSUPPORTED, with
 * nothing changed, for a newer file and for another program's.
 */
enum status schema_apply(const struct schema *schema, struct connection *connection,
                         const char *path, struct error *err) MUST_USE;

#endif
