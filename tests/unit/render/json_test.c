/* Tests of render/json.c: what Jansson reads back is what was written. */
#include "../test.h"

#include "render/json.h"

#include <jansson.h>
#include <math.h>
#include <stdlib.h>

static void assert_escaped(struct str s, const char *expected)
{
    struct buf buf;
    buf_init(&buf, 0);
    json_escape(&buf, s);
    ASSERT_STR(buf_str(&buf), expected);
    buf_done(&buf);
}

static void escapes_what_has_to_be(void **state)
{
    (void)state;
    assert_escaped(STR(""), "\"\"");
    assert_escaped(str_null(), "\"\"");
    assert_escaped(STR("a\"b\\c/</script>"), "\"a\\\"b\\\\c/</script>\"");
    assert_escaped(STR("\b\f\n\r\t\x01\x1F\x7F"), "\"\\b\\f\\n\\r\\t\\u0001\\u001f\x7F\"");
    assert_escaped(STR("a\0b"), "\"a\\u0000b\"");
    assert_escaped(STR("\xC3\xA9\xF0\x9F\x98\x80"), "\"\xC3\xA9\xF0\x9F\x98\x80\"");
    assert_escaped(STR("a\xFF"
                       "b\xE2\x82"),
                   "\"a\xEF\xBF\xBD"
                   "b\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* Every byte at every place of an eight-byte word, between bytes that carry into each other. */
static void every_byte_at_every_place(void **state)
{
    (void)state;
    static const char fillers[] = {'a', '!', ' ', '#', '[', ']', '\x7F'};
    for (size_t filler = 0; filler < ARRAY_LEN(fillers); filler++) {
        for (int byte = 0; byte < 0x80; byte++) {
            for (size_t place = 0; place < 20; place++) {
                char text[20];
                struct buf buf;
                memset(text, fillers[filler], sizeof(text));
                text[place] = (char)byte;
                buf_init(&buf, 0);
                json_escape(&buf, str_of(text, sizeof(text)));
                json_t *json = json_loadb(buf.ptr, buf.len, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
                assert_non_null(json);
                assert_int_equal(json_string_length(json), sizeof(text));
                assert_memory_equal(json_string_value(json), text, sizeof(text));
                json_decref(json);
                buf_done(&buf);
            }
        }
    }
}

static void commas_and_values(void **state)
{
    (void)state;
    struct buf buf;
    struct json json;
    buf_init(&buf, 0);
    json_init(&json, &buf);
    json_object_begin(&json);
    json_key_str(&json, "a", STR("x"));
    json_key_str(&json, "b", str_null());
    json_key(&json, "c");
    json_array_begin(&json);
    json_array_begin(&json);
    json_array_end(&json);
    json_int(&json, INT64_MIN);
    json_bool(&json, true);
    json_bool(&json, false);
    json_object_begin(&json);
    json_object_end(&json);
    json_raw(&json, STR("{\"r\":1}"));
    json_raw(&json, str_null());
    buf_add_z(&buf, "\"appended\"");
    json_unknown(&json);
    json_array_end(&json);
    json_key_str(&json, "d", STR(""));
    json_object_end(&json);
    ASSERT_STR(buf_str(&buf), "{\"a\":\"x\",\"b\":null,\"c\":[[],-9223372036854775808,true,false,{}"
                              ",{\"r\":1},\"appended\",null],"
                              "\"d\":\"\"}");
    buf_done(&buf);
}

static void reals_have_a_point_in_every_locale(void **state)
{
    (void)state;
    static const struct {
        double value;
        int decimals;
        const char *expected;
    } cases[] = {
        {0, 3, "0"},           {1, 3, "1"},         {0.5, 3, "0.5"},
        {0.9336, 3, "0.934"},  {-0.25, 2, "-0.25"}, {0.001, 2, "0"},
        {12.05, 2, "12.05"},   {-0.0001, 2, "0"},   {NAN, 2, "null"},
        {INFINITY, 2, "null"}, {1e300, 2, "null"},  {123456789.0, 0, "123456789"},
        {0.1, 99, "0.1"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct buf buf;
        struct json json;
        buf_init(&buf, 0);
        json_init(&json, &buf);
        json_decimal(&json, cases[i].value, cases[i].decimals);
        ASSERT_STR(buf_str(&buf), cases[i].expected);
        buf_done(&buf);
    }
}

static void failure_sticks(void **state)
{
    (void)state;
    struct buf buf;
    struct json json;
    buf_init(&buf, 8);
    json_init(&json, &buf);
    json_array_begin(&json);
    json_str(&json, STR("longer than eight"));
    json_decimal(&json, 1.5, 1);
    json_array_end(&json);
    assert_false(buf_ok(&buf));
    assert_int_equal(buf.len, 0);
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(escapes_what_has_to_be),
        cmocka_unit_test(every_byte_at_every_place),
        cmocka_unit_test(commas_and_values),
        cmocka_unit_test(reals_have_a_point_in_every_locale),
        cmocka_unit_test(failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
