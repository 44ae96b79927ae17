/* Reads that end at a deadline. */
#include "store/timed_internal.h"

#include "base/time.h"

/* Between looks at the clock, in steps of SQLite's machine: some 10 us of work. */
enum { STEPS_PER_LOOK = 1000 };

static int is_too_late(void *argument)
{
    const struct timed *timed = argument;
    return time_monotonic_us() >= timed->deadline_us;
}

void timed_begin(struct store *store, struct timed *timed)
{
    *timed = (struct timed){
        .store = store,
        .connection = readers_take(&store->readers),
        .deadline_us = time_monotonic_us() + (int64_t)store->list_ms * 1000,
    };
    sqlite3_progress_handler(timed->connection->db, STEPS_PER_LOOK, is_too_late, timed);
}

void timed_end(struct timed *timed)
{
    sqlite3_progress_handler(timed->connection->db, 0, NULL, NULL);
    readers_give(&timed->store->readers, timed->connection);
}
