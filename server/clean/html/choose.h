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
    bool *beside;    /* kept for the picture that they explain: no part of the text itself */
    double expected; /* the F1 over words that is to be expected of the choice (quality.h) */
    float quality[QUALITY_COUNT]; /* what that was estimated from */
    size_t words;                 /* of what is kept */
    bool is_whole; /* that is most of a page which no script fills: it stays, however poor */
    bool is_shell; /* that is what stands where a script would fill the page: it goes */
};

/* False when memory is out. */
bool choose_blocks(struct arena *arena, const struct survey *survey,
                   const struct matcher *url_words, struct choice *ret_choice) MUST_USE;
/* Leaves a block out after all; BLOCK_NONE and what is not kept is fine. */
void choice_drop(const struct page *page, struct choice *choice, size_t block);

#endif
