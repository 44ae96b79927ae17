/* Tests of http/rate.c: buckets that refill, and a table that strangers cannot make grow. */
#include "../test.h"

#include "http/rate.h"

enum { SECOND = 1000 * 1000 };

static const struct rate_policy ten = {.name = "ten", .quota = 10, .window_s = 60};
static const struct rate_policy other = {.name = "other", .quota = 2, .window_s = 60};

static int set_up(void **state)
{
    return rates_new((struct rates **)state, NULL) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    rates_free(*state);
    return 0;
}

static void is_counted_and_comes_back(void **state)
{
    struct rate_key key = {.low = 1};
    int64_t now = 1000 * (int64_t)SECOND;
    for (int i = 9; i >= 0; i--) {
        struct rate_state taken = rates_take(*state, &ten, key, now);
        assert_true(taken.is_allowed);
        assert_int_equal(taken.remaining, i);
        assert_int_equal(taken.reset_s, (10 - i) * 6);
    }
    struct rate_state refused = rates_take(*state, &ten, key, now);
    assert_false(refused.is_allowed);
    assert_int_equal(refused.remaining, 0);
    assert_int_equal(refused.retry_s, 6);
    /* To be refused costs nothing more; a sixth of a minute brings one back. */
    assert_false(rates_take(*state, &ten, key, now + 6 * SECOND - 1).is_allowed);
    assert_int_equal(rates_take(*state, &ten, key, now + 6 * SECOND - 1).retry_s, 1);
    assert_true(rates_take(*state, &ten, key, now + 6 * SECOND).is_allowed);
    assert_false(rates_take(*state, &ten, key, now + 6 * SECOND).is_allowed);
    /* All of it comes back, and no more than that. */
    assert_int_equal(rates_take(*state, &ten, key, now + 3600 * (int64_t)SECOND).remaining, 9);
}

static void can_be_given_back(void **state)
{
    struct rate_key key = {.low = 1};
    for (int i = 0; i < 30; i++) {
        assert_int_equal(rates_take(*state, &ten, key, SECOND).remaining, 9);
        assert_int_equal(rates_give(*state, &ten, key, SECOND).remaining, 10);
    }
}

static void keys_and_policies_are_apart(void **state)
{
    struct rate_key one = {.low = 1}, two = {.high = 1};
    for (int i = 0; i < 10; i++) {
        (void)rates_take(*state, &ten, one, SECOND);
    }
    assert_false(rates_take(*state, &ten, one, SECOND).is_allowed);
    assert_int_equal(rates_take(*state, &ten, two, SECOND).remaining, 9);
    assert_int_equal(rates_take(*state, &other, one, SECOND).remaining, 1);
}

static void has_the_text_of_a_header(void **state)
{
    (void)state;
    struct rate_policy policy = rate_policy("token", 3000, 60);
    assert_string_equal(policy.text, "\"token\";q=3000;w=60");
}

/* Of many that came once, whoever was drained is not forgotten. */
static void remembers_the_worst(void **state)
{
    struct rate_key bad = {.low = 7};
    int64_t now = SECOND;
    for (int i = 0; i < 10; i++) {
        (void)rates_take(*state, &ten, bad, now);
    }
    for (uint64_t i = 0; i < 100 * 1000; i++) {
        struct rate_key key = {.high = i + 1, .low = 3};
        assert_true(rates_take(*state, &ten, key, now).is_allowed);
    }
    assert_false(rates_take(*state, &ten, bad, now).is_allowed);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(is_counted_and_comes_back),   TEST(has_the_text_of_a_header), TEST(can_be_given_back),
        TEST(keys_and_policies_are_apart), TEST(remembers_the_worst),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
