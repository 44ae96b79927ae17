/* Tests of base/utf8.c and base/utf8_class.c. */
#include "../test.h"

#include "base/utf8.h"

static void judges_validity(void **state)
{
    (void)state;
    assert_true(utf8_is_valid(
        STR("plain, gr\xC3\xBC\xC3\x9F, \xE6\x97\xA5\xE6\x9C\xAC, \xF0\x9F\x98\x80")));
    assert_false(utf8_is_valid(STR("\xC0\xAF")));         /* overlong */
    assert_false(utf8_is_valid(STR("\xED\xA0\x80")));     /* a surrogate */
    assert_false(utf8_is_valid(STR("\xF4\x90\x80\x80"))); /* beyond U+10FFFF */
    assert_false(utf8_is_valid(STR("\xE6\x97")));         /* cut */
    assert_int_equal(utf8_valid_prefix(STR("ab\xFF")), 2);
    assert_int_equal(utf8_valid_prefix(STR("0123456789\xC3\xBC\x80")), 12);
}

static void finds_the_last_character(void **state)
{
    (void)state;
    assert_int_equal(utf8_last(STR("")), 0);
    assert_int_equal(utf8_last(STR("ab")), 'b');
    assert_int_equal(utf8_last(STR("a\xE6\x97\xA5")), 0x65E5);
    assert_int_equal(utf8_last(STR("\x80\x80")), UTF8_REPLACEMENT);
}

/* The Unicode Standard, 3.9, table 3-8: one U+FFFD for each maximal subpart. */
static void repairs_as_the_standard_says(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 0);
    utf8_add_repaired(&buf, STR("\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64"));
    ASSERT_STR(buf_str(&buf), "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"
                              "b\xEF\xBF\xBD"
                              "c\xEF\xBF\xBD\xEF\xBF\xBD"
                              "d");
    buf_done(&buf);
}

static void encodes_what_it_decodes(void **state)
{
    (void)state;
    static const uint32_t some[] = {0x41,   0x7F,   0x80,   0x7FF,   0x800,
                                    0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF};
    for (size_t i = 0; i < ARRAY_LEN(some); i++) {
        char bytes[UTF8_MAX_BYTES];
        size_t len = utf8_encode(some[i], bytes), at = 0;
        assert_int_equal(utf8_next(str_of(bytes, len), &at), some[i]);
        assert_int_equal(at, len);
    }
    char bytes[UTF8_MAX_BYTES];
    assert_int_equal(utf8_encode(0xD800, bytes), 3); /* U+FFFD */
}

static void knows_classes(void **state)
{
    (void)state;
    assert_true(utf8_is_word(0xFC) && utf8_is_word(0x4E00) && utf8_is_word(0x0627) &&
                utf8_is_word('7'));
    assert_false(utf8_is_word(0x201C) || utf8_is_word(0x3002) || utf8_is_word(0xA0) ||
                 utf8_is_word('-'));
    assert_true(utf8_is_upper(0xC4) && utf8_is_upper(0x141) && utf8_is_upper(0x416) &&
                utf8_is_upper('Z'));
    assert_true(utf8_is_lower(0xE4) && utf8_is_lower(0x142) && utf8_is_lower(0x436) &&
                utf8_is_lower(0xDF));
    assert_false(utf8_is_upper(0x4E00) || utf8_is_lower(0x4E00) || utf8_is_upper(0xE4));
    assert_int_equal(utf8_lower(0x10C), 0x10D);
    assert_int_equal(utf8_lower(0x17D), 0x17E);
    assert_int_equal(utf8_lower(0x401), 0x451);
    assert_true(utf8_is_rtl(0x5D0) && utf8_is_rtl(0x627) && !utf8_is_rtl('a'));
    assert_true(utf8_is_space(0x3000) && utf8_is_space('\n') && !utf8_is_space(0x200B));
    assert_true(utf8_is_ignorable(0x200B) && utf8_is_ignorable(0xFEFF) && !utf8_is_ignorable('\n'));
}

/* A text in one piece, counted eight bytes at a time, has as many words as byte by byte. */
static void counts_words_at_any_place(void **state)
{
    (void)state;
    static const char text[] =
        "@ AZ[`az{ /09: _x_ 7th (o'clock) \x7F\x01 ab\xC3\xA9 cd \xE2\x80\x94 efghijkl mnopqrstu "
        "v-w x.y \xE6\x97\xA5\xE6\x9C\xAC ten_of_them and_one";
    size_t len = sizeof(text) - 1;
    for (size_t from = 0; from < 24; from++) {
        struct utf8_words whole = {0}, parts = {0};
        utf8_words_add(&whole, str_of(text + from, len - from));
        for (size_t at = from; at < len;) {
            size_t start = at;
            (void)utf8_next(str_of(text, len), &at);
            utf8_words_add(&parts, str_of(text + start, at - start));
        }
        assert_int_equal(whole.spaced, parts.spaced);
        assert_int_equal(whole.dense, parts.dense);
        assert_int_equal(whole.is_inside, parts.is_inside);
    }
}

static void counts_words(void **state)
{
    (void)state;
    assert_int_equal(utf8_count_words(STR("Two words.")), 2);
    assert_int_equal(utf8_count_words(STR("")), 0);
    assert_int_equal(utf8_count_words(STR("caf\xC3\xA9 na\xC3\xAFve")), 2);
    assert_int_equal(utf8_count_words(STR("\xE6\x97\xA5\xE6\x9C\xAC\xE8\xAA\x9E")),
                     2); /* 3 characters */
    struct utf8_words words = {0};
    utf8_words_add(&words, STR("W"));
    utf8_words_add(&words, STR("ord")); /* one word in two pieces */
    assert_int_equal(words.spaced, 1);
}

static void cuts_at_characters(void **state)
{
    (void)state;
    ASSERT_STR(utf8_cut(STR("a\xC3\xBC"), 2), "a");
    ASSERT_STR(utf8_cut(STR("a\xC3\xBC"), 3), "a\xC3\xBC");
    assert_int_equal(utf8_length(STR("a\xC3\xBC\xE6\x97\xA5")), 3);
    struct buf buf;
    buf_init(&buf, 0);
    utf8_add_lower(&buf, STR("\xC3\x84"
                             "BC \xD0\x96"));
    ASSERT_STR(buf_str(&buf), "\xC3\xA4"
                              "bc \xD0\xB6");
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_validity),
        cmocka_unit_test(finds_the_last_character),
        cmocka_unit_test(repairs_as_the_standard_says),
        cmocka_unit_test(encodes_what_it_decodes),
        cmocka_unit_test(knows_classes),
        cmocka_unit_test(counts_words),
        cmocka_unit_test(counts_words_at_any_place),
        cmocka_unit_test(cuts_at_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
