/* The connections that read: taken for a call, given back at its end. */
#include "store/readers_internal.h"

#include "store/query_internal.h"

#include <stdlib.h>
#include <time.h>

enum {
    SECOND_NS = 1000 * 1000 * 1000,
    /* A read takes microseconds; one that takes longer shall not make all others wait. */
    PATIENCE_NS = 20 * 1000 * 1000,
};

/*
 * To begin and to end a read in WAL mode are system calls that lock and unlock, which cost more
 * than what a short read does between them.  So a reader keeps its transaction until there is
 * something new to see.  It must not keep it longer: the log cannot be emptied while somebody still
 * reads an old part of it.
 */
static bool is_held(const struct connection *connection)
{
    return !sqlite3_get_autocommit(connection->db);
}

/* Failures show in the read itself, which then is a transaction of its own. */
static void run(struct connection *connection, enum statement statement)
{
    AUTO_QUERY query = query_begin(connection, statement);
    (void)!query_run(&query, NULL);
}

static void let_go(struct connection *connection)
{
    if (is_held(connection)) {
        run(connection, STATEMENT_ROLLBACK);
    }
}

static enum status open_all(const char *path, struct readers *readers, size_t n, struct error *err)
{
    readers->connections = calloc(n, sizeof(*readers->connections));
    readers->free = calloc(n, sizeof(*readers->free));
    if (!readers->connections || !readers->free) {
        return error_no_memory(err);
    }
    for (; readers->n < n; readers->n++) {
        struct connection *connection = &readers->connections[readers->n];
        enum status status = connection_open(path, CONNECTION_READS, connection, err);
        if (status) {
            return status;
        }
        readers->free[readers->n_free++] = connection;
    }
    return OK;
}

enum status readers_open(const char *path, size_t n, struct readers *ret_readers, struct error *err)
{
    *ret_readers = (struct readers){.n = 0};
    if (pthread_mutex_init(&ret_readers->mutex, NULL)) {
        return error_no_memory(err);
    }
    if (pthread_cond_init(&ret_readers->has_free, NULL)) {
        (void)pthread_mutex_destroy(&ret_readers->mutex);
        return error_no_memory(err);
    }
    if (pthread_cond_init(&ret_readers->is_back, NULL)) {
        (void)pthread_cond_destroy(&ret_readers->has_free);
        (void)pthread_mutex_destroy(&ret_readers->mutex);
        return error_no_memory(err);
    }
    enum status status = open_all(path, ret_readers, n, err);
    if (status) {
        readers_close(ret_readers);
    }
    return status;
}

void readers_close(struct readers *readers)
{
    for (size_t i = 0; i < readers->n; i++) {
        connection_close(&readers->connections[i]);
    }
    if (readers->free) {
        (void)pthread_cond_destroy(&readers->is_back);
        (void)pthread_cond_destroy(&readers->has_free);
        (void)pthread_mutex_destroy(&readers->mutex);
    }
    free(readers->connections);
    free(readers->free);
    *readers = (struct readers){.n = 0};
}

struct connection *readers_take(struct readers *readers)
{
    (void)pthread_mutex_lock(&readers->mutex);
    while (!readers->n_free || readers->is_paused) {
        (void)pthread_cond_wait(&readers->has_free, &readers->mutex);
    }
    struct connection *connection = readers->free[--readers->n_free];
    int64_t changes = readers->changes;
    (void)pthread_mutex_unlock(&readers->mutex);
    /* What a free one still holds is of now: those before were let go of by refreshing or giving.
     */
    if (!is_held(connection)) {
        run(connection, STATEMENT_BEGIN_READING);
        connection->snapshot = changes;
    }
    return connection;
}

void readers_give(struct readers *readers, struct connection *connection)
{
    (void)pthread_mutex_lock(&readers->mutex);
    if (connection->snapshot != readers->changes) {
        let_go(connection);
    }
    readers->free[readers->n_free++] = connection;
    (void)pthread_cond_signal(readers->is_paused ? &readers->is_back : &readers->has_free);
    (void)pthread_mutex_unlock(&readers->mutex);
}

static void let_go_of_all(struct readers *readers)
{
    readers->changes++;
    for (size_t i = 0; i < readers->n_free; i++) {
        let_go(readers->free[i]);
    }
}

void readers_refresh(struct readers *readers)
{
    (void)pthread_mutex_lock(&readers->mutex);
    let_go_of_all(readers);
    (void)pthread_mutex_unlock(&readers->mutex);
}

void readers_renew(struct readers *readers)
{
    struct timespec until;
    int result = 0;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += PATIENCE_NS;
    until.tv_sec += until.tv_nsec / SECOND_NS;
    until.tv_nsec %= SECOND_NS;
    (void)pthread_mutex_lock(&readers->mutex);
    readers->is_paused = true;
    while (readers->n_free < readers->n && !result) {
        result =
            pthread_cond_clockwait(&readers->is_back, &readers->mutex, CLOCK_MONOTONIC, &until);
    }
    let_go_of_all(readers);
    readers->is_paused = false;
    (void)pthread_cond_broadcast(&readers->has_free);
    (void)pthread_mutex_unlock(&readers->mutex);
}
