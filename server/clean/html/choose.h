/* Which blocks of a page are kept: the set with the highest expected F1, made whole. */
#ifndef CLEAN_HTML_CHOOSE_H
#define CLEAN_HTML_CHOOSE_H

#include "base/arena.h"
#include "clean/html/quality.h"
#include "clean/html/survey.h"

#include <stdbool.h>

struct choice {
    float *scores; /* of each block: the probability that it belongs to the content */
    bool *keep;
    double expected; /* the F1 over words that is to be expected of the choice (quality.h) */
    float quality[QUALITY_COUNT]; /* what that was estimated from */
    size_t words;                 /* of what is kept */
};

/* False when memory is out. */
bool choose_blocks(struct arena *arena, const struct survey *survey,
                   const struct matcher *url_words, struct choice *ret_choice) MUST_USE;

#endif
