/* Tests of http/ready.c: what is kept, what gives way, and what is still held then. */
#include "../test.h"

#include "http/ready.h"

#include <stdlib.h>
#include <string.h>

enum { BUDGET = 32 * 100, LARGEST = BUDGET / 32 };

static const struct route routes[2];

static int set_up(void **state)
{
    struct ready *ready = NULL;
    int code = ready_new(BUDGET, &ready, NULL) == OK ? 0 : -1;
    *state = ready;
    return code;
}

static int tear_down(void **state)
{
    ready_free(*state);
    return 0;
}

static struct ready_key key_of(const char *tag)
{
    return (struct ready_key){&routes[0], str_from(tag), false};
}

/* Keeps `len` bytes of `c`; whether it was taken. */
static bool keep(struct ready *ready, const struct ready_key *key, char c, size_t len)
{
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    memset(bytes, c, len);
    struct ready_body *body = ready_keep(ready, key, bytes, len, c == 'z');
    if (!body) {
        free(bytes);
    }
    ready_release(body);
    return body != NULL;
}

/* The first byte of what is kept; 0: nothing. */
static char find(struct ready *ready, const struct ready_key *key)
{
    struct ready_body *body = ready_find(ready, key);
    char c = 0;
    if (body) {
        c = body->bytes[0];
        assert_int_equal(body->is_packed, c == 'z');
    }
    ready_release(body);
    return c;
}

static void every_part_of_a_key_counts(void **state)
{
    struct ready *ready = *state;
    struct ready_key key = key_of("\"1-1-html\""), packed = key, elsewhere = key;
    packed.takes_gzip = true;
    elsewhere.route = &routes[1];
    assert_int_equal(find(ready, &key), 0);
    assert_true(keep(ready, &key, 'a', 10));
    assert_int_equal(find(ready, &key), 'a');
    assert_int_equal(find(ready, &packed), 0);
    assert_int_equal(find(ready, &elsewhere), 0);
    struct ready_key newer = key_of("\"1-2-html\"");
    assert_int_equal(find(ready, &newer), 0);
    assert_true(keep(ready, &packed, 'z', 10));
    assert_int_equal(find(ready, &packed), 'z');
    assert_int_equal(find(ready, &key), 'a');
    assert_true(keep(ready, &key, 'b', 10));
    assert_int_equal(find(ready, &key), 'b');
}

static void what_is_held_outlives_its_place(void **state)
{
    struct ready *ready = *state;
    struct ready_key key = key_of("\"1\"");
    assert_true(keep(ready, &key, 'a', 10));
    struct ready_body *body = ready_find(ready, &key);
    assert_non_null(body);
    assert_true(keep(ready, &key, 'b', 10));
    assert_int_equal(body->bytes[9], 'a');
    ready_release(body);
    body = ready_find(ready, &key);
    ready_free(ready);
    *state = NULL;
    assert_int_equal(body->bytes[9], 'b');
    ready_release(body);
}

static void the_budget_is_kept(void **state)
{
    struct ready *ready = *state;
    char tag[16];
    size_t there = 0;
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(tag, sizeof(tag), "\"%d\"", i);
        struct ready_key key = key_of(tag);
        assert_true(keep(ready, &key, 'a', LARGEST));
        assert_int_equal(find(ready, &key), 'a'); /* the newest is always there */
    }
    for (int i = 0; i < 1000; i++) {
        (void)snprintf(tag, sizeof(tag), "\"%d\"", i);
        struct ready_key key = key_of(tag);
        there += find(ready, &key) != 0;
    }
    assert_in_range(there, 2, BUDGET / LARGEST);
}

static void some_are_never_kept(void **state)
{
    struct ready *ready = *state;
    char tag[200];
    struct ready_key key = key_of("\"1\""), unknown = {&routes[0], str_null(), false};
    assert_false(keep(ready, &key, 'a', LARGEST + 1));
    assert_false(keep(ready, &key, 'a', 0));
    assert_false(keep(ready, &unknown, 'a', 10));
    memset(tag, 't', sizeof(tag) - 1);
    tag[sizeof(tag) - 1] = '\0';
    struct ready_key long_key = key_of(tag);
    assert_false(keep(ready, &long_key, 'a', 10));
    assert_int_equal(find(ready, &key), 0);
    assert_int_equal(find(ready, &long_key), 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(every_part_of_a_key_counts),
        TEST(what_is_held_outlives_its_place),
        TEST(the_budget_is_kept),
        TEST(some_are_never_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
