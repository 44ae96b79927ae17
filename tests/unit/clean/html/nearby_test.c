/* Tests of clean/html/nearby.c: repeated words, sections, and the first guess around a block. */
#include "../../test.h"

#include "clean/html/engine.h"

struct surveyed {
    struct cleaner *cleaner;
    struct page page;
    struct survey survey;
};

static void read(struct surveyed *surveyed, const char *html)
{
    struct error err = {0};
    surveyed->cleaner = cleaner_new(&err);
    assert_non_null(surveyed->cleaner);
    assert_int_equal(engine_read(surveyed->cleaner, str_from(html), str_null(), &surveyed->page,
                                 &surveyed->survey, &err),
                     OK);
}

static void done(struct surveyed *surveyed)
{
    engine_release(surveyed->cleaner, &surveyed->page);
    cleaner_free(surveyed->cleaner);
}

static void test_echoes(void **state)
{
    (void)state;
    struct surveyed it;
    read(&it, "<p>a quiet street by the old harbour<p>something else stands here today"
              "<blockquote>a quiet street by the old harbour</blockquote>");
    const struct nearby *nearby = &it.survey.nearby;
    assert_int_equal(it.page.n_blocks, 3);
    assert_true(nearby->earlier[0] == 0 && nearby->later[0] == 1);
    assert_true(nearby->earlier[1] == 0 && nearby->later[1] == 0);
    assert_true(nearby->earlier[2] == 1 && nearby->later[2] == 0);
    done(&it);
}

static void test_sections(void **state)
{
    (void)state;
    struct surveyed it;
    read(&it, "<p>one two three<h2>Comments</h2><p>four five<p>six<h3>Ann</h3><p>seven");
    const struct nearby *nearby = &it.survey.nearby;
    const uint32_t sections[] = {0, 1, 1, 1, 2, 2};
    const uint32_t since[] = {SINCE_NONE, 0, 1, 2, 3, 4};
    assert_int_equal(it.page.n_blocks, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(nearby->sections[i], sections[i]);
        assert_int_equal(nearby->since_comment[i], since[i]);
        assert_int_equal(nearby->since_related[i], SINCE_NONE);
    }
    assert_true(nearby->all_sections[1].words == 4 && nearby->all_sections[1].blocks == 3);
    done(&it);
}

static void test_guess(void **state)
{
    (void)state;
    struct surveyed it;
    read(&it, "<div class='article-body'><p>The ferry now leaves at seven in the morning, and on "
              "Sundays not before nine.</p></div><div class='site-footer'><p>Privacy policy</p>"
              "</div>");
    const struct nearby *nearby = &it.survey.nearby;
    assert_int_equal(it.page.n_blocks, 2);
    assert_true(nearby->guess[0] > nearby->guess[1] + .3F);
    assert_true(nearby->guess[1] < .3F);
    float sum = nearby->guess[0] * 15 + nearby->guess[1] * 2;
    assert_true(nearby->guessed[0] > sum - .01F && nearby->guessed[0] < sum + .01F);
    done(&it);
}

/* What training tells takes the place of the table. */
static void test_told(void **state)
{
    (void)state;
    struct surveyed it;
    const float told[] = {1, 2, -3, 1};
    read(&it, "<p>one two three</p><p>four five</p>");
    it.page.told_priors = told;
    assert_true(survey_page(&it.cleaner->scratch, &it.page, &it.survey));
    assert_true(it.survey.nearby.logit_around[0] == 2);
    assert_true(it.survey.nearby.guess[0] > .95F && it.survey.nearby.guess[1] < .12F);
    done(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_echoes),
                                       cmocka_unit_test(test_sections),
                                       cmocka_unit_test(test_guess), cmocka_unit_test(test_told)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
