/* Rates: how often each of many may come, in a table that strangers cannot make grow. */
#ifndef HTTP_RATE_H
#define HTTP_RATE_H

#include "base/error.h"

#include <stdbool.h>
#include <stdint.h>

/* `quota` requests in `window_s` seconds, all at once if need be; then they come back evenly. */
struct rate_policy {
    const char *name; /* as headers have it */
    int64_t quota;    /* 0: no limit */
    int64_t window_s;
    char text[64]; /* as RateLimit-Policy has it, by rate_policy() */
};

/* Whom a policy is about: a token's id, an address. */
struct rate_key {
    uint64_t high, low;
};

struct rate_state {
    bool is_allowed;
    int64_t remaining;
    int64_t reset_s; /* until the whole quota is there again */
    int64_t retry_s; /* until one more is allowed; 0: now */
};

struct rate_policy rate_policy(const char *name, int64_t quota, int64_t window_s);

struct rates;

enum status rates_new(struct rates **ret_rates, struct error *err) MUST_USE;
/* Takes NULL. */
void rates_free(struct rates *rates);

/*
 * Counts one request of `key`, unless that is over the quota.  Where there are more keys than the
 * table has room for, the one that has the most left of its quota is forgotten, which is nearly as
 * if it had waited.
 */
struct rate_state rates_take(struct rates *rates, const struct rate_policy *policy,
                             struct rate_key key, int64_t now_us);
/* Takes the counting of one request back. */
struct rate_state rates_give(struct rates *rates, const struct rate_policy *policy,
                             struct rate_key key, int64_t now_us);

#endif
