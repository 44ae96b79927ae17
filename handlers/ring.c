/* A ring of keys: a state of the store's grants as a hash table, which does not change. */
#include "handlers/ring.h"

#include <stdlib.h>
#include <string.h>

enum { SLOTS_MIN = 16 };

void ring_free(struct ring *ring)
{
    if (ring) {
        arena_done(&ring->arena);
        free(ring);
    }
}

/* A SHA-256 is as good as random, and nobody can choose one. */
static size_t first_slot(const struct ring *ring, const struct sha256 *hash)
{
    uint64_t start;
    memcpy(&start, hash->bytes, sizeof(start));
    return (size_t)start & (ring->slots - 1);
}

static void put(struct ring *ring, const struct key *key)
{
    size_t slot = first_slot(ring, &key->hash);
    while (ring->is_taken[slot]) {
        slot = (slot + 1) & (ring->slots - 1);
    }
    ring->keys[slot] = *key;
    ring->is_taken[slot] = true;
}

/*
 * Looks at all bytes whatever they are, so that the time tells nothing.  It could tell little: what
 * is compared are hashes of what was sent, which nobody can steer.
 */
static bool is_same(const struct sha256 *a, const struct sha256 *b)
{
    unsigned char difference = 0;
    for (size_t i = 0; i < SHA256_BYTES; i++) {
        difference |= a->bytes[i] ^ b->bytes[i];
    }
    return difference == 0;
}

const struct key *ring_find(const struct ring *ring, const struct sha256 *hash)
{
    for (size_t slot = first_slot(ring, hash); ring->is_taken[slot];
         slot = (slot + 1) & (ring->slots - 1)) {
        if (is_same(&ring->keys[slot].hash, hash)) {
            return &ring->keys[slot];
        }
    }
    return NULL;
}

static enum status make_table(struct ring *ring, struct error *err)
{
    const struct grant_list *list = &ring->list;
    for (ring->slots = SLOTS_MIN; ring->slots < 2 * (list->n_grants + list->n_sessions);) {
        ring->slots *= 2;
    }
    ring->keys = arena_array(&ring->arena, ring->slots, sizeof(*ring->keys));
    ring->is_taken = arena_array(&ring->arena, ring->slots, sizeof(*ring->is_taken));
    ring->used_us = arena_array(&ring->arena, list->n_grants + 1, sizeof(*ring->used_us));
    return ring->keys && ring->is_taken && ring->used_us ? OK : error_no_memory(err);
}

/* Both lists are in the order of the tokens' ids. */
static void fill_table(struct ring *ring)
{
    const struct grant_list *list = &ring->list;
    size_t at = 0;
    for (size_t i = 0; i < list->n_grants; i++) {
        const struct grant *grant = &list->grants[i];
        struct key key = {.hash = grant->hash, .grant = i, .expires_us = grant->expires_us};
        put(ring, &key);
        for (; at < list->n_sessions && list->sessions[at].token_id <= grant->id; at++) {
            const struct session *session = &list->sessions[at];
            if (session->token_id == grant->id) {
                key = (struct key){.hash = session->hash,
                                   .is_session = true,
                                   .grant = i,
                                   .expires_us = session->expires_us};
                put(ring, &key);
            }
        }
    }
}

enum status ring_load(struct grants *grants, struct ring **ret_ring, struct error *err)
{
    struct ring *ring = calloc(1, sizeof(*ring));
    if (!ring) {
        return error_no_memory(err);
    }
    /* Before the reading: what changes meanwhile is read again. */
    ring->generation = grants_generation(grants);
    enum status status = grants_list(grants, &ring->arena, &ring->list, err);
    status = status ? status : make_table(ring, err);
    if (status) {
        ring_free(ring);
        return status;
    }
    fill_table(ring);
    *ret_ring = ring;
    return OK;
}

void ring_keep_uses(const struct ring *from, struct ring *to)
{
    size_t at = 0;
    for (size_t i = 0; i < from->list.n_grants; i++) {
        int64_t used_us = atomic_load(&from->used_us[i]);
        while (at < to->list.n_grants && to->list.grants[at].id < from->list.grants[i].id) {
            at++;
        }
        if (at < to->list.n_grants && to->list.grants[at].id == from->list.grants[i].id) {
            atomic_store(&to->used_us[at], used_us);
        }
    }
}
