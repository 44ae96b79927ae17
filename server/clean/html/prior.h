/* A first guess at each block from words alone: those of its text and of the attributes around it.
 */
#ifndef CLEAN_HTML_PRIOR_H
#define CLEAN_HTML_PRIOR_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/*
 * A logistic regression over words.  "article-body", "related" or "wp-block-list" as a class,
 * "subscribe" as the first word of five: a token each, with a weight learned from the corpus.  The
 * trees (score.h) get the sums as features, and what they amount to in the containers around.
 */
enum {
    PRIOR_ATTRIBUTE_MAX = 24, /* tokens of one element's attributes; the rest is for styling */
    PRIOR_TEXT_MAX = 32,      /* tokens of one block's text */
    PRIOR_NEAR = 3,           /* boxes from a block's own upwards that count as near, */
    PRIOR_FAR = 10,           /* and all that count at all */
};

/* What a token adds to the log odds: in boxes near to a block (or in its text), and further up. */
struct prior_weight {
    float near, far;
};

/* What the text tokens need to know of a block. */
struct prior_block {
    const uint32_t *words; /* hashes (measure.h) */
    size_t n_words;
    unsigned kind; /* enum block_kind */
    float link_share;
    int is_terminated;
};

/* The tokens of an element: its tag, and the words of its class, id, role and itemprop. */
size_t prior_attribute_tokens(unsigned tag, const struct str values[4],
                              uint32_t ret_tokens[PRIOR_ATTRIBUTE_MAX]);
/* The tokens of a block's text: its first words, alone and in pairs, its last one, its size. */
size_t prior_text_tokens(const struct prior_block *block, uint32_t ret_tokens[PRIOR_TEXT_MAX]);
/* The weights of all these tokens. */
struct prior_weight prior_sum(const uint32_t *tokens, size_t n);

/* prior_table.c: an open-addressed table; token t is looked for from slot (t >> 1) & PRIOR_MASK on.
 */
extern const uint32_t PRIOR_TOKENS[]; /* 0 for an empty slot */
extern const int8_t PRIOR_NEAR_WEIGHTS[], PRIOR_FAR_WEIGHTS[];
extern const uint32_t PRIOR_MASK;
extern const float PRIOR_STEP; /* of the weights */
extern const float PRIOR_BASE; /* log odds of a block without any token */

#endif
