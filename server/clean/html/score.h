/* The model: how likely it is that a block belongs to what a reader came for. */
#ifndef CLEAN_HTML_SCORE_H
#define CLEAN_HTML_SCORE_H

#include "clean/html/features.h"
#include "clean/trees.h"

#include <stddef.h>

enum { SCORE_AT_ONCE = 16 }; /* blocks; their rows take 24 kB */

/* weights_table.c */
extern const struct trees SCORE_TREES; /* those of one model behind those of another */
extern const size_t SCORE_MODELS;

/* The probability that the model gives each of at most SCORE_AT_ONCE blocks with these rows. */
void model_score(const float rows[][FEATURE_COUNT], size_t n, float *ret_scores);

#endif
