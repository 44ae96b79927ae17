/* What stands around a unit: how much prose is near it, what came before, what the document is
 * like. */
#ifndef CLEAN_TEXT_CONTEXT_H
#define CLEAN_TEXT_CONTEXT_H

#include "base/arena.h"
#include "clean/text/traits.h"

enum context_feature {
    CONTEXT_PLACE,        /* 0..1 by units */
    CONTEXT_WORD_PLACE,   /* 0..1 by words */
    CONTEXT_PROSE_BEFORE, /* share of all prose words */
    CONTEXT_PROSE_AFTER,
    CONTEXT_LOG_INDEX,
    CONTEXT_LOG_LEFT, /* units until the end */
    CONTEXT_FIRST_TEN,
    CONTEXT_SINCE_PROSE, /* logarithms of distances in units, these four */
    CONTEXT_UNTIL_PROSE,
    CONTEXT_SINCE_LONG, /* long prose */
    CONTEXT_UNTIL_LONG,
    CONTEXT_DENSITY, /* prose words near: before, after, the smaller; for three reaches */
    CONTEXT_SHORT_BEFORE = CONTEXT_DENSITY + 9,
    CONTEXT_SHORT_AFTER,
    CONTEXT_SEEN_COMMENT, /* short lines of these categories before, behind a quarter of the prose
                           */
    CONTEXT_SEEN_RELATED,
    CONTEXT_SEEN_SUBSCRIBE,
    CONTEXT_SEEN_LEGAL,
    CONTEXT_SEEN_SHARE,
    CONTEXT_SEEN_AUTHOR,
    CONTEXT_SEEN_TAGS,
    CONTEXT_LATER_NAVIGATION,
    CONTEXT_LATER_LEGAL,
    CONTEXT_EARLIER_LEGAL,
    CONTEXT_IN_BLOCK, /* the stretch with the most prose */
    CONTEXT_BEFORE_BLOCK,
    CONTEXT_AFTER_BLOCK,
    CONTEXT_OVERLAP, /* of its content words with those of the block's prose: share, number */
    CONTEXT_OVERLAPS,
    CONTEXT_COHESION, /* of the prose before with that from here on; the least of all up to here */
    CONTEXT_LEAST_COHESION,
    CONTEXT_TOPIC_BEHIND,  /* share of the words from here on that the first prose has, */
    CONTEXT_TOPIC_FIRST,   /* ... of the words near that it has, */
    CONTEXT_TOPIC_EARLIER, /* ... and that prose before them has */
    CONTEXT_LOG_UNITS,     /* of the document from here on */
    CONTEXT_PROSE_SHARE,
    CONTEXT_LOG_PROSE,
    CONTEXT_BLANK_SHARE,
    CONTEXT_LOG_MEAN_WORDS,
    CONTEXT_COUNT
};

struct context {
    float (*rows)[CONTEXT_COUNT];  /* one for each unit */
    size_t block_start, block_end; /* the stretch with the most prose, its last unit included */
    size_t prose_units;
    size_t words, prose_words;
};

bool context_read(struct arena *arena, const struct sheet *sheet,
                  struct context *ret_context) MUST_USE;

#endif
