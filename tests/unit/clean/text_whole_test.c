/* Long texts that are no page, though they say what pages say: every word of them stays. */
#include "text_case.h"

#include "base/utf8.h"

static const char *const SENTENCES[] = {
    "The harbour office opens at seven and the ferry leaves at half past, whatever the wind does.",
    "Subscribe to the list.",
    "We counted forty gulls on the breakwater, which is more than in any week since March.",
    "Share your view and read more in the comments.",
    "The rope of the second landing is worn, and two offers were asked for in the last meeting.",
    "Log in first.",
    "Nobody knew where the cat had gone, but it would come back when it was hungry enough.",
    "Contact us about privacy.",
    "In the ledger of that year the clerk wrote down each crate beside the names of the boats.",
};

/* What each entry of a text is made of: "%s" a sentence, "%zu" its number. */
struct kind {
    const char *name, *head, *entry, *tail;
};

static const struct kind KINDS[] = {
    {"talk", "", "NORA: %s\n\nPIET: And then, at %zu?\n\n", ""},
    {"questions", "", "Q: Is that so?\nA: %s (%zu)\n\n", ""},
    {"chat", "", "[09:12] <nora> %s\n[09:13] <piet> %zu?\n", ""},
    {"chat over names", "", "%s\nNora Archer at %zu:30\n\n", ""},
    {"changes", "# Changes\n\n", "Version: 1\n\n  * %s\n  * fixed: login of the shop (%zu)\n\n",
     ""},
    {"list", "Things to do\n\n", "- %s %zu\n", ""},
    {"code", "", "/* %s */\nstatic int share(int n)\n{\n    return related[%zu] + n;\n}\n\n", ""},
    {"verses", "The Rope\n\n", "the rope was wet, the rope was long,\n%s\nwe tied it %zu\n\n", ""},
    {"log", "", "2024-03-05T09:00:00Z INFO %s id=%zu\n", ""},
    {"letter", "Dear Piet,\n\n", "%s There were %zu of them, as in each year that we know of.\n\n",
     "Yours,\nNora\n"},
};

static void write_text(const struct kind *kind, struct buf *text)
{
    buf_init(text, 0);
    buf_add_z(text, kind->head);
    for (size_t i = 0; i < 60; i++) {
        const char *sentence = SENTENCES[i * 7 % ARRAY_LEN(SENTENCES)];
        struct str entry = str_from(kind->entry);
        ptrdiff_t at = str_find(entry, STR("%s")), number = str_find(entry, STR("%zu"));
        assert_true(at >= 0 && number > at);
        buf_add_str(text, str_sub(entry, 0, (size_t)at));
        buf_add_z(text, sentence);
        buf_add_str(text, str_sub(entry, (size_t)at + 2, (size_t)(number - at) - 2));
        buf_printf(text, "%zu", i);
        buf_add_str(text, str_sub(entry, (size_t)number + 3, entry.len));
    }
    buf_add_z(text, kind->tail);
}

static void assert_whole(const char *name, struct str text)
{
    struct text_case run;
    text_run_as(&run, text, false);
    size_t words = utf8_count_words(text),
           kept = utf8_count_words(text_body(&run)) + utf8_count_words(text_fact(&run, META_TITLE));
    if (kept < words) {
        fail_msg("%s: %zu of %zu words are kept", name, kept, words);
    }
    assert_true(run.doc->confidence <= 0.95);
    text_done(&run);
}

static void long_texts_lose_no_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(KINDS); i++) {
        struct buf text;
        write_text(&KINDS[i], &text);
        assert_whole(KINDS[i].name, buf_str(&text));
        buf_done(&text);
    }
}

/* Entries of a few sentences under what `head` makes of their numbers. */
static void write_series(const char *preamble, const char *head, size_t days, struct buf *text)
{
    buf_init(text, 0);
    buf_add_z(text, preamble);
    for (size_t i = 0; i < 24; i++) {
        struct str form = str_from(head);
        ptrdiff_t at = str_find(form, STR("%zu"));
        assert_true(at >= 0);
        buf_add_str(text, str_sub(form, 0, (size_t)at));
        buf_printf(text, "%zu", i % days + 1);
        buf_add_str(text, str_sub(form, (size_t)at + 3, form.len));
        for (size_t k = 0; k < 4; k++) {
            buf_add_z(text, SENTENCES[(i * 4 + k) * 7 % ARRAY_LEN(SENTENCES)]);
            buf_add_byte(text, k == 1 ? '\n' : ' ');
        }
        buf_add_z(text, "\n\n");
    }
}

static void series_lose_no_word(void **state)
{
    (void)state;
    static const struct {
        const char *preamble, *head;
        size_t days;
    } CASES[] = {
        {"", "%zu March 2024\n\n", 28},
        {"At the harbour\n\n", "Monday, %zu March\n", 9},
        {"", "2024-03-0%zu\n", 9},
        {"Minutes of the board\nPresent: Nora Archer, Piet Quay\n\n", "%zu. Log in\n", 24},
        {"Committee for the newsletter\n\n", "Item %zu: Search the shop\n\n", 24},
    };
    for (size_t i = 0; i < ARRAY_LEN(CASES); i++) {
        struct buf text;
        write_series(CASES[i].preamble, CASES[i].head, CASES[i].days, &text);
        assert_whole(CASES[i].head, buf_str(&text));
        buf_done(&text);
    }
}

/* A manual's headings say what furniture says, but each stands alone above prose. */
static void headings_like_furniture_stay(void **state)
{
    (void)state;
    static const char *const HEADINGS[] = {
        "Subscribe", "Comments", "Log in", "Search", "Privacy policy", "Share", "Related articles",
    };
    struct buf text;
    buf_init(&text, 0);
    buf_add_z(&text, "How to use the harbour's site\n\n");
    for (size_t i = 0; i < 5; i++) {
        buf_printf(&text, "%s\n\n%s %s\n\n", HEADINGS[i % ARRAY_LEN(HEADINGS)],
                   SENTENCES[2 * i % ARRAY_LEN(SENTENCES)],
                   SENTENCES[i * 7 % ARRAY_LEN(SENTENCES)]);
    }
    assert_whole("manual", buf_str(&text));
    buf_done(&text);
}

/* "Twelve ways to ..." counts, too, but has a beginning, and a page around it. */
static void a_page_that_counts_is_still_a_page(void **state)
{
    (void)state;
    struct buf text;
    struct text_case run;
    write_series(
        "Home\nShop\nSubscribe\nSearch\nLog in\n\nTwenty ways to keep a rope dry\n\n"
        "Ropes rot, and whoever has tied up a boat for a winter knows how soon they do.\n\n",
        "%zu. Keep it high\n\n", 24, &text);
    text_run_as(&run, buf_str(&text), false);
    assert_false(doc_has_warning(run.doc, WARNING_LOW_CONFIDENCE));
    assert_true(str_find(text_body(&run), STR("Home\nShop")) < 0);
    text_done(&run);
    buf_done(&text);
}

/* Laid out as it is written here, a text is known by that, whatever its header and its words. */
static void what_was_written_here_stays(void **state)
{
    (void)state;
    struct buf text;
    struct text_case run;
    buf_init(&text, 0);
    buf_add_z(&text, "Ropes of the second landing\nUniversity of Kettleby\n\n");
    for (size_t i = 0; i < 24; i++) {
        buf_printf(&text, "%s\n\n", SENTENCES[i * 7 % ARRAY_LEN(SENTENCES)]);
    }
    buf_add_z(&text, "- rope\n- soap");
    text_run_as(&run, buf_str(&text), false);
    ASSERT_STR(text_fact(&run, META_TITLE), "Ropes of the second landing");
    ASSERT_STR(text_fact(&run, META_SITE), "University of Kettleby");
    size_t header = sizeof("Ropes of the second landing\nUniversity of Kettleby\n\n") - 1;
    assert_true(str_equal(text_body(&run), str_sub(buf_str(&text), header, text.len)));
    text_done(&run);
    buf_done(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(long_texts_lose_no_word),
        cmocka_unit_test(series_lose_no_word),
        cmocka_unit_test(headings_like_furniture_stay),
        cmocka_unit_test(a_page_that_counts_is_still_a_page),
        cmocka_unit_test(what_was_written_here_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
