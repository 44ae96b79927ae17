/* Tests of base/time.c and base/date.c. */
#include "../test.h"

#include "base/time.h"

#include <string.h>

/* Input, and what date_format makes of it; NULL: no date. */
static const struct {
    const char *text, *expected;
} cases[] = {
    {"2024-05-06", "2024-05-06"},
    {" 2024/05/06 ", "2024-05-06"},
    {"20240506", "2024-05-06"},
    {"2024-05", "2024-05"},
    {"2024-05-06T07:08", "2024-05-06T07:08:00Z"},
    {"2024-05-06T07:08:09Z", "2024-05-06T07:08:09Z"},
    {"2024-05-06 07:08:09.123 +0200", "2024-05-06T07:08:09+02:00"},
    {"2024-05-06T00:30:00+02:00", "2024-05-06T00:30:00+02:00"},
    {"2024-12-31T23:30:00-01:00", "2024-12-31T23:30:00-01:00"},
    {"20240506T070809Z", "2024-05-06T07:08:09Z"},
    {"Mon, 06 May 2024 07:08:09 GMT", "2024-05-06T07:08:09Z"},
    {"6 May 2024 07:08:09 -0500", "2024-05-06T07:08:09-05:00"},
    {"2024-05-06T07:08:09+00:00", "2024-05-06T07:08:09Z"},
    {"2024-02-29", "2024-02-29"},
    {"2023-02-29", NULL},
    {"2024-13-01", NULL},
    {"2024-00-10", NULL},
    {"2024050612", NULL},
    {"yesterday", NULL},
    {"", NULL},
};

static void reads_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct date date;
        char text[TIME_TEXT_MAX];
        bool is_date = date_parse(str_from(cases[i].text), &date);
        if (is_date != (cases[i].expected != NULL)) {
            fail_msg("\"%s\" is%s read as a date", cases[i].text, is_date ? "" : " not");
        }
        if (is_date) {
            ASSERT_STR(date_format(&date, text), cases[i].expected);
        }
    }
}

static void counts_days(void **state)
{
    (void)state;
    assert_int_equal(time_days_from_civil(1970, 1, 1), 0);
    assert_int_equal(time_days_from_civil(2000, 3, 1), 11017);
    for (int64_t days = -800000; days < 800000; days += 997) {
        int year, month, day;
        time_civil_from_days(days, &year, &month, &day);
        assert_int_equal(time_days_from_civil(year, month, day), days);
    }
}

static void writes_http_dates(void **state)
{
    (void)state;
    char text[TIME_TEXT_MAX];
    int64_t us;
    /* RFC 9110, 5.6.7 */
    ASSERT_STR(time_format_http(INT64_C(784111777) * 1000000, text),
               "Sun, 06 Nov 1994 08:49:37 GMT");
    assert_true(time_parse_http(STR("Sun, 06 Nov 1994 08:49:37 GMT"), &us));
    assert_int_equal(us, INT64_C(784111777) * 1000000);
    assert_false(time_parse_http(STR("1994-11-06T08:49:37Z"), &us));
    ASSERT_STR(time_format(0, text), "1970-01-01T00:00:00Z");
    ASSERT_STR(time_format(-1, text), "1969-12-31T23:59:59Z");
    ASSERT_STR(time_format(INT64_C(1700000000123456), text), "2023-11-14T22:13:20Z");
    assert_int_equal(text[20], '\0');
    ASSERT_STR(time_format_http(INT64_C(951827696999999), text), "Tue, 29 Feb 2000 12:34:56 GMT");
    assert_int_equal(text[29], '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_dates),
        cmocka_unit_test(counts_days),
        cmocka_unit_test(writes_http_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
