/* Several writes in one durable transaction, each failing for itself. */
#ifndef STORE_BATCH_INTERNAL_H
#define STORE_BATCH_INTERNAL_H

#include "store/connection_internal.h"
#include "store/store.h"

#include <stddef.h>

/*
 * Does the writes in their order, commits, and gives each its outcome.  What cannot be done alone
 * leaves no trace and does not disturb the others; when the transaction is lost, all that were in
 * it have its error.  Returns how many transactions were committed.
 */
int batch_run(struct connection *connection, struct store_write *const *writes, size_t n);

#endif
