/* A cleaned submission on its way into the store, where it may be known already. */
#ifndef HANDLERS_DEPOSIT_H
#define HANDLERS_DEPOSIT_H

#include "handlers/submission.h"
#include "http/request.h"
#include "store/store.h"

#include <stdbool.h>

/* What is done where an article of the same bytes or address is there: the parameter on_duplicate.
 */
enum duplicate { DUPLICATE_RETURN, DUPLICATE_UPDATE, DUPLICATE_NEW, DUPLICATE_FAIL };
enum duplicate deposit_duplicate(const struct request *req);

/* The caller fills the first part and keeps all of it until `done`, in the writer's thread. */
struct deposit {
    struct store *store;
    struct arena *arena; /* nobody else's until `done` */
    enum duplicate on_duplicate;
    struct article article; /* as ingest made it */
    struct str original;
    struct str addresses[2]; /* as in struct store_write */
    struct meta given; /* what the sender said: it counts for more than what was given before */
    bool has_state;    /* the sender said article.state */
    void (*done)(struct deposit *deposit);
    void *owner;
    /* the outcome: with OK, and with ERR_CONFLICT for DUPLICATE_FAIL, whose id it is */
    enum status status;
    struct error error;
    int64_t id;
    bool is_new;
    /* its own */
    struct store_write write;
    struct article changed;
};

/*
 * Looks for an article of these bytes before anything is cleaned, unless it would not matter:
 * ERR_NOT_FOUND, or OK with `deposit->id`, or ERR_CONFLICT for DUPLICATE_FAIL.
 */
enum status deposit_find(struct deposit *deposit, const struct sha256 *original,
                         struct error *err) MUST_USE;
/* The same by a canonical address. */
enum status deposit_find_address(struct deposit *deposit, struct str address,
                                 struct error *err) MUST_USE;
/* Queues it: PENDING, or why not; then `done` is not called. */
enum status deposit_submit(struct deposit *deposit, struct error *err) MUST_USE;

#endif
