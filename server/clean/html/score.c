/* The model: how likely it is that a block belongs to what a reader came for. */
#include "clean/html/score.h"

#include <math.h>

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

float model_score(const float *row)
{
    float sum = SCORE_BASE;
    for (size_t i = 0; i < SCORE_TREES_LEN; i += SCORE_AT_ONCE) {
        sum += sum_trees(&SCORE_TREES[i], row);
    }
    return 1 / (1 + expf(-sum));
}
