/* Tests of clean/language.c. */
#include "../test.h"

#include "clean/language.h"

static const struct {
    const char *language; /* NULL: not told */
    const char *text;
} cases[] = {
    {"en", "The boat was late, and they had to wait for it on the quay with all of the children."},
    {"de",
     "Das Boot kam zu sp\xC3\xA4t, und die Kinder mussten auf dem Steg mit den Eltern warten."},
    {"fr",
     "Le bateau est en retard et les enfants sont sur le quai avec des parents qui attendent."},
    {"es",
     "El barco llega tarde y los ni\xC3\xB1os esperan en el muelle con las madres que lo ven."},
    {"pl",
     "Statek nie przyszed\xC5\x82 na czas i dzieci stoj\xC4\x85 na brzegu, bo tak jest w porcie."},
    {"ru", "\xD0\x9B\xD0\xBE\xD0\xB4\xD0\xBA\xD0\xB0 \xD0\xBD\xD0\xB5 \xD0\xBF\xD1\x80\xD0\xB8"
           "\xD1\x88\xD0\xBB\xD0\xB0, \xD0\xB8 \xD0\xB4\xD0\xB5\xD1\x82\xD0\xB8 \xD0\xB6\xD0\xB4"
           "\xD1\x83\xD1\x82 \xD0\xBD\xD0\xB0 \xD0\xB1\xD0\xB5\xD1\x80\xD0\xB5\xD0\xB3\xD1\x83, "
           "\xD0\xBA\xD0\xB0\xD0\xBA \xD0\xB8 \xD0\xB2\xD1\x87\xD0\xB5\xD1\x80\xD0\xB0."},
    {"ja", "\xE8\x88\xB9\xE3\x81\xAF\xE3\x81\xBE\xE3\x81\xA0\xE6\x9D\xA5\xE3\x81\xAA\xE3\x81\x84"
           "\xE3\x80\x82\xE5\xAD\x90\xE4\xBE\x9B\xE3\x81\x9F\xE3\x81\xA1\xE3\x81\xAF\xE5\xB2\xB8"
           "\xE3\x81\xA7\xE5\xBE\x85\xE3\x81\xA3\xE3\x81\xA6\xE3\x81\x84\xE3\x82\x8B\xE3\x80\x82"},
    {"zh", "\xE8\x88\xB9\xE8\xBF\x98\xE6\xB2\xA1\xE6\x9D\xA5\xE5\xAD\xA9\xE5\xAD\x90\xE4\xBB\xAC"
           "\xE5\x9C\xA8\xE5\xB2\xB8\xE8\xBE\xB9\xE7\xAD\x89\xE7\x9D\x80\xE4\xBB\x96\xE4\xBB\xAC"
           "\xE7\x9A\x84\xE7\x88\xB6\xE6\xAF\x8D"},
    {NULL, "Kettleby 1931, Tilbrook 1944, Ostrander 1950"},
    {NULL, ""},
};

static void languages_are_told_by_small_words_and_scripts(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct arena arena = {0};
        struct language_count *count = language_count_new(&arena);
        assert_non_null(count);
        language_count_add(count, str_from(cases[i].text));
        struct str best = language_count_best(count);
        if (cases[i].language) {
            ASSERT_STR(best, cases[i].language);
        } else {
            assert_int_equal(best.len, 0);
        }
        arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(languages_are_told_by_small_words_and_scripts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
