/* The model: how likely it is that a block belongs to what a reader came for. */
#ifndef CLEAN_HTML_SCORE_H
#define CLEAN_HTML_SCORE_H

#include <stddef.h>
#include <stdint.h>

enum {
    SCORE_DEPTH = 6, /* comparisons from the root of a tree to a leaf, the same for every leaf */
    SCORE_INNER = (1 << SCORE_DEPTH) - 1,
    SCORE_LEAVES = 1 << SCORE_DEPTH,
};

/*
 * A regression tree without pointers: node i has its children at 2i + 1, where the feature is less
 * than the node's threshold, and 2i + 2.  Branches that end early are filled up, so that walking
 * down needs no test for a leaf and several trees can be walked at once.
 */
struct score_tree {
    uint16_t features[SCORE_INNER];
    float thresholds[SCORE_INNER];
    float leaves[SCORE_LEAVES]; /* what is added to the log odds */
};

/* weights_table.c */
extern const struct score_tree SCORE_TREES[];
extern const size_t SCORE_TREES_LEN; /* a multiple of SCORE_AT_ONCE */
extern const float SCORE_BASE;

enum { SCORE_AT_ONCE = 8 };

/* The probability that the model gives a block with this row of features (features.h). */
float model_score(const float *row);

#endif
