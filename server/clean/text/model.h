/* The judge of units: trees over their features, and the choice of the ones to keep. */
#ifndef CLEAN_TEXT_MODEL_H
#define CLEAN_TEXT_MODEL_H

#include "base/arena.h"
#include "clean/text/context.h"
#include "clean/text/traits.h"
#include "clean/text/windows.h"
#include "clean/trees.h"

#include <stdbool.h>

enum {
    MODEL_NEAR = 16,      /* features of each neighbour that count for a unit, too */
    MODEL_NEIGHBOURS = 2, /* the units before it and behind it */
    MODEL_FEATURES = OWN_COUNT + CONTEXT_COUNT + MODEL_NEIGHBOURS * MODEL_NEAR + WINDOWS_COUNT,
};

struct text_model {
    struct wording_table wording;
    struct trees lines;   /* rows are units', as model_features makes them */
    struct trees seconds; /* ... another model of them, by another seed */
    struct trees foreign; /* ... and these add to it where the text is not English */
    struct trees titles;  /* rows are headlines' candidates, as in title.h */
    struct trees bylines; /* ... bylines' candidates, as in byline_candidates.h */
};
/* model_table.c */
extern const struct text_model TEXT_MODEL;

struct choice {
    float *scores; /* log odds that a unit belongs to the article */
    bool *kept;
    double confidence; /* the expected F1 over words */
};

/* A unit's whole row of features, in the order of the table. */
void model_features(const struct sheet *sheet, const struct context *context,
                    const struct windows *windows, size_t unit, float row[MODEL_FEATURES]);

/* Keeps the units with which the expected F1 over words is highest. */
bool model_choose(struct arena *arena, const struct text_model *model, bool is_foreign,
                  const struct context *context, const struct windows *windows,
                  struct choice *ret_choice) MUST_USE;

#endif
