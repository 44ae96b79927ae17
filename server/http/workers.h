/* Threads that take jobs from a bounded queue. */
#ifndef HTTP_WORKERS_H
#define HTTP_WORKERS_H

#include "base/error.h"

#include <stdbool.h>

struct workers;

/* One job: `run` is called with the worker's number, 0..; the job is the caller's until then. */
struct job {
    void (*run)(struct job *job, int worker);
    struct job *next;
};

enum status workers_start(int threads, int queue, struct workers **ret_workers,
                          struct error *err) MUST_USE;
/* False when the queue is full or the workers stop. */
bool workers_push(struct workers *workers, struct job *job) MUST_USE;
/* Runs what is queued, then ends the threads. */
void workers_stop(struct workers *workers);

#endif
