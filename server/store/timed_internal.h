/* Reads that end at a deadline. */
#ifndef STORE_TIMED_INTERNAL_H
#define STORE_TIMED_INTERNAL_H

#include "store/store_internal.h"

struct timed {
    struct store *store;
    struct connection *connection;
    int64_t deadline_us; /* of the monotonic clock */
};

/* Takes a reader on which every statement fails with ERR_TIMEOUT after the store's `list_ms`.  It
 * must stay where it is until the end. */
void timed_begin(struct store *store, struct timed *timed);
void timed_end(struct timed *timed);

#endif
