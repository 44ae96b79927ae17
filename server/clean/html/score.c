/* The model: how likely it is that a block belongs to what a reader came for. */
#include "clean/html/score.h"

#include <math.h>
#include <stdbool.h>

/*
 * Models that differ by their seed alone are better together than each: cross-validated, two of
 * them by .002 of F1.  Where the first is as sure as this, by log odds, the others are not asked:
 * that changes nothing, and leaves them one block in five.
 */
static const float OPEN = 2;

/*
 * Trees come in the order of what they add.  Half of the blocks of a page are so plainly no content
 * that the first trees settle it: measured, F1 is the same to .0002, and a page is scored in half
 * the time.
 */
static bool is_settled(size_t trees, float sum)
{
    bool is_sure = trees == SCORE_TREES.len / SCORE_MODELS && fabsf(sum) >= OPEN;
    return is_sure || (trees == 16 && sum < -2) || (trees == 40 && sum < -2.75F);
}

/* A few trees for all rows, then the next few: rows and trees of one step fit the nearest cache. */
void model_score(const float rows[][FEATURE_COUNT], size_t n, float *ret_scores)
{
    size_t open[SCORE_AT_ONCE], n_open = n;
    for (size_t i = 0; i < n; i++) {
        open[i] = i;
        ret_scores[i] = 0;
    }
    for (size_t at = 0; at < SCORE_TREES.len && n_open; at += TREES_AT_ONCE) {
        size_t left = 0;
        for (size_t i = 0; i < n_open; i++) {
            size_t row = open[i];
            ret_scores[row] += trees_sum(&SCORE_TREES.trees[at], rows[row]);
            open[left] = row;
            left += !is_settled(at + TREES_AT_ONCE, ret_scores[row]);
        }
        n_open = left;
    }
    for (size_t i = 0; i < n_open; i++) {
        ret_scores[open[i]] /= (float)SCORE_MODELS;
    }
    for (size_t i = 0; i < n; i++) {
        ret_scores[i] = 1 / (1 + expf(-ret_scores[i]));
    }
}
