/* Cleaning many stored originals again with some threads. */
#include "cli/reclean_jobs.h"

#include "base/time.h"
#include "config.h"
#include "handlers/recleaning.h"
#include "store/store.h"

#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>

enum {
    PAGE = 100, /* heads that are listed at a time */
    SHOWN_EVERY_US = 200 * 1000,
};

/* The threads and what they share. */
struct crew {
    struct reclean_jobs *jobs;
    struct store *store;
    pthread_mutex_t lock; /* of all below, and of the counts in `jobs` */
    struct arena arena;   /* of the list */
    struct store_query query;
    struct store_list list;
    size_t at; /* in the list, or in jobs->ids */
    int64_t all, done, shown_us;
    bool is_at_end;
    enum status status; /* why the list could not be read */
    struct error error;
};

/* The next page of the list.  The lock is held. */
static void turn_page(struct crew *crew)
{
    if (crew->list.len) {
        crew->query.cursor = crew->list.last; /* a time and an id: nothing of it is in the arena */
        crew->is_at_end = !crew->list.has_more;
    }
    arena_reset(&crew->arena);
    crew->list.len = crew->at = 0;
    if (!crew->is_at_end) {
        crew->status =
            store_list(crew->store, &crew->query, &crew->arena, &crew->list, &crew->error);
        crew->is_at_end = crew->status || !crew->list.len;
    }
}

/* From the newest on; 0 at the end. */
static int64_t next_of_list(struct crew *crew)
{
    while (!crew->is_at_end) {
        if (crew->at == crew->list.len) {
            turn_page(crew);
            continue;
        }
        const struct article *article = &crew->list.items[crew->at++];
        bool is_wanted = crew->jobs->wants_all || article->engine < CLEAN_ENGINE;
        if (is_wanted && article->fetch == ARTICLE_FETCHED) {
            return article->id;
        }
        crew->done++;
    }
    return 0;
}

static int64_t take(struct crew *crew)
{
    int64_t id = 0;
    (void)pthread_mutex_lock(&crew->lock);
    if (!crew->jobs->n) {
        id = next_of_list(crew);
    } else if (crew->at < (size_t)crew->jobs->n) {
        id = crew->jobs->ids[crew->at++];
    }
    (void)pthread_mutex_unlock(&crew->lock);
    return id;
}

/* One article on its way; in the thread's arena. */
struct step {
    struct article current, cleaned, article;
    struct store_write write;
    sem_t is_done;
};

static enum status amend(struct store_write *write, const struct article *current,
                         struct error *err)
{
    struct step *step = write->owner;
    (void)err;
    step->article = step->cleaned;
    recleaning_keep(current, &step->article);
    return OK;
}

static void post(struct store_write *write)
{
    (void)sem_post(&((struct step *)write->owner)->is_done);
}

static enum status update(struct crew *crew, struct step *step, struct arena *arena,
                          struct error *err)
{
    step->article = step->cleaned;
    step->write = (struct store_write){
        .kind = WRITE_UPDATE,
        .id = step->current.id,
        .article = &step->article,
        .has_new_content = !str_equal(step->current.content_tree, step->cleaned.content_tree),
        .amend = amend,
        .arena = arena,
        .done = post,
        .owner = step,
    };
    (void)sem_init(&step->is_done, 0, 0);
    enum status status = store_submit(crew->store, &step->write, err);
    if (!status) {
        while (sem_wait(&step->is_done)) {
        }
        status = step->write.status;
        *err = step->write.error;
    }
    (void)sem_destroy(&step->is_done);
    return status;
}

/* Counts what came of one.  The lock is held. */
static int64_t *count_of(struct reclean_jobs *jobs, enum status status, const struct step *step)
{
    if (status == ERR_CONFLICT) {
        return &jobs->kept;
    }
    if (status) {
        return &jobs->failed;
    }
    return step->write.has_new_content ? &jobs->changed : &jobs->same;
}

static void show(struct crew *crew, bool is_last)
{
    int64_t now = time_monotonic_us();
    if (crew->jobs->wants_progress && (is_last || now - crew->shown_us >= SHOWN_EVERY_US)) {
        crew->shown_us = now;
        (void)fprintf(stderr, "\r%lld of %lld%s", (long long)crew->done, (long long)crew->all,
                      is_last ? "\n" : "");
    }
}

static void reclean(struct crew *crew, struct cleaner *cleaner, int64_t id, struct arena *arena)
{
    const struct recleaning how = {.n_removals = 0};
    struct error err = {.status = OK};
    struct step *step = ARENA_NEW(arena, struct step);
    enum status status = step && cleaner ? OK : error_no_memory(&err);
    status = status ? status
                    : recleaning_run(crew->store, cleaner, id, &how, arena, &step->current,
                                     &step->cleaned, &err);
    if (!status && !crew->jobs->is_forced) {
        status = recleaning_check(&step->current, &step->cleaned, &err);
    }
    status = status ? status : update(crew, step, arena, &err);
    (void)pthread_mutex_lock(&crew->lock);
    if (status) {
        (void)fprintf(stderr, "%sarticle %lld: %s\n", crew->jobs->wants_progress ? "\r" : "",
                      (long long)id, err.message);
    }
    ++*count_of(crew->jobs, status, step);
    crew->done++;
    show(crew, false);
    (void)pthread_mutex_unlock(&crew->lock);
}

static void *work(void *argument)
{
    struct crew *crew = argument;
    struct error trouble = {.status = OK};
    struct cleaner *cleaner = cleaner_new(&trouble);
    struct arena arena = {.ceiling = 0};
    for (int64_t id; (id = take(crew)) != 0;) {
        reclean(crew, cleaner, id, &arena);
        arena_reset(&arena);
    }
    arena_done(&arena);
    cleaner_free(cleaner);
    return NULL;
}

static enum status run(struct crew *crew, struct error *err)
{
    pthread_t threads[CONFIG_THREADS_MAX];
    int started = 0, wanted = MAX(1, MIN(crew->jobs->threads, (int)CONFIG_THREADS_MAX));
    if (pthread_mutex_init(&crew->lock, NULL)) {
        return error_no_memory(err);
    }
    while (started < wanted && pthread_create(&threads[started], NULL, work, crew) == 0) {
        started++;
    }
    for (int i = 0; i < started; i++) {
        (void)pthread_join(threads[i], NULL);
    }
    show(crew, true);
    (void)pthread_mutex_destroy(&crew->lock);
    if (crew->status) {
        *err = crew->error;
    }
    return started ? crew->status : error_no_memory(err);
}

enum status reclean_jobs_run(struct reclean_jobs *jobs, const char *dir, struct error *err)
{
    struct store_options options = {.dir = dir, .readers = jobs->threads + 1};
    struct store *store = NULL;
    struct store_stats stats;
    enum status status = store_open(&options, &store, err);
    status = status ? status : store_stats(store, &stats, err);
    if (!status) {
        struct crew crew = {.jobs = jobs,
                            .store = store,
                            .query = {.limit = PAGE},
                            .all = jobs->n ? jobs->n : stats.articles};
        status = run(&crew, err);
        arena_done(&crew.arena);
        (void)printf("%lld articles cleaned anew, %lld came out the same, %lld kept as they were, "
                     "%lld failed\n",
                     (long long)jobs->changed, (long long)jobs->same, (long long)jobs->kept,
                     (long long)jobs->failed);
    }
    store_close(store);
    return status;
}
