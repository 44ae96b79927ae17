/* Small learned judges of candidates: which of those that a page offers is its title, author, date.
 */
#ifndef CLEAN_HTML_RANK_H
#define CLEAN_HTML_RANK_H

#include <stddef.h>
#include <stdint.h>

enum {
    RANK_DEPTH = 4,
    RANK_INNER = (1 << RANK_DEPTH) - 1,
    RANK_LEAVES = 1 << RANK_DEPTH,
};

/* As struct tree (clean/trees.h), but shallow: a page has tens of candidates, not thousands. */
struct rank_tree {
    uint8_t features[RANK_INNER];
    float thresholds[RANK_INNER];
    float leaves[RANK_LEAVES]; /* what is added to the log odds */
};

struct ranker {
    const struct rank_tree *trees;
    size_t n_trees;
    float least; /* what it gives under which nothing is named (or kept) */
    float base;  /* what it gives without trees */
};

/* rank_table.c */
extern const struct ranker RANK_TITLES, RANK_BYLINES, RANK_DATES;

/* The log odds that the candidate with this row is the right one. */
float rank_score(const struct ranker *ranker, const float *row);

#endif
