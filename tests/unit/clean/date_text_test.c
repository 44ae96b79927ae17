/* Tests of clean/date_text.c. */
#include "../test.h"

#include "clean/date_text.h"

/* A text, whether the day comes first, the date in it (NULL: none) and the bytes that it takes. */
static const struct {
    const char *text;
    bool day_first;
    const char *date, *part;
} cases[] = {
    {"Published May 6, 2024 by Ann", false, "2024-05-06", "May 6, 2024"},
    {"Sept. 6th, 2024", false, "2024-09-06", "Sept. 6th, 2024"},
    {"on the 6th of May 2024", false, "2024-05-06", "6th of May 2024"},
    {"Montag, 6. Mai 2024, 14:05 Uhr", false, "2024-05-06", "6. Mai 2024"},
    {"Stand: 06.05.2024", false, "2024-05-06", "06.05.2024"},
    {"6 de mayo de 2024", false, "2024-05-06", "6 de mayo de 2024"},
    {"le 1er f\xC3\xA9vrier 2024", true, "2024-02-01", "1er f\xC3\xA9vrier 2024"},
    {"6 maja 2024 r.", true, "2024-05-06", "6 maja 2024"},
    {"6 \xD0\xBC\xD0\xB0\xD1\x8F 2024", true, "2024-05-06", "6 \xD0\xBC\xD0\xB0\xD1\x8F 2024"},
    {"2024. m\xC3\xA1jus 6.", true, "2024-05-06", "2024. m\xC3\xA1jus 6"},
    {"6. 5. 2024", true, "2024-05-06", "6. 5. 2024"},
    {"Ann LeeMay 6, 2024", false, "2024-05-06", NULL},
    {"OpinionMAY 6, 2024", false, "2024-05-06", NULL},
    {"May 6, 20249:15 AM", false, "2024-05-06", "May 6, 2024"},
    {"6 May 202412 min read", false, "2024-05-06", "6 May 2024"},
    {"2024-05-06T10:00", false, "2024-05-06", "2024-05-06"},
    {"2024/5/6", false, "2024-05-06", "2024/5/6"},
    {"5/6/2024", false, "2024-05-06", "5/6/2024"},
    {"5/6/2024", true, "2024-06-05", "5/6/2024"},
    {"25/6/2024", false, "2024-06-25", "25/6/2024"},
    {"6/25/2024", true, "2024-06-25", "6/25/2024"},
    {"5/6/24", false, "2024-05-06", "5/6/24"},
    {"5/6/98", false, "1998-05-06", "5/6/98"},
    {"2024\xE5\xB9\xB4"
     "5\xE6\x9C\x88"
     "6\xE6\x97\xA5",
     false, "2024-05-06", NULL},
    {"2024\xEB\x85\x84 5\xEC\x9B\x94 6\xEC\x9D\xBC", false, "2024-05-06", NULL},
    {"\xD9\xA6 \xD9\x85\xD8\xA7\xD9\x8A\xD9\x88 \xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA4", false,
     "2024-05-06", NULL},
    {"in May 2024", false, NULL, NULL},
    {"version 1.2.2024.4", false, NULL, NULL},
    {"31 February 2024", false, NULL, NULL},
    {"May 6, 1824", false, NULL, NULL},
    {"call 030-12-2024 99", false, NULL, NULL},
    {"He won 6 May races, then 2024 others", false, NULL, NULL},
    {"", false, NULL, NULL},
};

static void test_dates(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct str text = str_from(cases[i].text);
        struct date date;
        size_t at, len;
        bool is_found = date_find(text, cases[i].day_first, &date, &at, &len);
        if (is_found != (cases[i].date != NULL)) {
            fail_msg("%s", cases[i].text);
        }
        if (is_found) {
            char bytes[TIME_TEXT_MAX];
            ASSERT_STR(date_format(&date, bytes), cases[i].date);
            assert_true(at + len <= text.len);
        }
        if (is_found && cases[i].part) {
            ASSERT_STR(str_sub(text, at, len), cases[i].part);
        }
    }
}

static void test_months(void **state)
{
    (void)state;
    assert_int_equal(date_month(STR("OCTUBRE")), 10);
    assert_int_equal(date_month(STR("M\xC3\xA4rz")), 3);
    assert_int_equal(date_month(STR("Ja")), 0);
    assert_int_equal(date_month(STR("january february")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_dates), cmocka_unit_test(test_months)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
