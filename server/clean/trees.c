/* Boosted regression trees: how learned judgements are made. */
#include "clean/trees.h"

#include <string.h>

/* Counted from 1, a node's children are 2 * node and the one behind it. */
static inline size_t step(const struct tree *tree, const float *row, size_t node)
{
    return 2 * node + !(row[tree->features[node - 1]] < tree->thresholds[node - 1]);
}

/*
 * Each step of one tree waits for the step before; the other trees' steps fill that time.  Four
 * trees are as many as stay in registers, which takes two thirds of the instructions of eight.
 */
float trees_sum(const struct tree *trees, const float *row)
{
    float sum = 0;
    for (const struct tree *four = trees; four < trees + TREES_AT_ONCE; four += 4) {
        size_t a = 1, b = 1, c = 1, d = 1;
        for (int depth = 0; depth < TREES_DEPTH; depth++) {
            a = step(&four[0], row, a);
            b = step(&four[1], row, b);
            c = step(&four[2], row, c);
            d = step(&four[3], row, d);
        }
        sum += four[0].leaves[a - TREES_LEAVES];
        sum += four[1].leaves[b - TREES_LEAVES];
        sum += four[2].leaves[c - TREES_LEAVES];
        sum += four[3].leaves[d - TREES_LEAVES];
    }
    return sum;
}

float trees_judge(const struct trees *trees, const float *row)
{
    float sum = 0;
    for (size_t i = 0; i < trees->len; i += TREES_AT_ONCE) {
        sum += trees_sum(&trees->trees[i], row);
    }
    return sum;
}

void trees_judge_rows(const struct trees *trees, const float *rows, size_t width, size_t n,
                      float *ret_scores)
{
    memset(ret_scores, 0, n * sizeof(*ret_scores));
    for (size_t i = 0; i < trees->len; i += TREES_AT_ONCE) {
        for (size_t k = 0; k < n; k++) {
            ret_scores[k] += trees_sum(&trees->trees[i], rows + k * width);
        }
    }
}
