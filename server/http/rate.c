/* Rates: how often each of many may come, in a table that strangers cannot make grow. */
#include "http/rate.h"

#include "base/hash.h"
#include "base/str.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

enum {
    SETS = 512, /* a power of two */
    WAYS = 8,   /* places in a set, in one of which a key must be: 4096 keys in 160 kB */
    SECOND_US = 1000 * 1000,
};

/*
 * A bucket as one number (the "generic cell rate algorithm" of ATM): when it will be full again.
 * Each request puts that off by the time that its return takes.
 */
struct bucket {
    const struct rate_policy *policy; /* NULL: never used */
    struct rate_key key;
    int64_t full_us;
};

struct rates {
    pthread_mutex_t lock;
    uint64_t seed; /* so that nobody can choose whose set an address falls into */
    struct bucket buckets[SETS][WAYS];
};

struct rate_policy rate_policy(const char *name, int64_t quota, int64_t window_s)
{
    struct rate_policy policy = {.name = name, .quota = quota, .window_s = window_s};
    (void)snprintf(policy.text, sizeof(policy.text), "\"%s\";q=%lld;w=%lld", name, (long long)quota,
                   (long long)window_s);
    return policy;
}

enum status rates_new(struct rates **ret_rates, struct error *err)
{
    struct rates *rates = calloc(1, sizeof(*rates));
    if (!rates) {
        return error_no_memory(err);
    }
    if (!hash_random(&rates->seed, sizeof(rates->seed))) {
        free(rates);
        return error_set(err, ERR_IO, "the kernel has no random bytes");
    }
    (void)pthread_mutex_init(&rates->lock, NULL);
    *ret_rates = rates;
    return OK;
}

void rates_free(struct rates *rates)
{
    if (rates) {
        (void)pthread_mutex_destroy(&rates->lock);
        free(rates);
    }
}

static struct bucket *find_bucket(struct rates *rates, const struct rate_policy *policy,
                                  struct rate_key key, int64_t now_us)
{
    uint64_t hash = hash_bytes(rates->seed, str_of((const char *)&key, sizeof(key)));
    struct bucket *set = rates->buckets[(hash ^ hash >> 32) & (SETS - 1)], *oldest = &set[0];
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].policy == policy && set[i].key.high == key.high && set[i].key.low == key.low) {
            return &set[i];
        }
        if (set[i].full_us < oldest->full_us) {
            oldest = &set[i];
        }
    }
    *oldest = (struct bucket){.policy = policy, .key = key, .full_us = now_us};
    return oldest;
}

static int64_t seconds_up(int64_t us)
{
    return (us + SECOND_US - 1) / SECOND_US;
}

/* The time after which one more is there again. */
static int64_t step_us(const struct rate_policy *policy)
{
    return MAX(policy->window_s * SECOND_US / policy->quota, 1);
}

static struct rate_state state_of(const struct rate_policy *policy, int64_t full_us, int64_t now_us)
{
    int64_t step = step_us(policy), owed = MAX(full_us - now_us, 0);
    int64_t room = MAX(policy->quota * step - owed, 0);
    struct rate_state state = {.remaining = room / step, .reset_s = seconds_up(owed)};
    state.retry_s = state.remaining ? 0 : MAX(seconds_up(step - room), 1);
    return state;
}

struct rate_state rates_take(struct rates *rates, const struct rate_policy *policy,
                             struct rate_key key, int64_t now_us)
{
    (void)pthread_mutex_lock(&rates->lock);
    struct bucket *bucket = find_bucket(rates, policy, key, now_us);
    struct rate_state state = state_of(policy, bucket->full_us, now_us);
    if (state.remaining) {
        bucket->full_us = MAX(bucket->full_us, now_us) + step_us(policy);
        state = state_of(policy, bucket->full_us, now_us);
        state.is_allowed = true;
    }
    (void)pthread_mutex_unlock(&rates->lock);
    return state;
}

struct rate_state rates_give(struct rates *rates, const struct rate_policy *policy,
                             struct rate_key key, int64_t now_us)
{
    (void)pthread_mutex_lock(&rates->lock);
    struct bucket *bucket = find_bucket(rates, policy, key, now_us);
    bucket->full_us -= step_us(policy);
    struct rate_state state = state_of(policy, bucket->full_us, now_us);
    (void)pthread_mutex_unlock(&rates->lock);
    state.is_allowed = true;
    return state;
}
