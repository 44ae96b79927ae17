/* How well a choice of blocks will do: the confidence that is told, and when nothing is told. */
#ifndef CLEAN_HTML_QUALITY_H
#define CLEAN_HTML_QUALITY_H

#include "clean/html/features.h"
#include "clean/html/rank.h"

#include <stdbool.h>

/* What the estimate is made of: of the choice, then all that features.h knows of the page. */
enum quality {
    QUALITY_EXPECTED, /* F1, were the blocks' probabilities independent */
    QUALITY_WORDS,    /* of what is kept */
    QUALITY_SHARE,    /* of the page's words */
    QUALITY_BLOCKS,
    QUALITY_MEAN, /* probability of a kept word */
    QUALITY_BEST, /* block's probability */
    QUALITY_SURE, /* share of words in blocks over .8, */
    QUALITY_OPEN, /* and words of blocks between .3 and .7, kept or not */
    QUALITY_LINKS,
    QUALITY_TERMINATED, /* share of the kept words in blocks that end as sentences do */
    QUALITY_TOLD,       /* ... that structured data alone hold */
    QUALITY_PAGE,
    QUALITY_COUNT = QUALITY_PAGE + PAGE_FEATURE_COUNT,
};

/* Fills `ret_row`; `page_row` is a row that features_of_page has filled. */
void quality_row(const struct survey *survey, const float *scores, const bool *keep,
                 double expected, const float *page_row, float ret_row[QUALITY_COUNT]);
/*
 * The F1 over words that the choice will have, 0 to 1: a regression (quality_table.c) on the F1
 * that choices for pages of unseen sites had.
 */
double quality_estimate(const float row[QUALITY_COUNT]);

/* quality_table.c */
extern const struct ranker QUALITY_TREES;

#endif
