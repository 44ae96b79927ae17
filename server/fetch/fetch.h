/*
 * Fetching addresses: the one place that connects outwards.
 *
 * A thread of its own, started with the first address, has a bounded number of transfers in hand.
 * What may be connected to is judged before a name is looked up, again when a connection is made,
 * and all of it anew for each redirect.  No proxy, no cookie, no password goes out.
 */
#ifndef FETCH_FETCH_H
#define FETCH_FETCH_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/url.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    FETCH_BODY_MAX =
        16 * 1024 * 1024, /* bytes, decoded; pages with their pictures inside are posted */
    FETCH_BUDGET = 64 * 1024 * 1024, /* of all that is fetched and not released yet */
    FETCH_HEADER_MAX = 64 * 1024,    /* bytes of one answer's headers */
    FETCH_REDIRECTS_MAX = 5,
    FETCH_SECONDS = 20, /* from the first address to the last byte, redirects included */
    FETCH_CONNECT_SECONDS = 5,
    FETCH_QUEUE = 128, /* that wait or run */
    FETCH_AT_ONCE = 8,
    FETCH_A_HOST = 2, /* at once, of one host: to be polite */
};

struct fetcher;

struct fetcher_options {
    bool is_off;        /* nothing is fetched */
    struct str allowed; /* as for judge_init */
    /* Whether a document of this Content-Type (as it came; unknown where none did) is wanted. */
    bool (*takes)(struct str content_type);
};

/* One address.  The caller fills the first part and keeps it alive until `done` was called. */
struct fetch {
    const struct url *url;
    bool is_patient; /* it may wait in the queue longer than a client would, also in a full one */
    int64_t wait_us; /* after this long `late` is called; 0: never */
    /* In the fetcher's thread, so they must be short: `late` at most once and not after `done`. */
    void (*late)(struct fetch *fetch);
    void (*done)(struct fetch *fetch);
    void *owner;

    /* The outcome; everything lives in `arena` and `body` until fetch_release(). */
    enum status status;
    struct error error;
    bool is_cancelled;    /* the fetcher was stopped: nothing is known about the address */
    struct str final_url; /* after redirects */
    struct str type;      /* Content-Type as it came */
    struct buf body;
    int64_t taken_us;

    /* The fetcher's. */
    struct arena arena;
    struct fetcher *fetcher;
    struct fetch *next;
    int64_t submitted_us;
    size_t reserved;
};

/* ERR_INVALID when `allowed` is no list of ranges.  Starts nothing. */
enum status fetcher_new(const struct fetcher_options *options, struct fetcher **ret_fetcher,
                        struct error *err) MUST_USE;
/* This server's own address and port, which are not fetched.  Before the first fetch. */
void fetcher_set_own_port(struct fetcher *fetcher, uint16_t port);
/* Ends everything with ERR_BUSY and is_cancelled; takes nothing afterwards.  Takes NULL. */
void fetcher_stop(struct fetcher *fetcher);
void fetcher_free(struct fetcher *fetcher);

/* What fetcher_submit would refuse for now, without submitting: ERR_FORBIDDEN, ERR_BUSY,
 * ERR_NOT_IMPLEMENTED. */
enum status fetcher_check(struct fetcher *fetcher, const struct url *url,
                          struct error *err) MUST_USE;
/*
 * Queues it.  ERR_FORBIDDEN when addresses are not fetched, or not such ones; ERR_BUSY when the
 * queue is full; ERR_NOT_IMPLEMENTED without libcurl; after any error `done` is not called.
 *
 * Outcomes: ERR_FORBIDDEN as well, when it shows later; ERR_UPSTREAM when the other side cannot be
 * reached or does not answer with a document; ERR_UPSTREAM_TIMEOUT; ERR_TOO_LARGE;
 * ERR_UNSUPPORTED for a type that is not taken; ERR_BUSY.  No message tells more of a refused
 * address than that it is refused.
 */
enum status fetcher_submit(struct fetcher *fetcher, struct fetch *fetch,
                           struct error *err) MUST_USE;
/* Frees what the outcome holds; takes one that was never submitted, and zeroed ones. */
void fetch_release(struct fetch *fetch);

/* How many ended, by outcome, and how many wait or run. */
enum fetch_outcome {
    FETCH_OK,
    FETCH_REFUSED,
    FETCH_FAILED,
    FETCH_TIMED_OUT,
    FETCH_TOO_LARGE,
    FETCH_WRONG_TYPE,
    FETCH_OTHER,
    FETCH_OUTCOMES
};
/* "ok", "refused", ... */
const char *fetch_outcome_name(enum fetch_outcome outcome);
struct fetcher_stats {
    uint64_t outcomes[FETCH_OUTCOMES];
    int64_t active;
};
void fetcher_stats(struct fetcher *fetcher, struct fetcher_stats *ret_stats);

#endif
