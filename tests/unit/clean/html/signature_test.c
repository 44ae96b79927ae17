/* Tests of clean/html/signature.c: lines that say no more than the facts do. */
#include "../../test.h"

#include "clean/html/signature.h"

static void lines_of_facts_alone_are_told_from_others(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct meta meta = {0};
    assert_true(
        meta_add(&arena, &meta.authors, STR("Ann Lee"), SOURCE_DOM) &&
        meta_add(&arena, &meta.authors, STR("Bob May"), SOURCE_DOM) &&
        meta_set(&arena, &meta, META_SITE, STR("Harbour Times"), SOURCE_META) &&
        meta_set(&arena, &meta, META_PUBLISHED, STR("2024-05-06T23:30:00-04:00"), SOURCE_JSON_LD) &&
        meta_set(&arena, &meta, META_MODIFIED, STR("2024-05-08"), SOURCE_JSON_LD));
    static const struct {
        const char *line;
        bool is_told;
    } cases[] = {
        {"By Ann Lee", true},
        {"ANN LEE AND BOB MAY, ASSOCIATED PRESS", true},
        {"Ann Lee, National Political Writer", true},
        {"Ann Lee | Harbour Times", true},
        {"By Bob May \xE2\x80\xA2 May 6, 2024", true},
        {"Published May 6, 2024 at 11:28 AM", true},
        {"Updated: 2024-05-08", true},
        {"06.05.2024, 07:30 Uhr", true},
        {"segunda-feira, 6 de maio de 2024, \xC3\xA0s 0:13", true},
        {"May 6, 2024 - 11:28 AMT", true},
        {"May 6, 2024, NATO", false},
        {"5/6/2024", true},
        {"6/5/2024", true},
        /* somebody else, another day, neither */
        {"By Carl Poe", false},
        {"Ann", false},
        {"May 7, 2024", false},
        {"Published at noon", false},
        {"Harbour Times", false},
        {"", false},
        /* more than that */
        {"Ann Lee went to the harbour", false},
        {"Ann Lee Wins The Prize", false},
        {"Ann Lee, National Political Writer, Resigns", false},
        {"Storm of May 6, 2024", false},
        {"Questions for Ann Lee", false},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        if (signature_is(str_from(cases[i].line), &meta) != cases[i].is_told) {
            fail_msg("%s", cases[i].line);
        }
    }
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_of_facts_alone_are_told_from_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
