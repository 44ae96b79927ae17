/* Threads that take jobs from a bounded queue. */
#include "http/workers.h"

#include <pthread.h>
#include <stdlib.h>

struct worker {
    struct workers *workers;
    pthread_t thread;
    int number;
};

struct workers {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct job *first, *last;
    int queued, limit, threads;
    bool is_stopping;
    struct worker items[];
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    struct workers *workers = worker->workers;
    (void)pthread_mutex_lock(&workers->lock);
    for (;;) {
        while (!workers->first && !workers->is_stopping) {
            (void)pthread_cond_wait(&workers->changed, &workers->lock);
        }
        struct job *job = workers->first;
        if (!job) {
            break;
        }
        workers->first = job->next;
        workers->queued--;
        (void)pthread_mutex_unlock(&workers->lock);
        job->run(job, worker->number);
        (void)pthread_mutex_lock(&workers->lock);
    }
    (void)pthread_mutex_unlock(&workers->lock);
    return NULL;
}

void workers_stop(struct workers *workers)
{
    if (!workers) {
        return;
    }
    (void)pthread_mutex_lock(&workers->lock);
    workers->is_stopping = true;
    (void)pthread_cond_broadcast(&workers->changed);
    (void)pthread_mutex_unlock(&workers->lock);
    for (int i = 0; i < workers->threads; i++) {
        (void)pthread_join(workers->items[i].thread, NULL);
    }
    (void)pthread_cond_destroy(&workers->changed);
    (void)pthread_mutex_destroy(&workers->lock);
    free(workers);
}

enum status workers_start(int threads, int queue, struct workers **ret_workers, struct error *err)
{
    struct workers *workers = calloc(1, sizeof(*workers) + (size_t)threads * sizeof(struct worker));
    if (!workers) {
        return error_no_memory(err);
    }
    workers->limit = queue;
    (void)pthread_mutex_init(&workers->lock, NULL);
    (void)pthread_cond_init(&workers->changed, NULL);
    for (; workers->threads < threads; workers->threads++) {
        struct worker *worker = &workers->items[workers->threads];
        *worker = (struct worker){.workers = workers, .number = workers->threads};
        if (pthread_create(&worker->thread, NULL, work, worker) != 0) {
            workers_stop(workers);
            return error_set(err, ERR_NO_MEMORY, "cannot start %d worker threads", threads);
        }
    }
    *ret_workers = workers;
    return OK;
}

bool workers_push(struct workers *workers, struct job *job)
{
    (void)pthread_mutex_lock(&workers->lock);
    bool is_taken = !workers->is_stopping && (job->is_promised || workers->queued < workers->limit);
    if (is_taken) {
        job->next = NULL;
        if (workers->first) {
            workers->last->next = job;
        } else {
            workers->first = job;
        }
        workers->last = job;
        workers->queued++;
        (void)pthread_cond_signal(&workers->changed);
    }
    (void)pthread_mutex_unlock(&workers->lock);
    return is_taken;
}

int workers_waiting(struct workers *workers)
{
    (void)pthread_mutex_lock(&workers->lock);
    int n = workers->queued;
    (void)pthread_mutex_unlock(&workers->lock);
    return n;
}

void workers_drop(struct workers *workers)
{
    (void)pthread_mutex_lock(&workers->lock);
    struct job *job = workers->first;
    workers->first = NULL;
    workers->queued = 0;
    (void)pthread_mutex_unlock(&workers->lock);
    while (job) {
        struct job *next = job->next; /* the job is gone once it is dropped */
        job->drop(job);
        job = next;
    }
}
