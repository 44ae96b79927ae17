/* Names of people, as they are set in bylines. */
#include "../test.h"

#include "clean/text/names.h"

static void names_end_where_other_words_begin(void **state)
{
    (void)state;
    static const struct {
        const char *line, *first;
        size_t len;
    } CASES[] = {
        {"Ann Lee", "Ann Lee", 1},
        {"Ann Lee, Bob van Dyk and Cy Dow", "Ann Lee", 3},
        /* What pages set close to a name is none of it, in capitals or not. */
        {"Ann LeePublished 5 March 2024", "Ann Lee", 1},
        {"Ann LeeMar 5, 2024", "Ann Lee", 1},
        {"ANN LEEPUBLISHED: 5 March 2024", "ANN LEE", 1},
        {"HANNA BROOKUPDATED 5 March 2024", "HANNA BROOK", 1},
        /* A capital within a word alone parts nothing. */
        {"Ann McCarthy", "Ann McCarthy", 1},
        {"KettlebyPress on Friday", "KettlebyPress", 1},
        {"RopeGuard Kettleby", "RopeGuard Kettleby", 1},
        {"Updated", "", 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct names names = names_read(str_from(CASES[i].line));
        assert_int_equal(names.len, CASES[i].len);
        if (names.len) {
            ASSERT_STR(names.items[0], CASES[i].first);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(names_end_where_other_words_begin)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
