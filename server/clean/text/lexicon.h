/* The words that tell furniture from prose: phrases by category, and the small words of each
 * language. */
#ifndef CLEAN_TEXT_LEXICON_H
#define CLEAN_TEXT_LEXICON_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the phrases of a line hint at.  The order is that of LEXICON in lexicon_table.c. */
enum lexicon_category {
    LEXICON_SHARE,
    LEXICON_SUBSCRIBE,
    LEXICON_COMMENT,
    LEXICON_RELATED,
    LEXICON_LEGAL,
    LEXICON_ACCOUNT,
    LEXICON_NAVIGATION,
    LEXICON_COMPANY,
    LEXICON_ADVERT,
    LEXICON_SHOP,
    LEXICON_TAGS,
    LEXICON_AUTHOR,
    LEXICON_META,
    LEXICON_MEDIA,
    LEXICON_CALL, /* to action, and what forms answer */
    LEXICON_COUNT
};

/*
 * A phrase is in lower case with single spaces and straight apostrophes, and matches from the start
 * of a word to the end of one.  "^" before it: only at the start of the line; "$" behind it: only
 * at its end; "*" behind it: the last word may go on.
 */
struct lexicon_words {
    const char *const *phrases;
    size_t len;
};
extern const struct lexicon_words LEXICON[LEXICON_COUNT];
/* stopwords_table.c: the small words of a language each, parted by spaces. */
extern const char *const STOPWORDS[];
extern const size_t STOPWORDS_LEN;

/* Both tables, indexed.  Read-only after lexicon_new, which takes some microseconds. */
struct lexicon;
struct lexicon *lexicon_new(struct arena *arena) MUST_USE;

/* What a single word is: one of the small words, "we" and "you", "said", or one that questions
 * begin with. */
enum lexicon_word {
    LEXICON_WORD_SMALL = 1,
    LEXICON_WORD_PERSONAL = 2,
    LEXICON_WORD_SAID = 4,
    LEXICON_WORD_ASKS = 8,
};
/* The kinds (enum lexicon_word) of the word with this hash: lexicon_hash of its lower case. */
unsigned lexicon_word(const struct lexicon *lexicon, uint32_t hash);
uint32_t lexicon_hash(struct str word);
/* The same from what hash_bytes gives for the word. */
static inline uint32_t lexicon_fold_hash(uint64_t hash)
{
    uint32_t folded = (uint32_t)(hash ^ hash >> 32);
    return folded ? folded : 1;
}

/* The categories (bits 1u << category) of a line folded by lexicon_fold. */
unsigned lexicon_match(const struct lexicon *lexicon, struct str folded);
/* Folds at most `room` bytes of `line`: lower case, single spaces, straight apostrophes; cut at a
 * character. */
struct str lexicon_fold(struct str line, char *bytes, size_t room);

#endif
