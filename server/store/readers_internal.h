/* The connections that read: taken for a call, given back at its end. */
#ifndef STORE_READERS_INTERNAL_H
#define STORE_READERS_INTERNAL_H

#include "store/connection_internal.h"

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct readers {
    pthread_mutex_t mutex;
    pthread_cond_t has_free; /* and is not paused */
    pthread_cond_t is_back;  /* while it is paused */
    struct connection *connections;
    struct connection **free; /* a stack: the one used last has warm caches */
    size_t n, n_free;
    bool is_paused;
    int64_t changes; /* grows with each refresh */
};

/* Opens `n` connections to the file, so that later none can fail to open. */
enum status readers_open(const char *path, size_t n, struct readers *ret_readers,
                         struct error *err) MUST_USE;
/* Accepts zeroed readers. */
void readers_close(struct readers *readers);

/*
 * Waits until one is free: a read takes microseconds.  A thread that holds one must not take
 * another.
 */
struct connection *readers_take(struct readers *readers);
void readers_give(struct readers *readers, struct connection *connection);

/*
 * After a commit, so that every read from now on sees it: has all readers let go of what they hold
 * of the log, those that are taken when they are given back.
 */
void readers_refresh(struct readers *readers);
/*
 * Around a checkpoint: waits a moment until all are given back, so that none holds an old part of
 * the log when it returns.  The caller holds none.
 */
void readers_renew(struct readers *readers);

#endif
