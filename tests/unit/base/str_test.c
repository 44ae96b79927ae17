/* Tests of base/str.c. */
#include "../test.h"

static void compares_and_searches(void **state)
{
    (void)state;
    assert_true(str_equal_nocase(STR("HTTPS"), STR("https")));
    assert_false(str_equal(STR("a"), STR("ab")));
    assert_true(str_starts(STR("abc"), STR("ab")));
    assert_true(str_ends_nocase(STR("page.HTML"), STR(".html")));
    assert_int_equal(str_find(STR("one two"), STR("two")), 4);
    assert_int_equal(str_find(STR("one"), STR("two")), STR_NONE);
    assert_int_equal(str_find_last_byte(STR("a/b/c"), '/'), 3);
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_equal(str_null(), STR("")));
}

static void trims_and_cuts(void **state)
{
    (void)state;
    ASSERT_STR(str_trim(STR(" \t a b \r\n")), "a b");
    ASSERT_STR(str_trim(STR("  ")), "");
    ASSERT_STR(str_sub(STR("abc"), 1, 99), "bc");
    ASSERT_STR(str_sub(STR("abc"), 9, 1), "");
}

static void splits(void **state)
{
    (void)state;
    struct str rest = STR("a,,b"), part;
    assert_true(str_split(&rest, ',', &part));
    ASSERT_STR(part, "a");
    assert_true(str_split(&rest, ',', &part));
    ASSERT_STR(part, "");
    assert_true(str_split(&rest, ',', &part));
    ASSERT_STR(part, "b");
    assert_false(str_split(&rest, ',', &part));
}

static void reads_numbers(void **state)
{
    (void)state;
    uint64_t value = 7;
    assert_true(str_to_uint(STR("65535"), 65535, &value));
    assert_int_equal(value, 65535);
    assert_false(str_to_uint(STR("65536"), 65535, &value));
    assert_false(str_to_uint(STR(""), 10, &value));
    assert_false(str_to_uint(STR("-1"), 10, &value));
    assert_false(str_to_uint(STR("18446744073709551616"), UINT64_MAX, &value));
    assert_int_equal(value, 65535);
}

/* Where it stops, at the start of a group of eight bytes, nothing before needs a look. */
static void skips_words(void **state)
{
    (void)state;
    const char *const stops[] = {"one two  three four five", "one two \x7Fthree four five",
                                 "one two\tthree four five", "one two \nthree four five"};
    for (size_t i = 0; i < ARRAY_LEN(stops); i++) {
        assert_int_equal(str_skip_words(str_from(stops[i]), 0, 0), 0);
    }
    assert_int_equal(str_skip_words(STR("one two three  four five"), 0, 0), 8);
    assert_int_equal(str_skip_words(STR("one two three four five"), 0, 0), 16);
    assert_int_equal(str_skip_words(STR("one two thr\xC3\xA9 four five"), 0, 0), 16);
    assert_int_equal(str_skip_words(STR("one two thr\xC3\xA9 four five"), 0, 0x80), 8);
}

static void writes_numbers(void **state)
{
    (void)state;
    char room[STR_INT_ROOM];
    ASSERT_STR(str_from_int(0, room), "0");
    ASSERT_STR(str_from_int(-70, room), "-70");
    ASSERT_STR(str_from_int(INT64_MAX, room), "9223372036854775807");
    ASSERT_STR(str_from_int(INT64_MIN, room), "-9223372036854775808");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(writes_numbers),
        cmocka_unit_test(skips_words),
        cmocka_unit_test(compares_and_searches),
        cmocka_unit_test(trims_and_cuts),
        cmocka_unit_test(splits),
        cmocka_unit_test(reads_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
