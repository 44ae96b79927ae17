/* Bodies that were sent before, kept to be sent again: a memory of a bounded size. */
#include "http/ready.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
    PLACES = 512,
    TAG_MAX = 80, /* ours are half as long */
    SHARES = 32,  /* no body takes more than one of that many shares of the budget */
};

/* Each key has one place; whoever comes later has it. */
struct place {
    const struct route *route;
    bool takes_gzip;
    size_t tag_len;
    char tag[TAG_MAX];
    struct ready_body *body; /* NULL: empty */
};

struct ready {
    pthread_mutex_t lock;
    size_t budget, held;
    size_t hand; /* the next place that gives way when there is no budget left */
    struct place places[PLACES];
};

enum status ready_new(size_t budget, struct ready **ret_ready, struct error *err)
{
    struct ready *ready = calloc(1, sizeof(*ready));
    if (!ready) {
        return error_no_memory(err);
    }
    (void)pthread_mutex_init(&ready->lock, NULL);
    ready->budget = budget;
    *ret_ready = ready;
    return OK;
}

void ready_release(struct ready_body *body)
{
    if (body && atomic_fetch_sub(&body->holders, 1) == 1) {
        free(body->bytes);
        free(body);
    }
}

static void empty(struct ready *ready, struct place *place)
{
    if (place->body) {
        ready->held -= place->body->len;
        ready_release(place->body);
        place->body = NULL;
    }
}

void ready_free(struct ready *ready)
{
    if (ready) {
        for (size_t i = 0; i < PLACES; i++) {
            empty(ready, &ready->places[i]);
        }
        (void)pthread_mutex_destroy(&ready->lock);
        free(ready);
    }
}

static struct place *place_of(struct ready *ready, const struct ready_key *key)
{
    uint64_t hash = hash_number(HASH_START, (uint64_t)(uintptr_t)key->route);
    hash = hash_bytes(hash_byte(hash, key->takes_gzip), key->tag);
    return &ready->places[(hash ^ hash >> 32) % PLACES];
}

static bool is_for(const struct place *place, const struct ready_key *key)
{
    return place->body && place->route == key->route && place->takes_gzip == key->takes_gzip &&
           str_equal(str_of(place->tag, place->tag_len), key->tag);
}

struct ready_body *ready_find(struct ready *ready, const struct ready_key *key)
{
    struct ready_body *body = NULL;
    struct place *place = place_of(ready, key);
    (void)pthread_mutex_lock(&ready->lock);
    if (is_for(place, key)) {
        body = place->body;
        (void)atomic_fetch_add(&body->holders, 1);
    }
    (void)pthread_mutex_unlock(&ready->lock);
    return body;
}

struct ready_body *ready_keep(struct ready *ready, const struct ready_key *key, char *bytes,
                              size_t len, bool is_packed)
{
    struct place *place = place_of(ready, key);
    if (!len || len > ready->budget / SHARES || !key->tag.len || key->tag.len > TAG_MAX) {
        return NULL;
    }
    struct ready_body *body = malloc(sizeof(*body));
    if (!body) {
        return NULL;
    }
    char *fitting = realloc(bytes, len); /* else what is held would be more than what is counted */
    bytes = fitting ? fitting : bytes;
    *body = (struct ready_body){
        .holders = 2, .is_packed = is_packed, .len = len, .bytes = bytes}; /* ours, the caller's */
    (void)pthread_mutex_lock(&ready->lock);
    empty(ready, place);
    while (ready->budget - ready->held < len) {
        empty(ready, &ready->places[ready->hand++ % PLACES]);
    }
    *place = (struct place){
        .route = key->route, .takes_gzip = key->takes_gzip, .tag_len = key->tag.len, .body = body};
    memcpy(place->tag, key->tag.ptr, key->tag.len);
    ready->held += len;
    (void)pthread_mutex_unlock(&ready->lock);
    return body;
}
