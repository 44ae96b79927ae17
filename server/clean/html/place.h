/* What a candidate's place and page tell: the part of its row that all rankers share. */
#ifndef CLEAN_HTML_PLACE_H
#define CLEAN_HTML_PLACE_H

#include "clean/html/survey.h"

enum place_feature {
    PLACE_FROM_TITLE, /* blocks behind the title */
    PLACE_FROM_PROSE, /* blocks behind the first long block of the best container */
    PLACE_TO_PROSE,   /* blocks to the next long block */
    PLACE_SHARE,      /* of the page's blocks, those before it */
    PLACE_UP,         /* steps up to the best container or one around it */
    PLACE_DOWN,       /* steps from there down to it */
    PLACE_WORDS,      /* of the block */
    PLACE_LINK_SHARE, /* of the block */
    PLACE_REPEATS,    /* how often its first words stand on the page */
    PLACE_GROUP,      /* blocks in the same kind of place */
    PLACE_HEADING,    /* 1 to 6 */
    PLACE_IS_HIDDEN,
    PLACE_NEAR, /* from here on: steps up to what place.c lists */
    PLACE_NEAR_COUNT = 24,
    PLACE_COUNT = PLACE_NEAR + PLACE_NEAR_COUNT
};

enum kind_feature {
    KIND_IS_ARTICLE,
    KIND_IS_THREAD,
    KIND_IS_OTHER,
    KIND_OG_ARTICLE,
    KIND_OG_OTHER,
    KIND_LD_ARTICLES, /* objects in the structured data */
    KIND_PATH_PARTS,
    KIND_PATH_DASHES,
    KIND_BLOCKS,
    KIND_LONG_WORDS,
    KIND_LINK_SHARE,
    KIND_HAS_DATE, /* a date of publication in the page's head */
    KIND_HAS_AUTHOR,
    KIND_AUTHOR_MARKS, /* elements that may name an author, or a date */
    KIND_DATE_MARKS,
    KIND_PATH_ARTICLE, /* words in the address */
    KIND_PATH_OTHER,
    KIND_PATH_THREAD,
    KIND_LD_PAGE, /* types in the structured data */
    KIND_LD_LIST,
    KIND_LD_GOODS,
    KIND_LD_COMPANY,
    KIND_PRICES, /* from here on: shares of the blocks */
    KIND_CODE,
    KIND_COMMENTS,
    KIND_CARDS,
    KIND_GOODS,
    KIND_FORUM,
    KIND_PROSE,
    KIND_HEADINGS,
    KIND_YEARS,
    KIND_COUNT
};

/* `block` may be BLOCK_NONE: a candidate that the page does not show. */
void place_of_block(const struct survey *survey, uint32_t block, uint32_t title,
                    float row[PLACE_COUNT]);
void place_of_page(const struct survey *survey, float row[KIND_COUNT]);
/* Whether a block is of the navigation, or of the readers' comments below the page (not of a page
 * that consists of them). */
bool place_is_elsewhere(const struct survey *survey, uint32_t block);
/* Blocks to the nearest marked element with a hint; 99 where there is none or it is further. */
float place_to_mark(const struct page *page, uint32_t block, enum hint hint);

#endif
