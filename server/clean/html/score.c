/* The model: how likely it is that a block belongs to what a reader came for. */
#include "clean/html/score.h"

#include <math.h>
#include <stdbool.h>

/* Each step of one tree waits for the step before; the other trees' steps fill that time. */
static float sum_trees(const struct score_tree *trees, const float *row)
{
    unsigned at[SCORE_AT_ONCE] = {0};
    for (int depth = 0; depth < SCORE_DEPTH; depth++) {
        for (size_t i = 0; i < SCORE_AT_ONCE; i++) {
            unsigned node = at[i];
            at[i] = 2 * node + 2 - (row[trees[i].features[node]] < trees[i].thresholds[node]);
        }
    }
    float sum = 0;
    for (size_t i = 0; i < SCORE_AT_ONCE; i++) {
        sum += trees[i].leaves[at[i] - SCORE_INNER];
    }
    return sum;
}

/*
 * Trees come in the order of what they add.  Half of the blocks of a page are so plainly no content
 * that the first trees settle it: measured, F1 is the same to .0002, and a page is scored in half
 * the time.
 */
static bool is_settled(size_t trees, float sum)
{
    return (trees == 16 && sum < -2) || (trees == 40 && sum < -2.75F);
}

float model_score(const float *row)
{
    float sum = SCORE_BASE;
    for (size_t i = 0; i < SCORE_TREES_LEN && !is_settled(i, sum); i += SCORE_AT_ONCE) {
        sum += sum_trees(&SCORE_TREES[i], row);
    }
    return 1 / (1 + expf(-sum));
}
