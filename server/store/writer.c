/* The thread that writes: it takes what waits into one transaction. */
#include "store/writer_internal.h"

#include "store/batch_internal.h"
#include "store/limits_internal.h"
#include "store/row_internal.h"

#include <time.h>

enum {
    /* After this long without work the log is moved into the file, so that a start finds little to
       recover. */
    IDLE_SECONDS = 1,
    /* As SQLite's own: 4 MB of log. */
    LOG_PAGES = 1000,
};

/*
 * Moves the log into the file.  Not within COMMIT, where SQLite would do it: here those whose
 * writes are done have their answers already.  All of the log can be moved only when no reader sees
 * an older state, and it can begin anew only when none reads from it; hence the renewals.  It waits
 * for nobody else, as writes would wait with it: what it cannot do now is done next time.
 */
static void checkpoint(struct writer *writer)
{
    readers_renew(writer->readers);
    (void)sqlite3_wal_checkpoint_v2(writer->connection.db, NULL, SQLITE_CHECKPOINT_PASSIVE, NULL,
                                    NULL);
    readers_renew(writer->readers);
}

/* After that, also cuts the log's file, which a start would have to read. */
static void checkpoint_and_cut(struct writer *writer)
{
    sqlite3 *db = writer->connection.db;
    checkpoint(writer);
    (void)sqlite3_busy_handler(db, NULL, NULL);
    (void)sqlite3_wal_checkpoint_v2(db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    connection_wait_when_busy(&writer->connection);
}

/* Waits for work; false when there was none for a while.  The mutex is held. */
static bool wait_for_work(struct writer *writer)
{
    struct timespec until;
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += IDLE_SECONDS;
    int result = 0;
    while (!writer->first && !writer->is_closing && !result) {
        /* By a clock that nobody sets. */
        result =
            pthread_cond_clockwait(&writer->is_wanted, &writer->mutex, CLOCK_MONOTONIC, &until);
    }
    return writer->first || writer->is_closing;
}

/* Puts a write at the end of the queue.  The mutex is held. */
static void push(struct writer *writer, struct store_write *write)
{
    write->next = NULL;
    *(writer->last ? &writer->last->next : &writer->first) = write;
    writer->last = write;
    writer->waiting++;
}

/* Takes from the queue what one transaction may hold.  The mutex is held. */
static size_t take_batch(struct writer *writer, struct store_write **batch)
{
    size_t n = 0;
    for (; writer->first && n < LIMIT_BATCH; n++) {
        batch[n] = writer->first;
        writer->first = batch[n]->next;
        batch[n]->next = NULL;
    }
    if (!writer->first) {
        writer->last = NULL;
    }
    writer->waiting -= (int64_t)n;
    return n;
}

/* The rest of a change of many articles waits behind the others.  It has its place in the queue
 * already, so it is not counted against the limit. */
static bool goes_on(struct writer *writer, struct store_write *write)
{
    struct store_retag *retag = &write->retag;
    if (write->kind != WRITE_RETAG || write->status || !retag->has_more) {
        return false;
    }
    retag->committed_us = retag->reached_us;
    retag->committed_id = retag->reached_id;
    (void)pthread_mutex_lock(&writer->mutex);
    push(writer, write);
    (void)pthread_mutex_unlock(&writer->mutex);
    return true;
}

static void free_prepared(struct store_write *write)
{
    row_prepared_free(write->prepared);
    write->prepared = NULL;
}

/* Does one transaction's worth without the mutex, which is held before and after. */
static void work(struct writer *writer, struct store_write **batch, size_t n)
{
    (void)pthread_mutex_unlock(&writer->mutex);
    int commits = batch_run(&writer->connection, batch, n);
    (void)pthread_mutex_lock(&writer->mutex);
    writer->commits += commits;
    (void)pthread_mutex_unlock(&writer->mutex);
    readers_refresh(writer->readers);
    for (size_t i = 0; i < n; i++) {
        if (goes_on(writer, batch[i])) {
            continue;
        }
        free_prepared(batch[i]);
        /* From here on the write is its owner's, and may be gone. */
        batch[i]->done(batch[i]);
    }
    if (writer->connection.log_pages >= LOG_PAGES) {
        checkpoint(writer);
    }
    (void)pthread_mutex_lock(&writer->mutex);
}

static void *write_until_closed(void *argument)
{
    struct writer *writer = argument;
    struct store_write *batch[LIMIT_BATCH];
    bool is_dirty = true; /* the log may hold something */
    (void)pthread_mutex_lock(&writer->mutex);
    while (writer->first || !writer->is_closing) {
        if (is_dirty && !wait_for_work(writer)) {
            (void)pthread_mutex_unlock(&writer->mutex);
            checkpoint_and_cut(writer);
            (void)pthread_mutex_lock(&writer->mutex);
            is_dirty = false;
        }
        while (!writer->first && !writer->is_closing) {
            (void)pthread_cond_wait(&writer->is_wanted, &writer->mutex);
        }
        size_t n = take_batch(writer, batch);
        if (n) {
            work(writer, batch, n);
            is_dirty = true;
        }
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return NULL;
}

enum status writer_start(struct writer *writer, struct connection *connection,
                         struct readers *readers, struct error *err)
{
    *writer = (struct writer){.readers = readers};
    enum status status = squeezer_init(&writer->squeezer, err);
    if (status) {
        return status;
    }
    if (pthread_mutex_init(&writer->mutex, NULL)) {
        squeezer_done(&writer->squeezer);
        return error_no_memory(err);
    }
    if (pthread_cond_init(&writer->is_wanted, NULL)) {
        (void)pthread_mutex_destroy(&writer->mutex);
        squeezer_done(&writer->squeezer);
        return error_no_memory(err);
    }
    writer->connection = *connection;
    connection_note_log_pages(&writer->connection);
    writer->is_running = !pthread_create(&writer->thread, NULL, write_until_closed, writer);
    if (!writer->is_running) {
        (void)pthread_cond_destroy(&writer->is_wanted);
        (void)pthread_mutex_destroy(&writer->mutex);
        squeezer_done(&writer->squeezer);
        return error_set(err, ERR_NO_MEMORY,
                         "the thread that writes cannot be started; try again later");
    }
    *connection = (struct connection){.db = NULL};
    return OK;
}

void writer_stop(struct writer *writer)
{
    if (!writer->is_running) {
        return;
    }
    (void)pthread_mutex_lock(&writer->mutex);
    writer->is_closing = true;
    (void)pthread_cond_signal(&writer->is_wanted);
    (void)pthread_mutex_unlock(&writer->mutex);
    (void)pthread_join(writer->thread, NULL);
    (void)pthread_cond_destroy(&writer->is_wanted);
    (void)pthread_mutex_destroy(&writer->mutex);
    squeezer_done(&writer->squeezer);
    writer->is_running = false;
}

/* Whether there is room is asked before the work of preparing, and once more after it. */
static bool is_full(struct writer *writer)
{
    (void)pthread_mutex_lock(&writer->mutex);
    bool is_full = writer->waiting >= LIMIT_QUEUE;
    (void)pthread_mutex_unlock(&writer->mutex);
    return is_full;
}

static bool enqueue(struct writer *writer, struct store_write *write)
{
    (void)pthread_mutex_lock(&writer->mutex);
    bool has_room = writer->waiting < LIMIT_QUEUE;
    if (has_room) {
        push(writer, write);
        (void)pthread_cond_signal(&writer->is_wanted);
    }
    (void)pthread_mutex_unlock(&writer->mutex);
    return has_room;
}

static enum status refuse(struct error *err)
{
    return error_set(err, ERR_BUSY, "%d changes wait to be stored; try again in a second",
                     LIMIT_QUEUE);
}

enum status writer_submit(struct writer *writer, struct store_write *write, struct error *err)
{
    write->prepared = NULL;
    if (is_full(writer)) {
        return refuse(err);
    }
    /*
     * Hashing and compressing are done here, on the caller's thread: there are several of them and
     * one writer, whose transactions would be longer by it.
     */
    if (write->article || write->kind == WRITE_ANSWER) {
        enum status status = row_prepare(&writer->squeezer, write, &write->prepared, err);
        if (status) {
            return status;
        }
    }
    if (!enqueue(writer, write)) {
        free_prepared(write);
        return refuse(err);
    }
    return OK;
}

void writer_counts(struct writer *writer, int64_t *ret_waiting, int64_t *ret_commits)
{
    (void)pthread_mutex_lock(&writer->mutex);
    *ret_waiting = writer->waiting;
    *ret_commits = writer->commits;
    (void)pthread_mutex_unlock(&writer->mutex);
}
