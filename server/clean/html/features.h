/* The numbers that the model judges a block by. */
#ifndef CLEAN_HTML_FEATURES_H
#define CLEAN_HTML_FEATURES_H

#include "clean/html/page.h"
#include "clean/html/phrases.h"
#include "clean/html/survey.h"

#include <stddef.h>

enum {
    FEATURE_LEVELS =
        7, /* boxes around a block whose sums count: its own, then 1, 2, 3, 4, 6, 8 steps up */
    FEATURE_A_LEVEL = 5,
    FEATURE_PLACES = 3, /* ... whose place among others counts: 1, 2, 4 steps up */
    FEATURE_A_PLACE = 3,
    FEATURE_NEIGHBOURS = 6, /* three blocks before, three behind */
    FEATURE_A_NEIGHBOUR = 5,
    FEATURE_GUESS_NEIGHBOURS = 4, /* two blocks before, two behind */
    FEATURE_GUESS_LEVELS = 5,     /* boxes around a block: its own and the four around that */
    FEATURE_INLINE_COUNT = 12,    /* hints of inline elements that count */
    FEATURE_MEDIA_LEVELS = 4,     /* boxes around a block: its own and the three around that */
};

/* A row holds first what the block is like, then where it stands, then what the page is like. */
enum feature {
    FEATURE_WORDS,
    FEATURE_LINK_SHARE,
    FEATURE_LINKS,
    FEATURE_UPPERS,
    FEATURE_DIGITS,
    FEATURE_SENTENCES,
    FEATURE_WORDS_A_SENTENCE,
    FEATURE_COMMAS,
    FEATURE_IS_TERMINATED,
    FEATURE_IS_COLON,
    FEATURE_STARTS_UPPER,
    FEATURE_HAS_SEPARATOR,
    FEATURE_HAS_YEAR,
    FEATURE_HAS_PRICE,
    FEATURE_WORD_LENGTH,
    FEATURE_LEAF,
    FEATURE_IS_STRONG,
    FEATURE_IS_EMPHASIS,
    FEATURE_IS_CODE,
    FEATURE_HAS_TIME,
    FEATURE_PHRASES,
    FEATURE_HINTS = FEATURE_PHRASES + PHRASE_COUNT,
    FEATURE_TAGS = FEATURE_HINTS + HINT_COUNT,
    FEATURE_IS_HIDDEN = FEATURE_TAGS + NEAR_COUNT,
    FEATURE_IS_ARIA_HIDDEN,
    FEATURE_IS_NOSCRIPT,
    FEATURE_IS_BODY,
    FEATURE_IS_DESCRIPTION,
    FEATURE_PLACE,
    FEATURE_INDEX,
    FEATURE_INDEX_LEFT,
    FEATURE_SINCE_H1,
    FEATURE_NEAR_LONG,
    FEATURE_LONG_BEFORE,
    FEATURE_LONG_AFTER,
    FEATURE_SINCE_LONG,
    FEATURE_UNTIL_LONG,
    FEATURE_TITLE_SHARE, /* of the block's words that are in the title */
    FEATURE_TITLE_COVER, /* of the title's words that are in the block */
    FEATURE_IN_DESCRIPTION,
    FEATURE_IN_LD_BODY,
    FEATURE_IN_LD_DESCRIPTION,
    FEATURE_REPEATS,
    FEATURE_LEVEL,
    FEATURE_BOX_PLACE = FEATURE_LEVEL + FEATURE_LEVELS * FEATURE_A_LEVEL,
    FEATURE_UP = FEATURE_BOX_PLACE + FEATURE_PLACES * FEATURE_A_PLACE,
    FEATURE_DOWN,
    FEATURE_AFTER_BEST_FIRST,
    FEATURE_AFTER_BEST_LAST,
    FEATURE_DEPTH,
    FEATURE_GROUP_COUNT,
    FEATURE_GROUP_WORDS,
    FEATURE_GROUP_LINKS,
    FEATURE_GROUP_SHARE,
    FEATURE_NEIGHBOUR,
    FEATURE_HEADING_DISTANCE = FEATURE_NEIGHBOUR + FEATURE_NEIGHBOURS * FEATURE_A_NEIGHBOUR,
    FEATURE_HEADING_LEVEL,
    FEATURE_HEADING_RELATED,
    FEATURE_HEADING_COMMENT,
    FEATURE_HEADING_SHARE,
    FEATURE_EARLIER, /* of the block's runs of words, the share that also stands before it */
    FEATURE_LATER,
    FEATURE_SINCE_COMMENT,
    FEATURE_SINCE_RELATED,
    FEATURE_SECTION_WORDS,
    FEATURE_SECTION_LINKS,
    FEATURE_SECTION_BLOCKS,
    FEATURE_SECTION_GUESS,
    FEATURE_GUESS_TEXT,
    FEATURE_GUESS_AROUND,
    FEATURE_GUESS,
    FEATURE_GUESS_GROUP,
    FEATURE_GUESS_NEIGHBOUR,
    FEATURE_GUESS_LEVEL = FEATURE_GUESS_NEIGHBOUR + FEATURE_GUESS_NEIGHBOURS,
    FEATURE_INLINE_HINTS = FEATURE_GUESS_LEVEL + 2 * FEATURE_GUESS_LEVELS,
    FEATURE_FIRST = FEATURE_INLINE_HINTS + FEATURE_INLINE_COUNT, /* its first character's class */
    FEATURE_LAST,
    FEATURE_MEDIA_BEFORE, /* pictures and players between the block and the one before it */
    FEATURE_MEDIA_AFTER,
    FEATURE_SINCE_MEDIA, /* blocks */
    FEATURE_MEDIA_LEVEL,
    FEATURE_PAGE = FEATURE_MEDIA_LEVEL + 2 * FEATURE_MEDIA_LEVELS, /* the rest is the same for all
                                                                      blocks */
};

/* Of the page, from FEATURE_PAGE on. */
enum page_feature {
    PAGE_WORDS,
    PAGE_LINK_SHARE,
    PAGE_BLOCKS,
    PAGE_LONG_BLOCKS,
    PAGE_LONG_SHARE,
    PAGE_PATH_PARTS,
    PAGE_PATH_LENGTH,
    PAGE_PATH_DASHES,
    PAGE_PATH_HAS_YEAR,
    PAGE_HAS_QUERY,
    PAGE_IS_OG_ARTICLE,
    PAGE_IS_OG_PRODUCT,
    PAGE_LD_BODIES,
    PAGE_LD_DESCRIPTIONS,
    PAGE_BEST_SCORE,
    PAGE_BEST_SHARE,
    PAGE_BEST_LINKS,
    PAGE_HAS_ARTICLE_META,
    PAGE_SCRIPTS,
    PAGE_GUESSED,
    PAGE_GUESSED_SHARE,
    PAGE_MEDIA,
    PAGE_LD_TYPES,
    PAGE_URL_WORDS = PAGE_LD_TYPES + LD_TYPE_COUNT,
    PAGE_URL_WORDS_COUNT = 7,
    PAGE_PHRASES = PAGE_URL_WORDS + PAGE_URL_WORDS_COUNT,
    PAGE_PHRASES_COUNT = 7,
    PAGE_HINTS = PAGE_PHRASES + PAGE_PHRASES_COUNT,
    PAGE_HINTS_COUNT = 14,
    PAGE_TAGS = PAGE_HINTS + PAGE_HINTS_COUNT,
    PAGE_TAGS_COUNT = 11,
    PAGE_FEATURE_COUNT = PAGE_TAGS + PAGE_TAGS_COUNT,
    FEATURE_COUNT = FEATURE_PAGE + PAGE_FEATURE_COUNT,
};

/* The hints of inline elements that are features. */
extern const uint8_t INLINE_HINTS[FEATURE_INLINE_COUNT];

/* Words in addresses that tell kinds of pages apart. */
extern const struct matcher_row URL_ROWS[PAGE_URL_WORDS_COUNT];

/* Fills the part of a row that is the same for every block of the page. */
void features_of_page(const struct survey *survey, const struct matcher *url_words,
                      float row[FEATURE_COUNT]);
/* Fills the rest for one block. */
void features_of_block(const struct survey *survey, size_t block, float row[FEATURE_COUNT]);
/* A feature's name, for training and for people: "hint:nav", "level2:words". */
void feature_name(size_t feature, struct buf *buf);

#endif
