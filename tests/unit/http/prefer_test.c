/* Tests of http/prefer.c: RFC 7240's forms, and what is no preference. */
#include "../test.h"

#include "http/prefer.h"

static const struct {
    const char *value;
    struct prefer expected;
} cases[] = {
    {"", {.is_async = false}},
    {"respond-async", {.is_async = true}},
    {"Respond-Async, WAIT=10", {.is_async = true, .has_wait = true, .wait_s = 10}},
    {"wait=\"5\"; foo=\"bar\", return=minimal",
     {.has_wait = true, .wait_s = 5, .is_minimal = true}},
    {"return=\"minimal\"", {.is_minimal = true}},
    {"return=representation", {.is_async = false}},
    {"wait=0", {.has_wait = true}},
    {"wait=1, wait=9", {.has_wait = true, .wait_s = 1}},
    {"wait=100000", {.has_wait = true, .wait_s = PREFER_WAIT_MAX}},
    {"wait=-1, wait=x, wait, , ;, =, foo", {.is_async = false}},
    {"respond-asynchronously", {.is_async = false}},
};

static void test_parse(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct prefer prefer = prefer_parse(str_from(cases[i].value));
        const struct prefer *expected = &cases[i].expected;
        if (prefer.is_async != expected->is_async || prefer.has_wait != expected->has_wait ||
            prefer.wait_s != expected->wait_s || prefer.is_minimal != expected->is_minimal) {
            fail_msg("\"%s\" is read wrongly", cases[i].value);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_parse)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
