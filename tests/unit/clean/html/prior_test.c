/* Tests of clean/html/prior.c: which words of attributes and texts are tokens, and their sums. */
#include "../../test.h"

#include "clean/html/prior.h"

static size_t names(unsigned tag, const char *class, const char *id, uint32_t *tokens)
{
    struct str values[4] = {str_from(class), str_from(id), str_null(), str_null()};
    return prior_attribute_tokens(tag, values, tokens);
}

static bool has(const uint32_t *tokens, size_t n, uint32_t token)
{
    for (size_t i = 0; i < n; i++) {
        if (tokens[i] == token) {
            return true;
        }
    }
    return false;
}

static void test_attributes(void **state)
{
    (void)state;
    uint32_t one[PRIOR_ATTRIBUTE_MAX], other[PRIOR_ATTRIBUTE_MAX];
    /* The tag, "article", "body" and "text": numbers and single letters are none. */
    assert_int_equal(names(1, "article-body x 42", "text_7", one), 4);
    /* The same words in other dress. */
    assert_int_equal(names(1, "ArticleBody", "TEXT", other), 3 + 1);
    for (size_t i = 0; i < 4; i++) {
        assert_true(has(other, 4, one[i]));
    }
    /* An id counts as a class does, a role does not. */
    struct str role[4] = {str_null(), str_null(), STR("article"), str_null()};
    assert_int_equal(prior_attribute_tokens(1, role, other), 2);
    assert_int_equal(one[0], other[0]);
    assert_false(has(one, 4, other[1]));
    assert_int_equal(names(2, "", "", other), 1);
    assert_int_not_equal(one[0], other[0]);
}

static void test_bounds(void **state)
{
    (void)state;
    uint32_t tokens[PRIOR_TEXT_MAX], words[1000];
    static char long_class[4000];
    for (size_t i = 0; i + 1 < sizeof(long_class); i++) {
        long_class[i] = i % 4 == 3 ? ' ' : 'a';
    }
    assert_int_equal(names(1, long_class, long_class, tokens), PRIOR_ATTRIBUTE_MAX);
    for (uint32_t i = 0; i < 1000; i++) {
        words[i] = i * 7919;
    }
    struct prior_block text = {.words = words, .n_words = 1000};
    assert_in_range(prior_text_tokens(&text, tokens), 10, PRIOR_TEXT_MAX);
    text.n_words = 0;
    assert_int_equal(prior_text_tokens(&text, tokens), 0);
}

static void test_texts(void **state)
{
    (void)state;
    uint32_t words[] = {11, 22, 33}, one[PRIOR_TEXT_MAX], other[PRIOR_TEXT_MAX];
    struct prior_block text = {.words = words, .n_words = 3, .is_terminated = true};
    /* Shape, first, last, three words, two pairs, the whole. */
    assert_int_equal(prior_text_tokens(&text, one), 9);
    text.is_terminated = false;
    assert_int_equal(prior_text_tokens(&text, other), 9);
    assert_int_not_equal(one[0], other[0]);
    for (size_t i = 1; i < 9; i++) {
        assert_int_equal(one[i], other[i]);
    }
}

/* Each token of the table is found, with its own weights, and no token weighs nothing. */
static void test_table(void **state)
{
    (void)state;
    size_t n = 0;
    for (uint32_t slot = 0; slot <= PRIOR_MASK; slot++) {
        if (PRIOR_TOKENS[slot]) {
            struct prior_weight weight = prior_sum(&PRIOR_TOKENS[slot], 1);
            assert_true(weight.near == (float)PRIOR_NEAR_WEIGHTS[slot] * PRIOR_STEP);
            assert_true(weight.far == (float)PRIOR_FAR_WEIGHTS[slot] * PRIOR_STEP);
            n++;
        }
    }
    assert_in_range(n, 1000, PRIOR_MASK / 2 + 1);
    uint32_t tokens[PRIOR_ATTRIBUTE_MAX];
    size_t footer = names(1, "site-footer", "copyright", tokens);
    assert_true(prior_sum(tokens + 1, footer - 1).near < -1);
    struct prior_weight none = prior_sum(NULL, 0);
    assert_true(none.near == 0 && none.far == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_attributes),
                                       cmocka_unit_test(test_bounds), cmocka_unit_test(test_texts),
                                       cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
