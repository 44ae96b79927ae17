/* Tests of http/cookie.c. */
#include "../test.h"

#include "http/cookie.h"

static void the_first_of_the_name_counts(void **state)
{
    static const struct {
        const char *header, *value; /* NULL: there is none */
    } cases[] = {
        {"look=012", "012"},
        {"a=b; look=012; c=d", "012"},
        {"a=b;look=012", "012"},
        {"look=1; look=2", "1"},
        {"look=", ""},
        {"look=a=b", "a=b"},
        {"outlook=1", NULL},
        {"look", NULL},
        {"look2=1; =look", NULL},
        {"a=look=1", NULL},
        {"", NULL},
        {";;; =", NULL},
        {"LOOK=1; look=\"2\"", "\"2\""},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str value = cookie_find(str_from(cases[i].header), STR("look"));
        bool is_there = value.ptr != NULL;
        if (is_there != (cases[i].value != NULL) ||
            (is_there && !str_equal(value, str_from(cases[i].value)))) {
            fail_msg("%s: %.*s", cases[i].header, STR_ARG(value));
        }
    }
    assert_null(cookie_find(str_null(), STR("look")).ptr);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(the_first_of_the_name_counts)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
