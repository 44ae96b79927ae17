/* Which blocks of a page are kept: the set with the highest expected F1, made whole. */
#include "clean/html/choose.h"

#include "clean/html/edges.h"
#include "clean/html/features.h"
#include "clean/html/score.h"
#include "clean/html/tables.h"

#include <stdlib.h>
#include <string.h>

/*
 * Chosen by cross-validation by site on the pages that the model was trained on; on either side of
 * each the figures change by less than .002.
 */
static const float FLOOR = 0.2F;          /* less likely blocks are never kept */
static const float CAPTION_LEAST = 0.05F; /* a caption between kept blocks needs no more, */
static const float CAPTION_BEFORE = 0.3F; /* and one that only stands before such a block this */
/* With less F1 expected, whichever way, there is nothing to read. */
static const double ABSTAIN = 0.2;
static const float WHOLE_SHARE = 0.5F; /* of a page's words that are most of it */
static const float SHELL_WORDS = 30, SHELL_BEST = 0.8F;

enum { TOLD_WORDS_MIN = 25 };
static const double TOLD_EXPECTED = 0.5;

enum {
    CAPTION_DEPTH = 2, /* steps up to the <figcaption> */
    CAPTION_NEAR = 1,  /* ... or to what a class calls a caption */
    CAPTION_WORDS = 60,
    TABLE_PERCENT = 60, /* of a table's words */
};

struct ranked {
    float score;
    uint32_t block;
};

static int by_score(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->score != right->score) {
        return left->score < right->score ? 1 : -1;
    }
    return left->block < right->block ? -1 : left->block > right->block;
}

/*
 * Taking blocks from the likeliest on, the expected F1 (probabilities taken as independent) rises
 * to one peak: there the choice ends.
 */
static size_t cut(const struct page *page, const struct ranked *ranked, double *ret_expected)
{
    double all = 0, hits = 0, taken = 0, best = 0;
    size_t n = 0;
    for (size_t i = 0; i < page->n_blocks; i++) {
        all += (double)ranked[i].score * page->blocks[ranked[i].block].words;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        double words = page->blocks[ranked[i].block].words;
        hits += (double)ranked[i].score * words;
        taken += words;
        double expected = 2 * hits / (taken + all + 1e-9);
        if (expected > best) {
            best = expected;
            n = i + 1;
        }
    }
    *ret_expected = best;
    return n;
}

/* Training brings scores of its own, of models that have not seen the page. */
static void score_blocks(const struct survey *survey, const float *page_row, float *scores)
{
    const struct page *page = survey->page;
    float rows[SCORE_AT_ONCE][FEATURE_COUNT];
    if (page->told_scores) {
        memcpy(scores, page->told_scores, page->n_blocks * sizeof(*scores));
        return;
    }
    for (size_t k = 0; k < SCORE_AT_ONCE; k++) {
        memcpy(rows[k] + FEATURE_PAGE, page_row + FEATURE_PAGE, PAGE_FEATURE_COUNT * sizeof(float));
    }
    for (size_t i = 0; i < page->n_blocks; i += SCORE_AT_ONCE) {
        size_t n = MIN((size_t)SCORE_AT_ONCE, page->n_blocks - i);
        for (size_t k = 0; k < n; k++) {
            features_of_block(survey, i + k, rows[k]);
        }
        model_score((const float(*)[FEATURE_COUNT])rows, n, scores + i);
    }
}

/*
 * A page that no script fills, and that is kept for the most part, is all that there is.  A few
 * words that nothing speaks for, on a page that scripts fill, ask for them to be run: of 1,358
 * pages 16, of which 10 have nothing to read, and the others' words are wrong for the most part.
 */
static void judge(const struct page *page, struct choice *choice)
{
    const float *quality = choice->quality;
    choice->is_whole = !page->n_scripts && quality[QUALITY_SHARE] > WHOLE_SHARE;
    choice->is_shell = page->n_scripts && quality[QUALITY_WORDS] < SHELL_WORDS &&
                       quality[QUALITY_BEST] < SHELL_BEST;
}

/* With a poor estimate, better nothing than furniture. */
static bool is_poor(const struct choice *choice)
{
    bool is_doubted = choice->expected < (double)QUALITY_TREES.least && !choice->is_whole;
    return is_doubted || choice->is_shell;
}

/* A shell, an error, a page of links alone. */
static void keep_nothing(const struct page *page, struct choice *choice)
{
    memset(choice->keep, 0, page->n_blocks * sizeof(*choice->keep));
}

/*
 * Shells that a script fills often carry the article's text for search engines: better than
 * nothing, where nothing else was chosen.
 */
static void keep_told_body(const struct page *page, struct choice *choice)
{
    size_t words = 0;
    for (size_t i = 0; i < page->n_blocks; i++) {
        words += page->blocks[i].kind == BLOCK_LD_BODY ? page->blocks[i].words : 0;
    }
    if (words < TOLD_WORDS_MIN) {
        return;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        choice->keep[i] = page->blocks[i].kind == BLOCK_LD_BODY;
    }
    choice->expected = TOLD_EXPECTED;
}

static size_t count_words(const struct page *page, const struct choice *choice)
{
    size_t words = 0;
    for (size_t i = 0; i < page->n_blocks; i++) {
        words += choice->keep[i] ? page->blocks[i].words : 0;
    }
    return words;
}

/* Whether anything is kept that the page itself shows. */
static bool keeps_shown(const struct page *page, const struct choice *choice)
{
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (choice->keep[i] && page->blocks[i].kind == BLOCK_PAGE) {
            return true;
        }
    }
    return false;
}

static bool is_caption(const struct page *page, size_t i)
{
    return box_tag(&page->boxes[page->blocks[i].box], NEAR_FIGCAPTION) <= CAPTION_DEPTH;
}

/*
 * A figure within what is kept is kept whole: its caption stays where the blocks around it do, and
 * so, if it is likely enough, does that of a picture above the first paragraph.
 */
static void keep_captions(const struct page *page, struct choice *choice)
{
    bool is_kept_before = false;
    for (size_t i = 0; i < page->n_blocks; i++) {
        float least = is_kept_before ? CAPTION_LEAST : CAPTION_BEFORE;
        size_t behind = i;
        while (behind < page->n_blocks && is_caption(page, behind)) {
            behind++;
        }
        bool is_before_kept = behind < page->n_blocks && choice->keep[behind];
        for (; i < behind; i++) {
            bool is_due = is_before_kept && choice->scores[i] >= least;
            choice->beside[i] = is_due && !choice->keep[i];
            choice->keep[i] |= is_due;
        }
        is_kept_before = i < page->n_blocks && choice->keep[i];
    }
}

/*
 * A line under a picture that is marked as its caption and names who took it is no part of the
 * text, however likely: of 59 such on pages with known answers two were.
 */
static void put_credits_beside(const struct survey *survey, struct choice *choice)
{
    const struct page *page = survey->page;
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        bool has_credit = block->phrases >> PHRASE_CREDIT & 1 && block->words <= CAPTION_WORDS;
        bool is_marked =
            is_caption(page, i) || box_hint(&page->boxes[block->box], HINT_CAPTION) <= CAPTION_NEAR;
        choice->beside[i] |= choice->keep[i] && has_credit && is_marked && survey->media[i];
    }
}

/* The table that a block is a cell of, as a box; 0 for none. */
static uint32_t table_of(const struct page *page, size_t i)
{
    uint32_t box = page->blocks[i].box;
    unsigned steps = box_tag(&page->boxes[box], NEAR_TABLE);
    if (page->blocks[i].kind != BLOCK_PAGE || steps >= BOX_FAR) {
        return 0;
    }
    while (steps-- > 0) {
        box = page->boxes[box].parent;
    }
    return box;
}

/*
 * A table of which most is kept is kept whole: rows and columns without their heads say nothing.
 * One that lays out the page, or a thread's posts, has no such heads.
 */
static bool keep_tables(struct arena *arena, const struct page *page, struct choice *choice)
{
    struct share {
        uint32_t kept, all;
        bool is_whole;
    } *shares = arena_array(arena, page->n_boxes + 1, sizeof(*shares));
    if (!shares) {
        return false;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        uint32_t table = table_of(page, i);
        shares[table].all += page->blocks[i].words;
        shares[table].kept += choice->keep[i] ? page->blocks[i].words : 0;
    }
    for (size_t i = 1; i < page->n_boxes; i++) {
        bool is_most = shares[i].kept * 100 >= shares[i].all * TABLE_PERCENT;
        shares[i].is_whole = shares[i].kept < shares[i].all && is_most &&
                             table_is_data(&page->dom, page->boxes[i].node);
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        uint32_t table = table_of(page, i);
        choice->keep[i] |= table && shares[table].is_whole;
    }
    return true;
}

/* Keeps what the scores speak for; returns the F1 to be expected if they were independent. */
static double keep_likeliest(const struct page *page, struct ranked *ranked, struct choice *choice)
{
    double expected;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        ranked[i] = (struct ranked){choice->scores[i], i};
    }
    qsort(ranked, page->n_blocks, sizeof(*ranked), by_score);
    size_t n = cut(page, ranked, &expected);
    for (size_t i = 0; i < n; i++) {
        choice->keep[ranked[i].block] = ranked[i].score >= FLOOR;
    }
    return expected;
}

void choice_drop(const struct page *page, struct choice *choice, size_t block)
{
    if (block != BLOCK_NONE && choice->keep[block]) {
        choice->keep[block] = false;
        choice->words -= page->blocks[block].words;
    }
}

bool choose_blocks(struct arena *arena, const struct survey *survey,
                   const struct matcher *url_words, struct choice *ret_choice)
{
    const struct page *page = survey->page;
    float row[FEATURE_COUNT];
    struct ranked *ranked = arena_array(arena, page->n_blocks + 1, sizeof(*ranked));
    *ret_choice = (struct choice){.scores = arena_array(arena, page->n_blocks + 1, sizeof(float)),
                                  .keep = arena_array(arena, page->n_blocks + 1, sizeof(bool)),
                                  .beside = arena_array(arena, page->n_blocks + 1, sizeof(bool))};
    if (!ranked || !ret_choice->scores || !ret_choice->keep || !ret_choice->beside) {
        return false;
    }
    features_of_page(survey, url_words, row);
    score_blocks(survey, row, ret_choice->scores);
    double expected = keep_likeliest(page, ranked, ret_choice);
    edges_trim(page, ret_choice->keep);
    keep_captions(page, ret_choice);
    put_credits_beside(survey, ret_choice);
    if (!keep_tables(arena, page, ret_choice)) {
        return false;
    }
    quality_row(survey, ret_choice->scores, ret_choice->keep, expected, row, ret_choice->quality);
    ret_choice->expected = quality_estimate(ret_choice->quality);
    judge(page, ret_choice);
    /* Training, with scores from outside, judges by an estimate that has not seen the page. */
    if (expected < ABSTAIN || (!page->told_scores && is_poor(ret_choice))) {
        keep_nothing(page, ret_choice);
    }
    if (!keeps_shown(page, ret_choice)) {
        keep_told_body(page, ret_choice);
    }
    ret_choice->words = count_words(page, ret_choice);
    return true;
}
