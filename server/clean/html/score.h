/* The model: how likely it is that a block belongs to what a reader came for. */
#ifndef CLEAN_HTML_SCORE_H
#define CLEAN_HTML_SCORE_H

#include "clean/trees.h"

/* weights_table.c */
extern const struct trees SCORE_TREES;

/* The probability that the model gives a block with this row of features (features.h). */
float model_score(const float *row);

#endif
