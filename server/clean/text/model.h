/* The judge of units: a small network over their features, and the choice of the ones to keep. */
#ifndef CLEAN_TEXT_MODEL_H
#define CLEAN_TEXT_MODEL_H

#include "base/arena.h"
#include "clean/text/context.h"
#include "clean/text/net.h"
#include "clean/text/traits.h"

#include <stdbool.h>

enum {
    MODEL_NEAR = 16,      /* features of each neighbour that count for a unit, too */
    MODEL_NEIGHBOURS = 4, /* two units before it and two behind it */
    MODEL_FEATURES = OWN_COUNT + CONTEXT_COUNT + MODEL_NEIGHBOURS * MODEL_NEAR,
};

/* model_table.c; each row is a unit's, as model_features makes it. */
extern const struct net MODEL;
/* What starting or ending a kept stretch costs. */
extern const float MODEL_SWITCH_COST;

struct choice {
    float *scores; /* log odds that a unit belongs to the article */
    bool *kept;
    double confidence; /* the expected F1 over words */
};

/* A unit's whole row of features, in the order of the table. */
void model_features(const struct sheet *sheet, const struct context *context, size_t unit,
                    float row[MODEL_FEATURES]);
/* A feature's name and, for a neighbour's, its distance (else 0). */
const char *model_feature_name(size_t feature, int *ret_distance);

bool model_choose(struct arena *arena, const struct sheet *sheet, const struct context *context,
                  struct choice *ret_choice) MUST_USE;

#endif
