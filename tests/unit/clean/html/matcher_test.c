/* Tests of clean/html/matcher.c and hints.c. */
#include "../../test.h"

#include "clean/html/hints.h"
#include "clean/html/matcher.h"

#include <stdlib.h>

static const struct matcher_row rows[] = {{0, "nav,menu"}, {1, "|ad|"},     {2, "^home|"},
                                          {3, "sign up"},  {4, "she,hers"}, {5, "caf\xC3\xA9"}};

static uint64_t find(enum matcher_mode mode, const char *text)
{
    struct arena arena = {0};
    struct matcher matcher;
    assert_true(matcher_init(&arena, &matcher, mode, rows, ARRAY_LEN(rows)));
    uint64_t bits = matcher_run(&matcher, str_from(text));
    arena_done(&arena);
    return bits;
}

static void test_anywhere(void **state)
{
    (void)state;
    assert_int_equal(find(MATCHER_WORDS, ""), 0);
    assert_int_equal(find(MATCHER_WORDS, "topNAVbar"), 1);
    assert_int_equal(find(MATCHER_WORDS, "ad"), 2);
    assert_int_equal(find(MATCHER_WORDS, "my-ad-box"), 2);
    assert_int_equal(find(MATCHER_WORDS, "adbox shadow"), 0);
    assert_int_equal(find(MATCHER_WORDS, "Home"), 4);
    assert_int_equal(find(MATCHER_WORDS, "go home"), 0);
    assert_int_equal(find(MATCHER_WORDS, "Homer"), 0);
    assert_int_equal(find(MATCHER_WORDS, "sign-up"), 8);
    /* One pattern is found within another's beginning. */
    assert_int_equal(find(MATCHER_WORDS, "usher shers"), 16);
    assert_int_equal(find(MATCHER_WORDS, "caf\xC3\xA9"), 32);
}

static void test_modes(void **state)
{
    (void)state;
    assert_int_equal(find(MATCHER_BYTES, "sign-up"), 0);
    assert_int_equal(find(MATCHER_BYTES, "sign up"), 8);
    assert_int_equal(find(MATCHER_STARTS, "topnav"), 0);
    assert_int_equal(find(MATCHER_STARTS, "top navbar"), 1);
    assert_int_equal(find(MATCHER_STARTS, "home"), 4);
    assert_int_equal(find(MATCHER_STARTS, "an ad"), 2);
    assert_int_equal(find(MATCHER_STARTS, "sign-up, ad, menu"), 8 + 2 + 1);
    /* At the end of a text, and where less than three bytes tell. */
    assert_int_equal(find(MATCHER_STARTS, "a caf\xC3\xA9"), 32);
    assert_int_equal(find(MATCHER_STARTS, "ad!"), 2);
    assert_int_equal(find(MATCHER_STARTS, "an ad."), 2);
    assert_int_equal(find(MATCHER_STARTS, "an ada"), 0);
    assert_int_equal(find(MATCHER_STARTS, "na nab she"), 16);
}

static void test_hints(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct hints *hints = calloc(1, sizeof(*hints));
    assert_non_null(hints);
    assert_true(hints_init(&arena, hints));
    struct str values[] = {STR("articleBody_main"), STR("comment-12"), str_null(), str_null()};
    for (int i = 0; i < 2; i++) { /* the second answer comes from the cache */
        uint64_t bits = hints_of(hints, 0, values)->bits;
        assert_true(has_hint(bits, HINT_BODYTEXT));
        assert_true(has_hint(bits, HINT_COMMENT));
        assert_true(has_hint(bits, HINT_MAIN));
        assert_false(has_hint(bits, HINT_NAV));
    }
    struct str none[] = {str_null(), STR(""), str_null(), str_null()};
    assert_int_equal(hints_of(hints, 0, none)->bits, 0);
    arena_done(&arena);
    free(hints);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_anywhere),
                                       cmocka_unit_test(test_modes), cmocka_unit_test(test_hints)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
