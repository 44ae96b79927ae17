/* Words of a unit, lines within lines, and the trees that judge rows. */
#include "../test.h"

#include "base/str.h"
#include "clean/text/names.h"
#include "clean/text/names_table.h"
#include "clean/text/within.h"
#include "clean/text/words.h"
#include "clean/trees.h"

#include <math.h>

static struct words count(struct arena *arena, const char *text, struct tokens *tokens)
{
    const struct lexicon *lexicon = lexicon_new(arena);
    assert_non_null(lexicon);
    struct wording unused;
    return words_count(str_from(text), lexicon, tokens, &unused);
}

static void words_are_counted_by_their_shapes(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t hashes[16];
    struct tokens tokens = {hashes, 0, ARRAY_LEN(hashes)};
    struct words words = count(
        &arena, "How did NASA say_it, \xC3\x96ttl in 1969? We said: R2 caf\xC3\xA9!", &tokens);
    assert_int_equal(words.words, 11);
    assert_int_equal(words.alphas, 10);
    assert_int_equal(words.capitals, 5); /* How NASA Oettl We R2 */
    assert_int_equal(words.all_caps, 2);
    assert_int_equal(words.digits, 1);
    assert_true(words.asks && words.is_personal && words.is_said);
    assert_int_equal(words.stopwords, 3); /* How in We */
    arena_done(&arena);
}

static void a_key_forgets_case_alone(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t hashes[16];
    struct tokens tokens = {hashes, 0, ARRAY_LEN(hashes)};
    uint64_t key = count(&arena, "Most read, caf\xC3\xA9", &tokens).key;
    assert_true(key == count(&arena, "MOST  READ | CAF\xC3\x89", &tokens).key);
    assert_false(key == count(&arena, "read most, caf\xC3\xA9", &tokens).key);
    assert_false(key == count(&arena, "Mostread caf\xC3\xA9", &tokens).key);
    arena_done(&arena);
}

static void content_words_are_remembered_up_to_a_bound(void **state)
{
    (void)state;
    struct arena arena = {0};
    uint32_t hashes[2];
    struct tokens tokens = {hashes, 0, ARRAY_LEN(hashes)};
    (void)count(&arena, "the ferry and the harbour and the landing", &tokens);
    assert_int_equal(tokens.len, 2);
    assert_int_equal(hashes[0], lexicon_hash(STR("ferry")));
    assert_int_equal(hashes[1], lexicon_hash(STR("harbour")));
    arena_done(&arena);
}

static void lines_are_found_within_lines(void **state)
{
    (void)state;
    struct str folded[] = {STR("the ferry is back"), STR("the ferry is back | courier"),
                           STR("why the ferry is back"), STR("bathe ferry is back"), STR("no")};
    struct sheet sheet = {.folded = folded, .len = ARRAY_LEN(folded)};
    struct needle needles[] = {{.line = folded[0]}, {.line = folded[3]}};
    within_find(&sheet, needles, ARRAY_LEN(needles));
    assert_int_equal(needles[0].within, 2);
    assert_true(needles[0].begins);
    assert_int_equal(needles[1].within, 0);
    assert_false(needles[1].begins);
}

static void what_is_no_name_is_sorted(void **state)
{
    (void)state;
    for (size_t i = 0; i < NO_NAMES_LEN; i++) {
        assert_true(i == 0 || strcmp(NO_NAMES[i - 1], NO_NAMES[i]) < 0);
        assert_true(names_begins_otherwise(str_from(NO_NAMES[i])));
    }
    assert_false(names_begins_otherwise(STR("Kettleby")));
}

static void rows_are_judged_as_one_by_one(void **state)
{
    (void)state;
    static struct tree trees[2 * TREES_AT_ONCE];
    float rows[5][3], scores[5];
    for (size_t i = 0; i < ARRAY_LEN(trees); i++) {
        for (size_t k = 0; k < TREES_INNER; k++) {
            trees[i].features[k] = (uint16_t)((i + k) % 3);
            trees[i].thresholds[k] = (float)((i * 7 + k * 3) % 11);
        }
        for (size_t k = 0; k < TREES_LEAVES; k++) {
            trees[i].leaves[k] = (float)((i * 5 + k) % 13);
        }
    }
    for (size_t i = 0; i < 15; i++) {
        rows[i / 3][i % 3] = (float)(i * 4 % 11);
    }
    struct trees all = {trees, ARRAY_LEN(trees)};
    trees_judge_rows(&all, rows[0], 3, 5, scores);
    for (size_t i = 0; i < 5; i++) {
        assert_true(fabsf(scores[i] - trees_judge(&all, rows[i])) < 1e-3F);
    }
    assert_true(fabsf(scores[0] - scores[1]) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_counted_by_their_shapes),
        cmocka_unit_test(a_key_forgets_case_alone),
        cmocka_unit_test(content_words_are_remembered_up_to_a_bound),
        cmocka_unit_test(lines_are_found_within_lines),
        cmocka_unit_test(what_is_no_name_is_sorted),
        cmocka_unit_test(rows_are_judged_as_one_by_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
