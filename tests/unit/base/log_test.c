/* Tests of base/log.c: a logfmt line as JSON. */
#include "../test.h"

#include "base/log.h"

static const struct {
    const char *line, *json;
} cases[] = {
    {"", "{}"},
    {"a=b", "{\"a\":\"b\"}"},
    {"status=200 duration_ms=1.250 id=0123",
     "{\"status\":200,\"duration_ms\":1.250,\"id\":\"0123\"}"},
    {"id=1234567890123456 x=0 y=0.5 z=1.",
     "{\"id\":\"1234567890123456\",\"x\":0,\"y\":0.5,\"z\":\"1.\"}"},
    {"msg=\"two words\" n=-", "{\"msg\":\"two words\",\"n\":\"-\"}"},
    {"msg=\"it says \"no\", and\" n=1", "{\"msg\":\"it says \\\"no\\\", and\",\"n\":1}"},
    {"msg=\"\" n=1", "{\"msg\":\"\",\"n\":1}"},
    {"msg=\"not closed", "{\"msg\":\"not closed\"}"},
    {"path=a\\b", "{\"path\":\"a\\\\b\"}"},
    {"a= b=c words", "{\"a\":\"\",\"b\":\"c\"}"},
};

static void makes_json(void **state)
{
    char json[256];
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        size_t len = log_to_json(str_from(cases[i].line), json, sizeof(json));
        ASSERT_STR(str_of(json, len), cases[i].json);
    }
}

static void leaves_out_what_does_not_fit(void **state)
{
    char json[32];
    (void)state;
    size_t len = log_to_json(STR("a=b c=\"\\\\\\\\\\\\\\\\\\\\\\\\\\\\\" d=e"), json, sizeof(json));
    ASSERT_STR(str_of(json, len), "{\"a\":\"b\"}");
}

static void knows_its_formats(void **state)
{
    enum log_format format = LOG_LOGFMT;
    (void)state;
    assert_true(log_format_from_name(STR("json"), &format));
    assert_int_equal(format, LOG_JSON);
    assert_true(log_format_from_name(STR("logfmt"), &format));
    assert_int_equal(format, LOG_LOGFMT);
    assert_false(log_format_from_name(STR("xml"), &format));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_json),
        cmocka_unit_test(leaves_out_what_does_not_fit),
        cmocka_unit_test(knows_its_formats),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
