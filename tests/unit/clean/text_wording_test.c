/* The first guess from a unit's words, and where a text turns to something else. */
#include "../test.h"

#include "clean/text/context.h"
#include "clean/text/traits.h"
#include "clean/text/wording.h"
#include "clean/text/words.h"

#include <math.h>

static size_t read_tokens(const char *text, uint32_t tokens[WORDING_TOKENS])
{
    struct arena arena = {0};
    uint32_t content[WORDS_TOKENS_MAX];
    struct tokens unused = {content, 0, ARRAY_LEN(content)};
    struct wording wording;
    const struct lexicon *lexicon = lexicon_new(&arena);
    assert_non_null(lexicon);
    (void)words_count(str_from(text), lexicon, &unused, &wording);
    arena_done(&arena);
    return wording_tokens(&wording, tokens);
}

/* How many of the tokens of `a` are among those of `b`. */
static size_t shared(const char *a, const char *b)
{
    uint32_t first[WORDING_TOKENS], second[WORDING_TOKENS];
    size_t n = read_tokens(a, first), m = read_tokens(b, second), found = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < m; k++) {
            found += first[i] == second[k];
        }
    }
    return found;
}

static void each_token_comes_once(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t tokens;
    } CASES[] = {
        {"", 0},
        {"***", 1},
        {"Share", 4},            /* the word; first, last, in a short line */
        {"share Share", 6},      /* ... and the pair, also as the first one */
        {"one two", 8},          /* two words, two in a short line, first, last, two pairs */
        {"one, two; three", 13}, /* ... with two marks */
        {"one two three four five six", 14}, /* not a short line */
    };
    uint32_t tokens[WORDING_TOKENS];
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        assert_int_equal(read_tokens(CASES[i].text, tokens), CASES[i].tokens);
    }
}

static void a_word_elsewhere_is_another_token(void **state)
{
    (void)state;
    /* By itself, and not as the first or the last. */
    assert_int_equal(shared("by the old harbour wall we met", "we sat by a wall for hours then"),
                     3);
    assert_int_equal(shared("SHARE", "share"), 4);
    assert_int_equal(shared("12", "1969"), 4);
    assert_int_equal(shared("rope", "salt"), 0);
    assert_int_equal(shared("\xC2\xA9 rope", "\xC2\xA9 salt"), 1);
    assert_int_equal(shared("rope ! ! ?", "salt ?!"), 2);
}

static void a_long_unit_is_judged_by_its_start(void **state)
{
    (void)state;
    char text[16 * 1024];
    size_t len = 0;
    for (size_t i = 0; i < 1000; i++) {
        len += (size_t)snprintf(text + len, sizeof(text) - len, "w%c%c%c ", (char)('a' + i / 100),
                                (char)('a' + i / 10 % 10), (char)('a' + i % 10));
    }
    uint32_t tokens[WORDING_TOKENS];
    assert_int_equal(read_tokens(text, tokens), 2 * WORDING_WORDS + 2);
}

static void the_weights_of_known_tokens_are_added(void **state)
{
    (void)state;
    uint32_t tokens[WORDING_TOKENS];
    struct wording wording = {.all = 9};
    wording_add_word(&wording, 77);
    assert_int_equal(wording_tokens(&wording, tokens), 3); /* first, last, the word */
    uint32_t slots[8] = {0};
    struct wording_table table = {slots, ARRAY_LEN(slots) - 1, 0.5F, -1};
    assert_float_equal(wording_judge(&table, &wording), -1, 1e-6);
    /* A token that stands in the next slot, behind one that has its own. */
    uint32_t home = tokens[0] & table.mask, other = (tokens[0] ^ 0x100) & ~0xFFU;
    slots[home] = other | 9;
    slots[(home + 1) & table.mask] = (tokens[0] & ~0xFFU) | (uint8_t)-6;
    assert_float_equal(wording_judge(&table, &wording), -1 - 3, 1e-6);
    /* One more: by the root of their number. */
    struct wording_table larger = {.mask = 63, .step = 0.5F, .base = -1};
    uint32_t many[64] = {0};
    larger.slots = many;
    for (size_t i = 0; i < 2; i++) {
        uint32_t slot = tokens[i] & larger.mask;
        while (many[slot]) {
            slot = (slot + 1) & larger.mask;
        }
        many[slot] = (tokens[i] & ~0xFFU) | (i ? 10 : 0);
    }
    assert_float_equal(wording_judge(&larger, &wording), -1 + 5 / sqrtf(2), 1e-5);
    assert_float_equal(wording_judge(&(struct wording_table){.base = 2}, &wording), 2, 1e-6);
}

enum { PARAGRAPHS = 12 };

/* Paragraphs about one thing, and as many about another. */
static size_t write_two(char *text, size_t room)
{
    static const char *const WORDS[2][8] = {
        {"harbour", "ferry", "sailor", "anchor", "captain", "island", "lighthouse", "fishing"},
        {"violin", "orchestra", "sonata", "composer", "concert", "melody", "rehearsal", "audience"},
    };
    size_t len = 0;
    for (size_t i = 0; i < 2 * (size_t)PARAGRAPHS; i++) {
        const char *const *words = WORDS[i / PARAGRAPHS];
        for (size_t k = 0; k < 6; k++) {
            len += (size_t)snprintf(text + len, room - len, "the %s and the %s, ",
                                    words[(i + k) % 8], words[(i + 3 * k + 1) % 8]);
        }
        len += (size_t)snprintf(text + len, room - len, "and so it was.\n\n");
    }
    return len;
}

static void other_words_show_where_a_text_turns(void **state)
{
    (void)state;
    char text[16 * 1024];
    struct arena arena = {0};
    struct lines lines;
    struct sheet sheet;
    struct context context;
    struct wording_table none = {0};
    assert_true(lines_split(&arena, str_of(text, write_two(text, sizeof(text))), &lines));
    assert_int_equal(lines.len, 2 * PARAGRAPHS);
    assert_true(traits_read(&arena, lexicon_new(&arena), &none, &lines, &sheet));
    assert_true(context_read(&arena, &sheet, &context));
    const float(*rows)[CONTEXT_COUNT] = (const float(*)[CONTEXT_COUNT])context.rows;
    assert_true(rows[8][CONTEXT_COHESION] > 0.4F); /* four of the next six are still of the first */
    assert_true(rows[PARAGRAPHS][CONTEXT_COHESION] < 0.1F);
    assert_true(rows[PARAGRAPHS + 8][CONTEXT_COHESION] > 0.9F);
    assert_float_equal(rows[3][CONTEXT_LEAST_COHESION], 1, 1e-6);
    assert_true(rows[PARAGRAPHS + 8][CONTEXT_LEAST_COHESION] < 0.1F);
    assert_float_equal(rows[2][CONTEXT_TOPIC_BEHIND], 1, 1e-6);
    assert_float_equal(rows[PARAGRAPHS][CONTEXT_TOPIC_BEHIND], 0, 1e-6);
    assert_float_equal(rows[4][CONTEXT_TOPIC_FIRST], 1, 1e-6);
    assert_float_equal(rows[PARAGRAPHS + 6][CONTEXT_TOPIC_FIRST], 0, 1e-6);
    assert_true(rows[PARAGRAPHS + 6][CONTEXT_TOPIC_EARLIER] > 0.9F);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_token_comes_once),
        cmocka_unit_test(a_word_elsewhere_is_another_token),
        cmocka_unit_test(a_long_unit_is_judged_by_its_start),
        cmocka_unit_test(the_weights_of_known_tokens_are_added),
        cmocka_unit_test(other_words_show_where_a_text_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
