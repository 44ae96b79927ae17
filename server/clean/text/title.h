/* Which line is the headline. */
#ifndef CLEAN_TEXT_TITLE_H
#define CLEAN_TEXT_TITLE_H

#include "clean/text/reading.h"

enum title_feature {
    TITLE_DISTANCE, /* logarithm of the units between it and the body */
    TITLE_IN_BODY,
    TITLE_NEXT_1, /* that many units before the body */
    TITLE_NEXT_2,
    TITLE_NEXT_4,
    TITLE_KEPT,
    TITLE_WORDS_2, /* at most; then ranges */
    TITLE_WORDS_5,
    TITLE_WORDS_20,
    TITLE_WORDS_MANY,
    TITLE_TERMINATED,
    TITLE_QUESTION,
    TITLE_LEXICON,
    TITLE_DATE,
    TITLE_BYLINE,
    TITLE_REPEATED,
    TITLE_LOG_REPEATED,
    TITLE_OVERLAP, /* with the body's words: share, number, and weighed */
    TITLE_OVERLAPS,
    TITLE_WEIGHT,
    TITLE_BEST_OVERLAP,
    TITLE_WEIGHT_RANK,
    TITLE_NOT_INDENTED,
    TITLE_BLANK_BEFORE,
    TITLE_IS_FIRST,
    TITLE_STARTS_UPPER,
    TITLE_STARTS_LOWER,
    TITLE_STARTS_DIGIT,
    TITLE_SEPARATOR,
    TITLE_TITLE_CASE,
    TITLE_BYLINE_SOON,
    TITLE_LOG_WITHIN, /* lines that hold it among other words */
    TITLE_BEGINS_LINE,
    TITLE_HAS_DIGIT,
    TITLE_AFTER_PROSE,
    TITLE_BEFORE_PROSE,
    TITLE_ADDRESS,
    TITLE_CALLS,
    TITLE_META,
    TITLE_AFTER_SHORT,
    TITLE_LOG_WORDS,
    TITLE_LOG_INDEX,
    TITLE_STOPWORDS, /* shares of its words */
    TITLE_CAPITALS,
    TITLE_COLON,
    TITLE_SCORE,       /* the model's, as part of the body */
    TITLE_LENGTH_RANK, /* candidates that are longer, up to 5 */
    TITLE_LONG_BEHIND, /* candidates of some words behind it, that are no sentences; before it */
    TITLE_LONG_BEFORE,
    TITLE_HOLDS, /* candidates that stand in it: a path of links ends with the headline */
    TITLE_LOG_SEPARATORS,
    TITLE_UNTIL_DATE,  /* units to the next line that is a date */
    TITLE_WORDS_ABOVE, /* logarithms, of the unit above it, below it and below that */
    TITLE_WORDS_BELOW,
    TITLE_WORDS_BELOW_2,
    TITLE_SCORE_ABOVE, /* the model's of those two, as parts of the body */
    TITLE_SCORE_BELOW,
    TITLE_BLANK_BELOW,
    TITLE_COUNT
};

enum { TITLE_CANDIDATES_MAX = 64 };

struct title_candidates {
    float rows[TITLE_CANDIDATES_MAX][TITLE_COUNT];
    size_t units[TITLE_CANDIDATES_MAX];
    size_t len;
};

/* The lines that may be the headline, above the body's start and at it, with their features. */
bool title_candidates(struct reading *reading, struct title_candidates *ret_candidates) MUST_USE;

/* Sets reading->title and its role, if a line is a headline.  False when memory is out. */
bool title_find(struct reading *reading) MUST_USE;

#endif
