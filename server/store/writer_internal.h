/* The thread that writes: it takes what waits into one transaction. */
#ifndef STORE_WRITER_INTERNAL_H
#define STORE_WRITER_INTERNAL_H

#include "store/readers_internal.h"
#include "store/squeeze_internal.h"
#include "store/store.h"

#include <pthread.h>
#include <stdbool.h>

struct writer {
    struct connection connection; /* the thread's */
    struct readers *readers;      /* that are told of each commit */
    struct squeezer squeezer;
    pthread_mutex_t mutex; /* of all below */
    pthread_cond_t is_wanted;
    pthread_t thread;
    struct store_write *first, *last;
    int64_t waiting;
    int64_t commits; /* transactions since the start */
    bool is_closing;
    bool is_running;
};

/* Starts the thread on an open, migrated connection, which becomes the writer's on success. */
enum status writer_start(struct writer *writer, struct connection *connection,
                         struct readers *readers, struct error *err) MUST_USE;
/*
 * Finishes what waits and ends the thread; the connection stays the caller's to close.  Accepts a
 * zeroed writer.
 */
void writer_stop(struct writer *writer);

enum status writer_submit(struct writer *writer, struct store_write *write,
                          struct error *err) MUST_USE;
/* How many wait, and how many transactions were committed. */
void writer_counts(struct writer *writer, int64_t *ret_waiting, int64_t *ret_commits);

#endif
