/* Tests of clean/html/choose.c: what is kept for the sake of what stands around it. */
#include "../../test.h"

#include "clean/clean_internal.h"
#include "clean/html/choose.h"
#include "clean/html/engine.h"
#include "clean/html/features.h"
#include "render/render.h"

enum { SCORES_MAX = 32 };

struct chosen {
    struct cleaner *cleaner;
    struct page page;
    struct survey survey;
    struct choice choice;
    struct arena arena;
    struct doc *doc;
    struct buf html, text;
};

/* Cleans a page; of a block that begins with "no" the model says .15, "may" .25, of others .9. */
static void choose(struct chosen *it, const char *html)
{
    struct error err = {0};
    struct clean_input input = {.type = CLEAN_HTML};
    static float scores[SCORES_MAX];
    *it = (struct chosen){.cleaner = cleaner_new(&err)};
    assert_non_null(it->cleaner);
    assert_int_equal(
        engine_read(it->cleaner, str_from(html), str_null(), &it->page, &it->survey, &err), OK);
    assert_true(it->page.n_blocks <= SCORES_MAX);
    for (size_t i = 0; i < it->page.n_blocks; i++) {
        struct str text = block_text(&it->page, &it->page.blocks[i]);
        scores[i] = str_starts(text, STR("no")) ? .15F : str_starts(text, STR("may")) ? .25F : .9F;
    }
    it->page.told_scores = scores;
    it->doc = doc_new(&it->arena, DOC_HTML);
    assert_non_null(it->doc);
    assert_int_equal(
        html_fill(it->cleaner, &it->survey, &input, &it->arena, it->doc, &it->choice, &err), OK);
    assert_true(doc_finish(&it->arena, it->doc));
    buf_init(&it->html, 0);
    buf_init(&it->text, 0);
    render_html(it->doc->root, &it->html);
    render_text(it->doc->root, &it->text);
}

static void done(struct chosen *it)
{
    engine_release(it->cleaner, &it->page);
    cleaner_free(it->cleaner);
    arena_done(&it->arena);
    buf_done(&it->html);
    buf_done(&it->text);
}

#define PROSE                                                                                  \
    "<p>The council of the small harbour town voted on Tuesday to repair the old lighthouse, " \
    "which has stood dark for eleven years, and to open its lower rooms to visitors.</p>"

static void captions_stay_with_their_pictures(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it, PROSE "<figure><img src=https://a.example/l.jpg width=800 height=500>"
                      "<figcaption>no light in the tower</figcaption></figure>" PROSE
                      "<figure><img src=https://a.example/m.jpg width=800 height=500>"
                      "<figcaption>The lamp, which the text tells of</figcaption></figure>" PROSE
                      "<figure><img src=https://a.example/n.jpg width=800 height=500>"
                      "<figcaption>The stairs. Photo: Ann Lee</figcaption></figure>" PROSE
                      "<img src=https://a.example/o.jpg width=800 height=500>"
                      "<div class=caption>The door. Photo: Ann Lee</div>" PROSE);
    assert_true(str_find(buf_str(&it.html), STR("<p>The door")) > 0);
    assert_int_equal(str_find(buf_str(&it.text), STR("The door")), STR_NONE);
    assert_true(str_find(buf_str(&it.html), STR("<figcaption>The stairs")) > 0);
    assert_int_equal(str_find(buf_str(&it.text), STR("The stairs")), STR_NONE);
    assert_true(str_find(buf_str(&it.html), STR("<figcaption>no light")) > 0);
    assert_true(str_find(buf_str(&it.html), STR("<figcaption>The lamp")) > 0);
    assert_int_equal(str_find(buf_str(&it.text), STR("no light")), STR_NONE);
    assert_true(str_find(buf_str(&it.text), STR("The lamp, which")) > 0);
    done(&it);
}

static void tables_of_data_stay_whole(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it,
           PROSE "<table><tr><th>no name</th><th>no height</th></tr>"
                 "<tr><td>Old tower of stone</td><td>Thirty metres and a half</td></tr>"
                 "<tr><td>New tower of steel</td><td>Forty metres and a half</td></tr></table>");
    assert_true(str_find(buf_str(&it.text), STR("no name\tno height\n")) > 0);
    done(&it);
    choose(&it, "<table><tr><td>" PROSE PROSE "</td></tr>"
                "<tr><td>no more of this</td></tr></table>");
    assert_true(str_find(buf_str(&it.text), STR("council")) > 0);
    assert_int_equal(str_find(buf_str(&it.text), STR("no more")), STR_NONE);
    done(&it);
}

static void few_words_are_kept_where_there_is_nothing_else(void **state)
{
    (void)state;
    struct chosen it;
    static const struct {
        const char *page;
        size_t words;
    } cases[] = {
        {"<p>Closed today</p>", 2},
        {"<script>x()</script><p>Closed today</p>", 2},
        {"<p>maybe content</p>", 2},
        {"<p>no</p>", 0},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        choose(&it, cases[i].page);
        assert_int_equal(it.choice.words, cases[i].words);
        done(&it);
    }
}

static bool has(const struct chosen *it, const char *words)
{
    return str_find(buf_str(&it->text), str_from(words)) >= 0;
}

static void ends_do_not_lead_away(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it, "<p>Share this on Facebook</p>" PROSE "<p>Read more about lamps below.</p>" PROSE
                "<h2>Another story</h2><p>You may also like...</p>"
                "<p>Tags: lamps, towers, old towers, harbours, ferries, keepers of lamps, oil, "
                "the sea at night</p>"
                "<p>If you want to hear more of the old lighthouse and of those who kept it, "
                "follow Ann Lee on Facebook.</p>"
                "<p>\xC2\xA9 2024 The Harbour Times. All rights reserved.</p>");
    assert_true(has(&it, "council"));
    assert_true(has(&it, "Read more about lamps"));
    assert_false(has(&it, "Facebook"));
    assert_false(has(&it, "Another story"));
    assert_false(has(&it, "You may"));
    assert_false(has(&it, "Tags"));
    assert_false(has(&it, "follow"));
    assert_false(has(&it, "rights"));
    done(&it);
    /* Sentences of the text may have the same words. */
    choose(&it, PROSE "<p>The latest lamps are still popular.</p>"
                      "<p>He says that copyright must end.</p>");
    assert_true(has(&it, "still popular") && has(&it, "must end"));
    done(&it);
    /* Where nothing runs on, labels are what there is. */
    choose(&it, "<p>Share a meal</p><p>Related arts</p>");
    assert_true(has(&it, "Share a meal") && has(&it, "Related arts"));
    done(&it);
}

static void who_wrote_it_is_said_once(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it, "<meta name=author content='Ann Lee'>"
                "<meta property=article:published_time content=2024-05-06>"
                "<h1>The lamp</h1><p>By Ann Lee</p><p>May 6, 2024</p>" PROSE
                "<p>By Ann Lee</p>" PROSE "<p>Bob May contributed to this report.</p>"
                "<p>Reporting by Cy Dow; editing by Di Fox</p>");
    assert_true(str_starts(buf_str(&it.text), STR("The council")));
    assert_true(has(&it, "By Ann Lee")); /* within the text it may be of what is quoted */
    assert_true(has(&it, "Bob May contributed"));
    assert_false(has(&it, "Reporting by"));
    assert_int_equal(it.doc->meta.contributors.len, 2);
    ASSERT_STR(it.doc->meta.contributors.items[0], "Cy Dow");
    ASSERT_STR(it.doc->meta.contributors.items[1], "Bob May");
    done(&it);
}

/* What a feature says of each block, in order. */
static float feature(const struct chosen *it, size_t block, size_t number)
{
    float row[FEATURE_COUNT];
    features_of_page(&it->survey, &it->cleaner->url_words, row);
    features_of_block(&it->survey, block, row);
    return row[number];
}

static void pictures_are_seen(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it, "<div><p>One.</p><img src=a.jpg><hr><img src=b.jpg></div>"
                "<div><p>(Two</p><p>No. 3</p></div><iframe src=c></iframe>");
    static const float before[] = {0, 2, 0}, after[] = {2, 0, 1}, since[] = {20, 0, 1},
                       around[] = {2, 0, 0}, first[] = {0, 6, 0}, last[] = {2, 0, 1};
    for (size_t i = 0; i < 3; i++) {
        assert_true(feature(&it, i, FEATURE_MEDIA_BEFORE) == before[i]);
        assert_true(feature(&it, i, FEATURE_MEDIA_AFTER) == after[i]);
        assert_true(feature(&it, i, FEATURE_SINCE_MEDIA) == since[i]);
        assert_true(feature(&it, i, FEATURE_MEDIA_LEVEL + 2) == around[i]);
        assert_true(feature(&it, i, FEATURE_MEDIA_LEVEL + 3) == around[i] / (i ? 2 : 1));
        assert_true(feature(&it, i, FEATURE_FIRST) == first[i]);
        assert_true(feature(&it, i, FEATURE_LAST) == last[i]);
        assert_true(feature(&it, i, FEATURE_PAGE + PAGE_MEDIA) == 3);
    }
    done(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captions_stay_with_their_pictures),
        cmocka_unit_test(tables_of_data_stay_whole),
        cmocka_unit_test(few_words_are_kept_where_there_is_nothing_else),
        cmocka_unit_test(ends_do_not_lead_away),
        cmocka_unit_test(who_wrote_it_is_said_once),
        cmocka_unit_test(pictures_are_seen),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
