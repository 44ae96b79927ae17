/* What surrounds a block beyond its boxes: the same words elsewhere, the section under a heading,
 * and what the first guess (prior.h) makes of its neighbours, containers and likes. */
#ifndef CLEAN_HTML_NEARBY_H
#define CLEAN_HTML_NEARBY_H

#include "base/arena.h"
#include "clean/html/page.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* From one heading to the next, whatever their levels. */
struct section {
    float words, link_words, blocks;
    float guessed; /* words that the first guess takes for content */
};

struct nearby {
    float *earlier,
        *later;   /* of each block: the share of its runs of words also before, behind it */
    float *guess; /* of each block: the probability that it is content, by words alone */
    float *logit_text, *logit_around; /* of each block: what its text and its boxes add to that */
    float *guessed;                   /* of each box and all in it: words so taken for content */
    uint32_t *sections;               /* of each block: the index of its section */
    struct section *all_sections;
    uint32_t *since_comment,
        *since_related; /* of each block: blocks since a heading that says so */
};

enum { SINCE_NONE = 999 };

/* False when memory is out. */
bool nearby_read(struct arena *arena, const struct page *page, struct nearby *ret_nearby) MUST_USE;

#endif
