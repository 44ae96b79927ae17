/* Which trees judge the lines of a text. */
#include "../test.h"

#include "clean/text/text.h"

/* Every leaf of the trees adds the same. */
static void fill_all(struct tree *trees, size_t n, float leaf)
{
    for (size_t i = 0; i < n * TREES_LEAVES; i++) {
        trees[i / TREES_LEAVES].leaves[i % TREES_LEAVES] = leaf;
    }
}

static void fill(struct tree *trees, float leaf)
{
    fill_all(trees, TREES_AT_ONCE, leaf);
}

static float judge(const struct text_model *model, const char *text)
{
    struct arena arena = {0};
    struct reading reading = {.scratch = &arena, .model = model, .text = str_from(text)};
    struct choice choice;
    assert_true(lines_split(&arena, reading.text, &reading.lines));
    assert_true(text_read(&reading));
    assert_true(model_choose(&arena, model, reading.is_foreign, &reading.context, &reading.windows,
                             &choice));
    float score = choice.scores[0];
    arena_done(&arena);
    return score;
}

static void other_languages_have_trees_of_their_own(void **state)
{
    (void)state;
    struct tree lines[TREES_AT_ONCE] = {0}, foreign[TREES_AT_ONCE] = {0};
    fill(lines, 0.5F);
    fill(foreign, 0.25F);
    struct text_model model = {.lines = {lines, TREES_AT_ONCE},
                               .foreign = {foreign, TREES_AT_ONCE}};
    static const struct {
        const char *text;
        float score;
    } CASES[] = {
        {"The harbour office opens at seven and the ferry leaves at half past, whatever the wind "
         "does, and nobody has ever asked why it is so.\n",
         4},
        {"Das Hafenamt \xC3\xB6\x66\x66net um sieben, und die F\xC3\xA4hre legt um halb acht ab, "
         "wie "
         "auch immer der Wind weht, und niemand hat je gefragt, warum das so ist.\n",
         6},
        /* The menu is English, the prose is not. */
        {"Home\nAbout us\nSign up for the news of the day\nTerms of use\n\n"
         "Das Hafenamt \xC3\xB6\x66\x66net um sieben, und die F\xC3\xA4hre legt um halb acht ab, "
         "wie "
         "auch immer der Wind weht, und niemand hat je gefragt, warum das so ist.\n",
         6},
        /* No prose: the short lines tell. */
        {"Das ist die Liste der Dinge\nund das ist der Rest von der Liste\nsie ist nicht lang\n",
         6},
        {"Rope\nSalt\nTar\n", 4},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        assert_float_equal(judge(&model, CASES[i].text), CASES[i].score, 0.001);
    }
}

static void where_the_first_trees_are_sure_no_others_are_asked(void **state)
{
    (void)state;
    enum { FIRST = 48, ALL = 56 };
    static struct tree lines[ALL], seconds[TREES_AT_ONCE];
    static const struct {
        float leaf, second, score;
    } CASES[] = {
        {0.03F, 1, (ALL * 0.03F + 8) / 2}, /* 1.44 after the first */
        {0.04F, 1, FIRST * 0.04F * 1.3F},  /* what the others would make of it */
        {-0.04F, 1, FIRST * -0.04F * 1.6F},
        {-0.03F, -0.5F, (ALL * -0.03F - 4) / 2},
    };
    struct text_model model = {.lines = {lines, ALL}, .seconds = {seconds, TREES_AT_ONCE}};
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        fill_all(lines, ALL, CASES[i].leaf);
        fill(seconds, CASES[i].second);
        float score = judge(&model, "The harbour office opens at seven, whatever the wind does.\n");
        assert_float_equal(score, CASES[i].score, 0.001);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(other_languages_have_trees_of_their_own),
        cmocka_unit_test(where_the_first_trees_are_sure_no_others_are_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
