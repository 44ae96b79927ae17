/* A ring of keys: a state of the store's grants as a hash table, which does not change. */
#ifndef HANDLERS_RING_H
#define HANDLERS_RING_H

#include "base/arena.h"
#include "store/grants.h"

#include <stdatomic.h>
#include <stdbool.h>

/* A secret that opens, by its hash. */
struct key {
    struct sha256 hash;
    bool is_session;
    size_t grant;       /* whose it is */
    int64_t expires_us; /* 0: never */
};

/* A state of the store.  `keys` is a hash table with open addressing, at most half full. */
struct ring {
    struct arena arena;
    struct grant_list list;
    struct key *keys;
    bool *is_taken;
    size_t slots;             /* a power of two */
    _Atomic int64_t *used_us; /* of each grant, since it was last written down; 0: not */
    uint64_t generation;
};

/* Reads the store; the ring is the caller's. */
enum status ring_load(struct grants *grants, struct ring **ret_ring, struct error *err) MUST_USE;
/* Takes NULL. */
void ring_free(struct ring *ring);
/* NULL when no key has that hash. */
const struct key *ring_find(const struct ring *ring, const struct sha256 *hash);
/* What was used and is not written down yet goes over to a newer state. */
void ring_keep_uses(const struct ring *from, struct ring *to);

#endif
