/* The fetcher's thread: what waits, what runs, and whose time is up. */
#include "fetch/fetch.h"

#include "base/time.h"
#include "fetch/transfer.h"

#include <pthread.h>
#include <stdlib.h>

enum { IDLE_POLL_MS = 60 * 1000 };

struct fetcher {
    struct fetcher_options options;
    struct judge judge;
    struct transfers transfers;
    pthread_mutex_t lock;       /* of what follows, down to the thread */
    struct fetch *first, *last; /* that wait for their turn */
    int in_hand;                /* that wait or run */
    bool is_started, is_stopping;
    uint64_t outcomes[FETCH_OUTCOMES];
    pthread_t thread;
    /* the thread's own */
    struct transfer running[FETCH_AT_ONCE]; /* free where `fetch` is NULL */
};

const char *fetch_outcome_name(enum fetch_outcome outcome)
{
    static const char *const names[] = {"ok",        "refused",    "failed", "timeout",
                                        "too-large", "wrong-type", "other"};
    return outcome < FETCH_OUTCOMES ? names[outcome] : names[FETCH_OTHER];
}

static enum fetch_outcome outcome_of(enum status status)
{
    switch (status) {
    case OK:
        return FETCH_OK;
    case ERR_FORBIDDEN:
        return FETCH_REFUSED;
    case ERR_UPSTREAM:
        return FETCH_FAILED;
    case ERR_UPSTREAM_TIMEOUT:
        return FETCH_TIMED_OUT;
    case ERR_TOO_LARGE:
        return FETCH_TOO_LARGE;
    case ERR_UNSUPPORTED:
        return FETCH_WRONG_TYPE;
    default:
        return FETCH_OTHER;
    }
}

/* The fetch has its outcome and is its owner's again. */
static void hand_over(struct fetcher *fetcher, struct fetch *fetch)
{
    fetch->taken_us = time_monotonic_us() - fetch->submitted_us;
    (void)pthread_mutex_lock(&fetcher->lock);
    fetcher->in_hand--;
    fetcher->outcomes[outcome_of(fetch->status)]++;
    (void)pthread_mutex_unlock(&fetcher->lock);
    fetch->done(fetch);
}

static struct transfer *find_free(struct fetcher *fetcher)
{
    for (size_t i = 0; i < FETCH_AT_ONCE; i++) {
        if (!fetcher->running[i].fetch) {
            return &fetcher->running[i];
        }
    }
    return NULL;
}

static bool is_host_busy(const struct fetcher *fetcher, struct str host)
{
    int n = 0;
    for (size_t i = 0; i < FETCH_AT_ONCE; i++) {
        const struct transfer *transfer = &fetcher->running[i];
        n += transfer->fetch && str_equal(transfer->url->host, host);
    }
    return n >= FETCH_A_HOST;
}

static void unlink_fetch(struct fetcher *fetcher, struct fetch *before, struct fetch *fetch)
{
    *(before ? &before->next : &fetcher->first) = fetch->next;
    fetcher->last = fetcher->last == fetch ? before : fetcher->last;
    fetch->next = NULL;
}

static int64_t queue_deadline(const struct fetch *fetch)
{
    return fetch->is_patient ? INT64_MAX : fetch->submitted_us + FETCH_SECONDS * INT64_C(1000000);
}

/* The first that waits and may begin, or whose time is up; NULL: none. */
static struct fetch *take_next(struct fetcher *fetcher, int64_t now_us, bool *ret_is_late)
{
    struct fetch *before = NULL, *fetch;
    bool has_room = find_free(fetcher) != NULL;
    (void)pthread_mutex_lock(&fetcher->lock);
    for (fetch = fetcher->first; fetch; before = fetch, fetch = fetch->next) {
        *ret_is_late = queue_deadline(fetch) <= now_us || fetcher->is_stopping;
        if (*ret_is_late || (has_room && !is_host_busy(fetcher, fetch->url->host))) {
            unlink_fetch(fetcher, before, fetch);
            break;
        }
    }
    (void)pthread_mutex_unlock(&fetcher->lock);
    return fetch;
}

static bool is_stopping(struct fetcher *fetcher)
{
    (void)pthread_mutex_lock(&fetcher->lock);
    bool is_stopping = fetcher->is_stopping;
    (void)pthread_mutex_unlock(&fetcher->lock);
    return is_stopping;
}

static void cancel(struct fetcher *fetcher, struct fetch *fetch)
{
    fetch->is_cancelled = true;
    fetch->status = error_set(&fetch->error, ERR_BUSY, "this server is stopping");
    hand_over(fetcher, fetch);
}

static void begin_those_that_may(struct fetcher *fetcher)
{
    struct fetch *fetch;
    bool is_late = false;
    while ((fetch = take_next(fetcher, time_monotonic_us(), &is_late))) {
        struct transfer *transfer = find_free(fetcher);
        if (is_late && is_stopping(fetcher)) {
            cancel(fetcher, fetch);
        } else if (is_late) {
            fetch->status =
                error_set(&fetch->error, ERR_BUSY,
                          "too many addresses are being fetched; try again in a moment");
            hand_over(fetcher, fetch);
        } else if (transfer_begin(transfer, &fetcher->transfers, fetch)) {
            transfer->fetch = NULL;
            hand_over(fetcher, fetch);
        }
    }
}

static void end_those_that_did(struct fetcher *fetcher)
{
    const struct library *lib = &fetcher->transfers.library;
    CURLMsg *message;
    int left;
    while ((message = lib->multi_info_read(fetcher->transfers.multi, &left))) {
        struct transfer *transfer = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE) {
            continue;
        }
        (void)lib->easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&transfer);
        if (!transfer_goes_on(transfer, code)) {
            struct fetch *fetch = transfer->fetch;
            transfer->fetch = NULL;
            hand_over(fetcher, fetch);
        }
    }
}

static int64_t late_at(const struct fetch *fetch)
{
    return fetch->wait_us ? fetch->submitted_us + fetch->wait_us : INT64_MAX;
}

/* One whose `late` is due; the earliest time at which there is something to do. */
static struct fetch *find_late(struct fetcher *fetcher, int64_t now_us, int64_t *ret_next_us)
{
    struct fetch *found = NULL;
    int64_t next_us = now_us + IDLE_POLL_MS * INT64_C(1000);
    for (size_t i = 0; i < FETCH_AT_ONCE; i++) {
        struct fetch *fetch = fetcher->running[i].fetch;
        if (fetch) {
            found = late_at(fetch) <= now_us ? fetch : found;
            next_us = MIN(next_us, late_at(fetch));
        }
    }
    (void)pthread_mutex_lock(&fetcher->lock);
    for (struct fetch *fetch = fetcher->first; fetch; fetch = fetch->next) {
        found = late_at(fetch) <= now_us ? fetch : found;
        next_us = MIN(next_us, MIN(late_at(fetch), queue_deadline(fetch)));
    }
    (void)pthread_mutex_unlock(&fetcher->lock);
    *ret_next_us = next_us;
    return found;
}

/* The milliseconds until there is something to do that libcurl does not know of. */
static int look_at_clocks(struct fetcher *fetcher)
{
    int64_t now_us = time_monotonic_us(), next_us;
    struct fetch *fetch;
    /* What waits is taken out of the queue by this thread alone, so it stays. */
    while ((fetch = find_late(fetcher, now_us, &next_us))) {
        fetch->wait_us = 0;
        fetch->is_patient = true; /* nobody holds a connection for it any more */
        fetch->late(fetch);
    }
    return (int)MAX((next_us - now_us + 999) / 1000, 0);
}

static void *run(void *argument)
{
    struct fetcher *fetcher = argument;
    struct transfers *transfers = &fetcher->transfers;
    const struct library *lib = &transfers->library;
    int running;
    while (!is_stopping(fetcher)) {
        begin_those_that_may(fetcher);
        (void)lib->multi_perform(transfers->multi, &running);
        end_those_that_did(fetcher);
        begin_those_that_may(fetcher);
        (void)lib->multi_poll(transfers->multi, NULL, 0, look_at_clocks(fetcher), NULL);
    }
    for (size_t i = 0; i < FETCH_AT_ONCE; i++) {
        struct fetch *fetch = fetcher->running[i].fetch;
        if (fetch) {
            transfer_end(&fetcher->running[i]);
            fetcher->running[i].fetch = NULL;
            cancel(fetcher, fetch);
        }
    }
    begin_those_that_may(fetcher); /* none may: they are cancelled */
    return NULL;
}

/* The library and the thread, with the first address.  The lock is held. */
static enum status start(struct fetcher *fetcher, struct error *err)
{
    struct transfers *transfers = &fetcher->transfers;
    enum status status = transfers->library.handle ? OK : library_load(&transfers->library, err);
    if (status) {
        return status;
    }
    if (!transfers->multi) {
        transfers->multi = transfers->library.multi_init();
    }
    if (!transfers->multi || pthread_create(&fetcher->thread, NULL, run, fetcher)) {
        return error_no_memory(err);
    }
    fetcher->is_started = true;
    return OK;
}

/* Whether one more may come.  The lock is held. */
static enum status check_room(struct fetcher *fetcher, bool is_patient, struct error *err)
{
    if (fetcher->is_stopping) {
        return error_set(err, ERR_BUSY, "this server is stopping");
    }
    if (fetcher->in_hand >= FETCH_QUEUE && !is_patient) {
        return error_set(err, ERR_BUSY, "%d addresses are being fetched; try again in a moment",
                         FETCH_QUEUE);
    }
    return fetcher->is_started ? OK : start(fetcher, err);
}

static enum status check_url(struct fetcher *fetcher, const struct url *url, struct error *err)
{
    if (fetcher->options.is_off) {
        return error_set(err, ERR_FORBIDDEN,
                         "this server does not fetch addresses; post the page itself, e.g. curl -s "
                         "ADDRESS | curl --data-binary @- '.../articles?url=ADDRESS'");
    }
    if (!judge_url(&fetcher->judge, url)) {
        (void)pthread_mutex_lock(&fetcher->lock);
        fetcher->outcomes[FETCH_REFUSED]++;
        (void)pthread_mutex_unlock(&fetcher->lock);
        return transfer_refuse(err);
    }
    return OK;
}

enum status fetcher_check(struct fetcher *fetcher, const struct url *url, struct error *err)
{
    enum status status = check_url(fetcher, url, err);
    if (!status) {
        (void)pthread_mutex_lock(&fetcher->lock);
        status = check_room(fetcher, false, err);
        (void)pthread_mutex_unlock(&fetcher->lock);
    }
    return status;
}

static enum status enqueue(struct fetcher *fetcher, struct fetch *fetch, struct error *err)
{
    enum status status = check_room(fetcher, fetch->is_patient, err);
    if (status) {
        return status;
    }
    *(fetcher->last ? &fetcher->last->next : &fetcher->first) = fetch;
    fetcher->last = fetch;
    fetcher->in_hand++;
    return OK;
}

enum status fetcher_submit(struct fetcher *fetcher, struct fetch *fetch, struct error *err)
{
    enum status status = check_url(fetcher, fetch->url, err);
    if (status) {
        return status;
    }
    fetch->submitted_us = time_monotonic_us();
    fetch->fetcher = fetcher;
    fetch->next = NULL;
    (void)pthread_mutex_lock(&fetcher->lock);
    status = enqueue(fetcher, fetch, err);
    /* While the lock is held: once it runs it may be done and gone. */
    if (!status) {
        (void)fetcher->transfers.library.multi_wakeup(fetcher->transfers.multi);
    }
    (void)pthread_mutex_unlock(&fetcher->lock);
    return status;
}

void fetch_release(struct fetch *fetch)
{
    if (fetch->fetcher) {
        (void)atomic_fetch_sub(&fetch->fetcher->transfers.held, fetch->reserved);
    }
    fetch->reserved = 0;
    buf_done(&fetch->body);
    arena_done(&fetch->arena);
}

void fetcher_set_own_port(struct fetcher *fetcher, uint16_t port)
{
    atomic_store(&fetcher->judge.own_port, port);
}

void fetcher_stats(struct fetcher *fetcher, struct fetcher_stats *ret_stats)
{
    (void)pthread_mutex_lock(&fetcher->lock);
    for (size_t i = 0; i < FETCH_OUTCOMES; i++) {
        ret_stats->outcomes[i] = fetcher->outcomes[i];
    }
    ret_stats->active = fetcher->in_hand;
    (void)pthread_mutex_unlock(&fetcher->lock);
}

void fetcher_stop(struct fetcher *fetcher)
{
    if (!fetcher) {
        return;
    }
    (void)pthread_mutex_lock(&fetcher->lock);
    bool is_started = fetcher->is_started && !fetcher->is_stopping;
    fetcher->is_stopping = true;
    if (is_started) {
        (void)fetcher->transfers.library.multi_wakeup(fetcher->transfers.multi);
    }
    (void)pthread_mutex_unlock(&fetcher->lock);
    if (is_started) {
        (void)pthread_join(fetcher->thread, NULL);
    }
}

void fetcher_free(struct fetcher *fetcher)
{
    fetcher_stop(fetcher);
    if (fetcher) {
        if (fetcher->transfers.multi) {
            (void)fetcher->transfers.library.multi_cleanup(fetcher->transfers.multi);
        }
        (void)pthread_mutex_destroy(&fetcher->lock);
        free(fetcher);
    }
}

enum status fetcher_new(const struct fetcher_options *options, struct fetcher **ret_fetcher,
                        struct error *err)
{
    struct fetcher *fetcher = calloc(1, sizeof(*fetcher));
    if (!fetcher) {
        return error_no_memory(err);
    }
    fetcher->options = *options;
    enum status status = judge_init(&fetcher->judge, options->allowed, err);
    if (status || pthread_mutex_init(&fetcher->lock, NULL)) {
        free(fetcher);
        return status ? status : error_no_memory(err);
    }
    fetcher->transfers.judge = &fetcher->judge;
    fetcher->transfers.takes = options->takes;
    *ret_fetcher = fetcher;
    return OK;
}
