/* The places where a text may name its authors. */
#ifndef CLEAN_TEXT_BYLINE_CANDIDATES_H
#define CLEAN_TEXT_BYLINE_CANDIDATES_H

#include "clean/text/names.h"
#include "clean/text/reading.h"

enum byline_kind {
    BYLINE_LEAD,       /* "By Ann Lee" */
    BYLINE_WEAK,       /* the same with a lead that may name a photographer */
    BYLINE_LEAD_ALONE, /* "By", and the name in the next line */
    BYLINE_INLINE,     /* "... by Ann Lee" within a line that is no prose */
    BYLINE_NAME,       /* a line that is a name */
    BYLINE_PART,       /* a name among the parts of a line, as in "Ann Lee | 5 May" */
    BYLINE_ABOUT,      /* under a heading like "About the author" */
    BYLINE_SIGNED,     /* "- Ann Lee" */
    BYLINE_BIOGRAPHY,  /* "Ann Lee is a reporter ..." */
    BYLINE_SHORT,      /* a short line under the headline: "Kettleby Staff" */
    BYLINE_GROUP,      /* "By the Kettleby team" */
    BYLINE_KINDS
};

enum byline_feature {
    BYLINE_IS_KIND,                                     /* BYLINE_KINDS of them */
    BYLINE_UNDER_TITLE = BYLINE_IS_KIND + BYLINE_KINDS, /* units; FAR where it is above, or none */
    BYLINE_ABOVE_TITLE,
    BYLINE_BEFORE_BODY,
    BYLINE_AFTER_BODY,
    BYLINE_BEFORE_DATE, /* units until the next line with a date, since the last */
    BYLINE_AFTER_DATE,
    BYLINE_KEPT,
    BYLINE_SCORE,
    BYLINE_REPEATED, /* how often the line stands in the text */
    BYLINE_LINE_WORDS,
    BYLINE_NAME_WORDS,
    BYLINE_NAMES,
    BYLINE_ORDER,         /* among the candidates */
    BYLINE_AGREEING,      /* other candidates with the same name, */
    BYLINE_AGREEING_LEAD, /* and those of them with a lead, a date by it or a biography */
    BYLINE_IN_STORY,      /* units of prose in the body that have the name */
    BYLINE_ALL_CAPS,
    BYLINE_HAS_LEXICON,
    BYLINE_HAS_AUTHOR_WORD,
    BYLINE_HAS_DATE,
    BYLINE_WORDS_ABOVE, /* of the units above and below */
    BYLINE_WORDS_BELOW,
    BYLINE_LEXICON_ABOVE,
    BYLINE_LEXICON_BELOW,
    BYLINE_PLACE, /* in the text, 0 to 1 */
    BYLINE_STOPWORDS,
    BYLINE_IS_CLEAN, /* the whole text is the article */
    BYLINE_COUNT
};

enum { BYLINE_CANDIDATES_MAX = 64 };

struct byline_candidate {
    enum byline_kind kind;
    struct names names;
    ptrdiff_t unit, lead; /* where the names stand; the line before that only says "By" */
    bool is_line;         /* the unit holds nothing else, so it is no part of the body */
    float row[BYLINE_COUNT];
};

struct byline_candidates {
    struct byline_candidate items[BYLINE_CANDIDATES_MAX];
    size_t len;
};

/* In the text's order: first those around the headline, then those behind the body. */
void byline_candidates(const struct reading *reading, struct byline_candidates *ret_candidates);
/* Fills the rows; the title and the date are known before. */
void byline_features(const struct reading *reading, struct byline_candidates *candidates);

#endif
