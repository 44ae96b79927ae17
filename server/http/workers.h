/* Threads that take jobs from a bounded queue. */
#ifndef HTTP_WORKERS_H
#define HTTP_WORKERS_H

#include "base/error.h"

#include <stdbool.h>

struct workers;

/* One job: `run` is called with the worker's number, 0.., or `drop` instead; the job is the queue's
 * until then. */
struct job {
    void (*run)(struct job *job, int worker);
    void (*drop)(struct job *job);
    bool is_promised; /* taken though the queue is full: how many there are is bounded elsewhere */
    struct job *next;
};

enum status workers_start(int threads, int queue, struct workers **ret_workers,
                          struct error *err) MUST_USE;
/* False when the queue is full (unless it is promised) or the workers stop. */
bool workers_push(struct workers *workers, struct job *job) MUST_USE;
/* How many wait. */
int workers_waiting(struct workers *workers);
/* Drops what is queued and not begun. */
void workers_drop(struct workers *workers);
/* Runs what is queued, then ends the threads. */
void workers_stop(struct workers *workers);

#endif
