/* Boosted regression trees: how learned judgements are made. */
#ifndef CLEAN_TREES_H
#define CLEAN_TREES_H

#include <stddef.h>
#include <stdint.h>

enum {
    TREES_DEPTH = 6, /* comparisons from the root of a tree to a leaf, the same for every leaf */
    TREES_INNER = (1 << TREES_DEPTH) - 1,
    TREES_LEAVES = 1 << TREES_DEPTH,
    TREES_AT_ONCE = 8,
};

/*
 * A tree without pointers: node i has its children at 2i + 1, where the feature is less than the
 * node's threshold, and 2i + 2.  Branches that end early are filled up, so that walking down needs
 * no test for a leaf and several trees can be walked at once.
 */
struct tree {
    uint16_t features[TREES_INNER];
    float thresholds[TREES_INNER];
    float leaves[TREES_LEAVES]; /* what is added to the log odds */
};

/* The numbers are made by training, not by hand. */
struct trees {
    const struct tree *trees;
    size_t len; /* a multiple of TREES_AT_ONCE */
};

/* What TREES_AT_ONCE trees add to the log odds of a row of features. */
float trees_sum(const struct tree *trees, const float *row);
/* The log odds that the trees give a row of features. */
float trees_judge(const struct trees *trees, const float *row);
/* ... and each of `n` rows that stand `width` apart: few trees at once judge all of them, so that
 * the trees stay in the nearest cache. */
void trees_judge_rows(const struct trees *trees, const float *rows, size_t width, size_t n,
                      float *ret_scores);

#endif
