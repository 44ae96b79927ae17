/* Cleaning a stored original again: what POST .../reclean and `articled reclean` share. */
#ifndef HANDLERS_RECLEANING_H
#define HANDLERS_RECLEANING_H

#include "clean/clean.h"
#include "doc/article.h"
#include "store/store.h"

/* What a person picked; see struct clean_input. */
struct recleaning {
    struct str selector;
    struct str removals[CLEAN_REMOVALS_MAX];
    size_t n_removals;
    struct clean_log *log; /* NULL: not asked for */
};

/*
 * Cleans the original of article `id` as it was cleaned when it came.  The facts that were given
 * stand over the found ones.  `ret_current` is the article as it is (with its tree), `ret_cleaned`
 * as it would be, without id.  ERR_CONFLICT while its page is not there; errors as store_get's,
 * store_get_original's and clean_run's.
 */
enum status recleaning_run(struct store *store, struct cleaner *cleaner, int64_t id,
                           const struct recleaning *how, struct arena *arena,
                           struct article *ret_current, struct article *ret_cleaned,
                           struct error *err) MUST_USE;

/*
 * ERR_CONFLICT with the reason when nothing is left, or much less than there is now without being
 * surer of it: a worse cleaning never replaces a better one.
 */
enum status recleaning_check(const struct article *current, const struct article *cleaned,
                             struct error *err) MUST_USE;

/*
 * Takes over what is the reader's: state, star, progress, note and the facts that were given.  For
 * the update's `amend`, as they may have changed meanwhile.
 */
void recleaning_keep(const struct article *current, struct article *cleaned);

#endif
