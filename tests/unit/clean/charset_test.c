/* Charsets: the order of the standards, borrowing where nothing changes, and what is faulty. */
#include "clean/charset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal)                  \
    {                                   \
        "" literal, sizeof(literal) - 1 \
    }

struct row {
    const char *name;
    struct str bytes, label;
    bool is_html;
    const char *text;
    bool is_repaired;
};

static const struct row ROWS[] = {
    {"utf-8", {"caf\xC3\xA9", 5}, {0}, false, "caf\xC3\xA9", false},
    {"utf-8 mark",
     {"\xEF\xBB\xBF"
      "a",
      4},
     {0},
     false,
     "a",
     false},
    {"mark before label",
     {"\xEF\xBB\xBF\xC3\xA9", 5},
     {"windows-1252", 12},
     false,
     "\xC3\xA9",
     false},
    {"label of a header", {"\xC3\xA9", 2}, {"iso-8859-1", 10}, false, "\xC3\x83\xC2\xA9", false},
    {"quoted label", {"\xE9", 1}, {"\"ISO-8859-2\"", 12}, false, "\xC3\xA9", false},
    {"unknown label", {"\xE9t\xE9", 3}, {"x-klingon", 9}, false, "\xC3\xA9t\xC3\xA9", false},
    {"label that would lose all", {"hz ~{", 5}, {"hz-gb-2312", 10}, false, "hz ~{", false},
    {"windows-1252 by default",
     {"\x93x\x94 \x80", 5},
     {0},
     false,
     "\xE2\x80\x9Cx\xE2\x80\x9D \xE2\x82\xAC",
     false},
    {"utf-16 mark",
     {"\xFF\xFE"
      "a\0\xAC\x20",
      6},
     {0},
     false,
     "a\xE2\x82\xAC",
     false},
    {"utf-16 big mark", {"\xFE\xFF\0a", 4}, {0}, false, "a", false},
    {"utf-16 by zeros", {"h\0e\0y\0", 6}, {0}, false, "hey", false},
    {"utf-16 big by zeros", {"\0h\0e\0y", 6}, {0}, false, "hey", false},
    {"utf-16 half a character",
     {"\xFF\xFE"
      "a\0b",
      5},
     {0},
     false,
     "a\xEF\xBF\xBD",
     true},
    {"shift_jis",
     {"\x93\xFA\x96\x7B", 4},
     {"Shift_JIS", 9},
     false,
     "\xE6\x97\xA5\xE6\x9C\xAC",
     false},
    {"gbk cut short", {"\xC4\xE3\xBA", 3}, {"gb2312", 6}, false, "\xE4\xBD\xA0\xEF\xBF\xBD", true},
    {"iso-2022-jp", {"\x1B$BF|\x1B(B", 8}, {"iso-2022-jp", 11}, false, "\xE6\x97\xA5", false},
    {"utf-8 label, broken",
     {"a\xFF"
      "b",
      3},
     {"utf-8", 5},
     false,
     "a\xEF\xBF\xBD"
     "b",
     true},
    {"utf-8 with a fault",
     {"\xC3\xA9\xC3\xA8\xE2\x82\xAC \xE9", 9},
     {0},
     false,
     "\xC3\xA9\xC3\xA8\xE2\x82\xAC \xEF\xBF\xBD",
     true},
    {"empty", {"", 0}, {0}, false, "", false},
    {"ascii under any label", {"plain", 5}, {"shift_jis", 9}, false, "plain", false},
};

static void read_row(const struct row *row)
{
    struct arena arena = {0};
    struct error err = {0};
    struct str text = {0};
    bool is_repaired = !row->is_repaired;
    assert_int_equal(
        charset_to_utf8(&arena, row->bytes, row->label, row->is_html, &text, &is_repaired, &err),
        OK);
    if (!str_equal(text, str_from(row->text)) || is_repaired != row->is_repaired) {
        fail_msg("%s: \"%.*s\", repaired %d", row->name, STR_ARG(text), is_repaired);
    }
    arena_done(&arena);
}

static void charset_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(ROWS); i++) {
        read_row(&ROWS[i]);
    }
}

static void pages_name_their_charset(void **state)
{
    (void)state;
    static const struct row PAGES[] = {
        {"meta charset",
         BYTES("<meta charset=windows-1251>\xCF"),
         {0},
         true,
         "<meta charset=windows-1251>\xD0\x9F",
         false},
        {"http-equiv",
         BYTES("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">\xF0"),
         {0},
         true,
         "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=koi8-r\">\xD0\x9F",
         false},
        {"xml declaration",
         BYTES("<?xml version='1.0' encoding='iso-8859-15'?>\xA4"),
         {0},
         true,
         "<?xml version='1.0' encoding='iso-8859-15'?>\xE2\x82\xAC",
         false},
        {"utf-16 in a meta is utf-8",
         BYTES("<meta charset=utf-16>\xFF"),
         {0},
         true,
         "<meta charset=utf-16>\xEF\xBF\xBD",
         true},
        {"the header before the meta",
         BYTES("<meta charset=koi8-r>\xE9"),
         {"windows-1252", 12},
         true,
         "<meta charset=koi8-r>\xC3\xA9",
         false},
        {"a meta that the bytes belie",
         BYTES("<meta charset=windows-1252>\xC3\xA9"),
         {0},
         true,
         "<meta charset=windows-1252>\xC3\xA9",
         false},
        {"text has no meta",
         BYTES("<meta charset=koi8-r>\xE9"),
         {0},
         false,
         "<meta charset=koi8-r>\xC3\xA9",
         false},
    };
    for (size_t i = 0; i < ARRAY_LEN(PAGES); i++) {
        read_row(&PAGES[i]);
    }
}

static void a_meta_behind_the_first_kilobyte_is_not_seen(void **state)
{
    (void)state;
    char page[1200];
    memset(page, ' ', sizeof(page));
    static const char late[] = "<meta charset=koi8-r>\xE9";
    memcpy(page + 1100, late, sizeof(late) - 1);
    struct arena arena = {0};
    struct str text;
    bool is_repaired;
    assert_int_equal(charset_to_utf8(&arena, str_of(page, sizeof(page)), str_null(), true, &text,
                                     &is_repaired, NULL),
                     OK);
    assert_true(str_find(text, STR("\xC3\xA9")) >= 0);
    arena_done(&arena);
}

static void valid_utf8_is_borrowed(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str bytes = STR("na\xC3\xAFve"), text;
    bool is_repaired;
    assert_int_equal(charset_to_utf8(&arena, bytes, STR("utf-8"), true, &text, &is_repaired, NULL),
                     OK);
    assert_ptr_equal(text.ptr, bytes.ptr);
    assert_int_equal(arena.used, 0);
    arena_done(&arena);
}

static void memory_that_runs_out_is_an_error(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 1);
    struct error err = {0};
    struct str text;
    bool is_repaired;
    assert_int_equal(
        charset_to_utf8(&arena, STR("\xE9\xE9"), str_null(), false, &text, &is_repaired, &err),
        ERR_NO_MEMORY);
    assert_int_equal(err.status, ERR_NO_MEMORY);
    arena_done(&arena);
}

/* More than one step of the decoder, with characters across its borders. */
static void long_texts_are_decoded_whole(void **state)
{
    (void)state;
    static char bytes[30001];
    for (size_t i = 0; i + 1 < sizeof(bytes); i += 2) {
        memcpy(bytes + i, "\x93\xFA", 2);
    }
    bytes[30000] = 'x';
    struct arena arena = {0};
    struct str text;
    bool is_repaired;
    assert_int_equal(charset_to_utf8(&arena, str_of(bytes, sizeof(bytes)), STR("shift_jis"), false,
                                     &text, &is_repaired, NULL),
                     OK);
    assert_int_equal(text.len, 15000 * 3 + 1);
    assert_true(str_ends(text, STR("\xE6\x97\xA5x")));
    assert_false(is_repaired);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(charset_table),
        cmocka_unit_test(pages_name_their_charset),
        cmocka_unit_test(a_meta_behind_the_first_kilobyte_is_not_seen),
        cmocka_unit_test(valid_utf8_is_borrowed),
        cmocka_unit_test(memory_that_runs_out_is_an_error),
        cmocka_unit_test(long_texts_are_decoded_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
