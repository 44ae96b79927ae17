/* What one unit of a text looks like by itself: the numbers that the model judges it by. */
#ifndef CLEAN_TEXT_TRAITS_H
#define CLEAN_TEXT_TRAITS_H

#include "base/arena.h"
#include "clean/text/lexicon.h"
#include "clean/text/lines.h"
#include "clean/text/wording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The features of a unit's own text. */
enum own_feature {
    OWN_LOG_WORDS,
    OWN_LOG_LENGTH,
    OWN_WORDS_1, /* at most one word; then exact or in ranges */
    OWN_WORDS_2,
    OWN_WORDS_4,
    OWN_WORDS_8,
    OWN_WORDS_14,
    OWN_WORDS_24,
    OWN_WORDS_49,
    OWN_WORDS_50, /* or more */
    OWN_TERMINATED,
    OWN_COLON,
    OWN_QUESTION,
    OWN_EXCLAMATION,
    OWN_SENTENCES_2, /* or more */
    OWN_LOG_SENTENCES,
    OWN_LOG_COMMAS,
    OWN_STOPWORDS, /* shares of the words from here on */
    OWN_NO_STOPWORD,
    OWN_CAPITALS,
    OWN_TITLE_CASE, /* every word */
    OWN_ALL_CAPS,
    OWN_IS_ALL_CAPS, /* every word */
    OWN_DIGITS,
    OWN_STARTS_LOWER,
    OWN_STARTS_UPPER,
    OWN_STARTS_DIGIT,
    OWN_BULLET,
    OWN_NUMBERED,
    OWN_INDENTED,
    OWN_INDENT,
    OWN_BLANK_1, /* empty lines before it, or more */
    OWN_BLANK_2,
    OWN_BLANK_3,
    OWN_SEPARATOR, /* | > and their kin */
    OWN_LOG_SEPARATORS,
    OWN_AT_SIGN,
    OWN_ADDRESS, /* of the web or of mail */
    OWN_DATE,
    OWN_DATE_LINE, /* ... and little else */
    OWN_PHONE,
    OWN_QUOTE,
    OWN_REPEATED, /* the same words stand elsewhere too */
    OWN_REPEATED_TWICE,
    OWN_LOG_REPEATED,
    OWN_LONG_WORDS,
    OWN_PERSONAL,
    OWN_SAID,
    OWN_ASKS,
    OWN_LEXICON, /* LEXICON_COUNT of them */
    OWN_ANY_LEXICON = OWN_LEXICON + LEXICON_COUNT,
    OWN_SOME_LEXICON, /* two categories or more */
    OWN_COUNT
};

struct traits {
    float own[OWN_COUNT];
    uint32_t words; /* utf8_words: CJK characters count for half a word */
    float wording;  /* log odds by its words; see wording.h */
    bool is_prose;  /* a sentence or more of running text */
    uint8_t tokens; /* content words remembered, from `first_token` on */
    size_t first_token;
    uint64_t key; /* of the folded words: the same for units with the same words */
};

/* Every unit's traits, the hashes of their content words, and the short ones' folded texts. */
struct sheet {
    struct traits *traits;
    uint32_t *tokens;
    struct str *folded; /* behind a bullet; of long units empty */
    size_t len;
};

bool traits_read(struct arena *arena, const struct lexicon *lexicon,
                 const struct wording_table *wording, const struct lines *lines,
                 struct sheet *ret_sheet) MUST_USE;
/*
 * The sheet of `lines`, of which each is a unit of `from` (units[i] says which) with another
 * indentation and other empty lines before it.
 */
bool traits_pick(struct arena *arena, const struct sheet *from, const size_t *units,
                 const struct lines *lines, struct sheet *ret_sheet) MUST_USE;

#endif
