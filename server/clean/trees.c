/* Boosted regression trees: how learned judgements are made. */
#include "clean/trees.h"

/* Each step of one tree waits for the step before; the other trees' steps fill that time. */
static float sum_some(const struct tree *trees, const float *row)
{
    unsigned at[TREES_AT_ONCE] = {0};
    for (int depth = 0; depth < TREES_DEPTH; depth++) {
        for (size_t i = 0; i < TREES_AT_ONCE; i++) {
            unsigned node = at[i];
            at[i] = 2 * node + 2 - (row[trees[i].features[node]] < trees[i].thresholds[node]);
        }
    }
    float sum = 0;
    for (size_t i = 0; i < TREES_AT_ONCE; i++) {
        sum += trees[i].leaves[at[i] - TREES_INNER];
    }
    return sum;
}

float trees_judge(const struct trees *trees, const float *row)
{
    float sum = 0;
    for (size_t i = 0; i < trees->len; i += TREES_AT_ONCE) {
        sum += sum_some(&trees->trees[i], row);
    }
    return sum;
}
