/* Tests of clean/html/quality.c: what the estimate is made of, and what it says. */
#include "../../test.h"

#include "base/buf.h"
#include "clean/html/choose.h"
#include "clean/html/engine.h"

#define PROSE                                                                                      \
    "<p>The council of the small harbour town voted on Tuesday to repair the old lighthouse, "     \
    "which has stood dark for eleven years, and to open its lower rooms to visitors.</p>"          \
    "<p>Work will begin in March, said the harbour master, once the winter storms have passed; "   \
    "the lamp itself, a heavy ring of glass, has been in storage since the tower was closed.</p>"  \
    "<p>Neighbours had collected more than four thousand signatures, and one evening last autumn " \
    "they carried them to the town hall in a wheelbarrow, with a brass band in front.</p>"

struct chosen {
    struct cleaner *cleaner;
    struct page page;
    struct survey survey;
    struct choice choice;
};

static void choose(struct chosen *chosen, const char *html, const float *scores)
{
    struct error err = {0};
    chosen->cleaner = cleaner_new(&err);
    assert_non_null(chosen->cleaner);
    assert_int_equal(engine_read(chosen->cleaner, str_from(html), str_null(), &chosen->page,
                                 &chosen->survey, &err),
                     OK);
    chosen->page.told_scores = scores;
    assert_true(choose_blocks(&chosen->cleaner->scratch, &chosen->survey,
                              &chosen->cleaner->url_words, &chosen->choice));
}

static void done(struct chosen *chosen)
{
    engine_release(chosen->cleaner, &chosen->page);
    cleaner_free(chosen->cleaner);
}

static void test_row(void **state)
{
    (void)state;
    struct chosen it;
    const float scores[] = {.9F, .5F, .05F};
    choose(&it,
           "<p>one two three four five six.</p><p>seven eight nine ten</p>"
           "<p><a href=/x>eleven twelve</a></p>",
           scores);
    const float *row = it.choice.quality;
    assert_true(it.choice.keep[0] && !it.choice.keep[2]);
    assert_true(row[QUALITY_BEST] == .9F);
    assert_true(row[QUALITY_OPEN] == 4);
    assert_true(row[QUALITY_LINKS] == 0 && row[QUALITY_TOLD] == 0);
    assert_true(row[QUALITY_WORDS] == (it.choice.keep[1] ? 10 : 6));
    assert_true(row[QUALITY_SHARE] == row[QUALITY_WORDS] / 12);
    assert_true(row[QUALITY_PAGE + PAGE_WORDS] == 12);
    done(&it);
}

static void test_estimate(void **state)
{
    (void)state;
    struct chosen good, poor;
    choose(&good,
           "<title>The lamp</title><main><article><h1>The lamp</h1>" PROSE PROSE
           "</article></main><footer class=footer><a href=/privacy>Privacy policy</a></footer>",
           NULL);
    choose(&poor,
           "<title>Shop</title><nav><ul><li><a href=/a>Lamps</a><li><a href=/b>Rings</a></ul></nav>"
           "<div class=cookie-banner>We use cookies. <button>Accept</button></div>",
           NULL);
    assert_true(good.choice.expected > .8 && good.choice.expected <= 1);
    assert_true(poor.choice.expected >= 0 && poor.choice.expected < .7);
    assert_true(good.choice.words > 100);
    done(&good);
    done(&poor);
}

/* Nothing to choose from is no arithmetic on nothing. */
static void test_empty(void **state)
{
    (void)state;
    struct chosen it;
    choose(&it, "", NULL);
    assert_int_equal(it.choice.words, 0);
    assert_true(it.choice.quality[QUALITY_MEAN] == 0 && it.choice.quality[QUALITY_SHARE] == 0);
    done(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_row), cmocka_unit_test(test_estimate),
                                       cmocka_unit_test(test_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
