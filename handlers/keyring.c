/* The keyring: in memory, who may use the service, as the store has it. */
#include "handlers/keyring.h"

#include "base/time.h"
#include "handlers/ring.h"
#include "http/scope.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

enum {
    /* When a token was used last is written down so much later: a commit for each use would be more
       work than the request. */
    NOTE_SECONDS = 30,
};

struct keyring {
    struct keyring_options options;
    pthread_rwlock_t lock; /* of `ring` */
    struct ring *ring;
    _Atomic uint64_t generation; /* the ring's */
    pthread_mutex_t loading;
    pthread_t thread; /* writes uses down */
    pthread_mutex_t mutex;
    pthread_cond_t changed;
    _Atomic bool has_uses;
    bool is_closing, is_running;
};

static bool is_current(struct keyring *keyring)
{
    return atomic_load(&keyring->generation) == grants_generation(keyring->options.grants);
}

static enum status refresh(struct keyring *keyring, struct error *err)
{
    struct ring *ring = NULL;
    enum status status = OK;
    if (is_current(keyring)) {
        return OK;
    }
    (void)pthread_mutex_lock(&keyring->loading);
    if (!is_current(keyring)) { /* nobody did it meanwhile */
        status = ring_load(keyring->options.grants, &ring, err);
    }
    if (ring) {
        (void)pthread_rwlock_wrlock(&keyring->lock);
        struct ring *old = keyring->ring;
        if (old) {
            ring_keep_uses(old, ring);
        }
        keyring->ring = ring;
        atomic_store(&keyring->generation, ring->generation);
        (void)pthread_rwlock_unlock(&keyring->lock);
        ring_free(old);
    }
    (void)pthread_mutex_unlock(&keyring->loading);
    return status;
}

/* Wakes the thread for the first use since it last wrote. */
static void note_use(struct keyring *keyring, struct ring *ring, size_t grant)
{
    atomic_store(&ring->used_us[grant], time_now_us());
    if (!atomic_exchange(&keyring->has_uses, true)) {
        (void)pthread_mutex_lock(&keyring->mutex);
        (void)pthread_cond_signal(&keyring->changed);
        (void)pthread_mutex_unlock(&keyring->mutex);
    }
}

/* The lock is held. */
static enum status identify(struct keyring *keyring, const struct credentials *credentials,
                            struct arena *arena, struct who *ret_who, struct error *err)
{
    struct ring *ring = keyring->ring;
    struct sha256 hash = hash_sha256(credentials->secret);
    const struct key *key = ring_find(ring, &hash);
    int64_t now_us = time_now_us();
    const struct grant *grant = key ? &ring->list.grants[key->grant] : NULL;
    if (!grant || key->is_session != (credentials->kind == CREDENTIALS_SESSION) ||
        (key->expires_us && key->expires_us <= now_us) ||
        (grant->expires_us && grant->expires_us <= now_us)) {
        return error_set(err, ERR_UNAUTHORIZED, "the token is not known");
    }
    *ret_who = (struct who){
        .token_id = grant->id, .name = arena_str(arena, grant->name), .scopes = grant->scopes};
    note_use(keyring, ring, key->grant);
    return ret_who->name.ptr ? OK : error_no_memory(err);
}

enum status keyring_identify(struct app *app, const struct credentials *credentials,
                             struct arena *arena, struct who *ret_who, struct error *err)
{
    struct keyring *keyring = app->keyring;
    if (keyring->options.is_open) {
        *ret_who = (struct who){.scopes = SCOPE_ALL, .is_open = true};
        return OK;
    }
    enum status status = refresh(keyring, err);
    if (status) {
        return status;
    }
    (void)pthread_rwlock_rdlock(&keyring->lock);
    if (keyring->options.is_private && !keyring->ring->list.n_grants) {
        *ret_who = (struct who){.scopes = SCOPE_ALL, .is_open = true};
    } else if (credentials->kind == CREDENTIALS_NONE || credentials->kind == CREDENTIALS_BAD) {
        status = error_set(err, ERR_UNAUTHORIZED, "there is no token");
    } else {
        status = identify(keyring, credentials, arena, ret_who, err);
    }
    (void)pthread_rwlock_unlock(&keyring->lock);
    return status;
}

enum status keyring_is_empty(struct keyring *keyring, bool *ret_is_empty, struct error *err)
{
    enum status status = refresh(keyring, err);
    if (!status) {
        (void)pthread_rwlock_rdlock(&keyring->lock);
        *ret_is_empty = !keyring->ring->list.n_grants;
        (void)pthread_rwlock_unlock(&keyring->lock);
    }
    return status;
}

/* Writes all uses down; one that cannot be is lost, as it is only for people to look at. */
static void write_uses(struct keyring *keyring)
{
    struct arena arena = {0};
    size_t n = 0;
    (void)pthread_rwlock_rdlock(&keyring->lock);
    struct ring *ring = keyring->ring;
    struct grant_use *uses = arena_array(&arena, ring->list.n_grants + 1, sizeof(*uses));
    for (size_t i = 0; uses && i < ring->list.n_grants; i++) {
        int64_t used_us = atomic_exchange(&ring->used_us[i], 0);
        if (used_us) {
            uses[n++] = (struct grant_use){.id = ring->list.grants[i].id, .used_us = used_us};
        }
    }
    (void)pthread_rwlock_unlock(&keyring->lock);
    if (n) {
        (void)!grants_note_use(keyring->options.grants, uses, n, NULL);
    }
    arena_done(&arena);
}

/* The mutex is held. */
static void wait_a_while(struct keyring *keyring)
{
    struct timespec until;
    int result = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += NOTE_SECONDS;
    while (!keyring->is_closing && !result) {
        result =
            pthread_cond_clockwait(&keyring->changed, &keyring->mutex, CLOCK_MONOTONIC, &until);
    }
}

static void *write_until_closed(void *argument)
{
    struct keyring *keyring = argument;
    (void)pthread_mutex_lock(&keyring->mutex);
    while (!keyring->is_closing || atomic_load(&keyring->has_uses)) {
        if (!atomic_load(&keyring->has_uses)) {
            (void)pthread_cond_wait(&keyring->changed, &keyring->mutex);
            continue;
        }
        wait_a_while(keyring);
        atomic_store(&keyring->has_uses, false);
        (void)pthread_mutex_unlock(&keyring->mutex);
        write_uses(keyring);
        (void)pthread_mutex_lock(&keyring->mutex);
    }
    (void)pthread_mutex_unlock(&keyring->mutex);
    return NULL;
}

enum status keyring_new(const struct keyring_options *options, struct keyring **ret_keyring,
                        struct error *err)
{
    struct keyring *keyring = calloc(1, sizeof(*keyring));
    pthread_rwlockattr_t attributes;
    if (!keyring) {
        return error_no_memory(err);
    }
    keyring->options = *options;
    atomic_store(&keyring->generation, grants_generation(options->grants) - 1); /* none */
    /* Else readers that come one after the other keep the change waiting. */
    (void)pthread_rwlockattr_init(&attributes);
    (void)pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    (void)pthread_rwlock_init(&keyring->lock, &attributes);
    (void)pthread_rwlockattr_destroy(&attributes);
    (void)pthread_mutex_init(&keyring->loading, NULL);
    (void)pthread_mutex_init(&keyring->mutex, NULL);
    (void)pthread_cond_init(&keyring->changed, NULL);
    enum status status = refresh(keyring, err);
    if (!status) {
        keyring->is_running = !pthread_create(&keyring->thread, NULL, write_until_closed, keyring);
        status = keyring->is_running
                     ? OK
                     : error_set(err, ERR_NO_MEMORY, "a thread cannot be started; try again later");
    }
    if (status) {
        keyring_free(keyring);
        return status;
    }
    *ret_keyring = keyring;
    return OK;
}

void keyring_free(struct keyring *keyring)
{
    if (!keyring) {
        return;
    }
    if (keyring->is_running) {
        (void)pthread_mutex_lock(&keyring->mutex);
        keyring->is_closing = true;
        (void)pthread_cond_signal(&keyring->changed);
        (void)pthread_mutex_unlock(&keyring->mutex);
        (void)pthread_join(keyring->thread, NULL);
    }
    ring_free(keyring->ring);
    (void)pthread_cond_destroy(&keyring->changed);
    (void)pthread_mutex_destroy(&keyring->mutex);
    (void)pthread_mutex_destroy(&keyring->loading);
    (void)pthread_rwlock_destroy(&keyring->lock);
    free(keyring);
}
