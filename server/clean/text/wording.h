/* A first guess at each unit from its words alone. */
#ifndef CLEAN_TEXT_WORDING_H
#define CLEAN_TEXT_WORDING_H

#include "base/str.h"

#include <stddef.h>
#include <stdint.h>

/*
 * A logistic regression over words: "subscribe", "he said", "by" at the start, "more" in a line of
 * three, a sign of copyright are a token each, with a weight learned from the corpus.  The trees
 * (model.h) get what a unit's tokens come to, and what those around it do.  With it the word F1
 * over the corpus' dumps, cross-validated by site, went from .941 to .947; alone it reaches .90.
 */
enum {
    WORDING_WORDS = 80,  /* of a unit that are looked at: more say the same */
    WORDING_SHORT = 5,   /* words of a line at most of which each is a token more */
    WORDING_BYTES = 240, /* of a unit that are looked through for marks */
    WORDING_MARKS = 32,
    WORDING_TOKENS = 2 * WORDING_WORDS + 2 + WORDING_SHORT + WORDING_MARKS,
};

/*
 * An open-addressed table of tokens' weights, searched from slot `token & mask` on.  A slot holds
 * a token's upper three bytes and its weight in steps (int8_t); 0 is a free one.
 */
struct wording_table {
    const uint32_t *slots; /* NULL: no weights */
    uint32_t mask;
    float step;
    float base; /* log odds of a unit without a known token */
};

/* The first words of a unit (lexicon_hash of each, WORDING_NUMBER for numbers) and its marks. */
enum { WORDING_NUMBER = 1 };
struct wording {
    uint32_t words[WORDING_WORDS];
    uint32_t marks[WORDING_MARKS]; /* characters */
    size_t len, marks_len;
    size_t all; /* words that the unit has */
};

static inline void wording_add_word(struct wording *wording, uint32_t word)
{
    if (wording->len < WORDING_WORDS) {
        wording->words[wording->len++] = word;
    }
    wording->all++;
}
/* The characters of a unit that are neither of words nor space. */
void wording_add_marks(struct wording *wording, struct str text);

/* The different tokens of a unit, and how many. */
size_t wording_tokens(const struct wording *wording, uint32_t ret_tokens[WORDING_TOKENS]);
/* Log odds that such a unit belongs to the article. */
float wording_judge(const struct wording_table *table, const struct wording *wording);

#endif
