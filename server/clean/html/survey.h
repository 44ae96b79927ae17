/* What a page is like as a whole, computed once: sums over boxes, the best container, groups of
 * like blocks. */
#ifndef CLEAN_HTML_SURVEY_H
#define CLEAN_HTML_SURVEY_H

#include "base/arena.h"
#include "clean/html/nearby.h"
#include "clean/html/page.h"
#include "clean/html/shingles.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Of a box and all boxes in it. */
struct sums {
    float words, link_words, blocks, prose_words;
    float media;          /* pictures and players */
    float score;          /* as a container of paragraphs: Readability's idea, for the box itself */
    uint32_t first, last; /* blocks */
    uint16_t up;          /* steps up to a box around the best container, or to it */
    uint16_t down;        /* steps from there down to the best container */
};

/* Blocks that stand in the same kind of place: same tags around, same hints near. */
struct group {
    uint64_t key;
    float count, words, link_words;
    float guessed; /* words that the first guess takes for content */
};

struct survey {
    const struct page *page;
    struct nearby nearby;
    struct sums *sums; /* one for each box */
    uint32_t *groups;  /* of each block */
    struct group *all_groups;
    uint8_t *repeats; /* of each block: how often its first words stand on the page, up to 255 */
    uint32_t *long_before; /* of each block and one behind: long blocks before it */
    uint32_t *last_long, *next_long, *last_heading; /* of each block: indices, or BLOCK_NONE */
    uint8_t *media; /* of each block and one behind: pictures and players since the block before */
    uint32_t best;  /* box */
    uint32_t first_h1; /* block, or BLOCK_NONE */
    float words, link_words, long_words;
    struct shingles description, ld_body, ld_description;
    uint32_t *title_words;
    size_t n_title_words;
    uint64_t title_filter[4];
};

#define BLOCK_NONE UINT32_MAX

enum {
    LONG_WORDS = 25, /* a block that is surely running text */
    PROSE_WORDS = 12,
    SCORED_WORDS = 8,
    GROUP_DEPTH = 5, /* tags around a block that make its place */
    GROUP_NEAR = 3,  /* steps up in which hints make it */
};

/* False when memory is out. */
bool survey_page(struct arena *arena, struct page *page, struct survey *ret_survey) MUST_USE;
static inline bool block_is_long(const struct block *block)
{
    return block->words >= LONG_WORDS && block_link_share(block) < 0.3F;
}
/* 1 to 6 for a block that is (or is right in) a heading, else 0. */
int block_heading(const struct page *page, const struct block *block);

#endif
