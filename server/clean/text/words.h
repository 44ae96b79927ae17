/* The words of a unit: how many, of which shapes, and which of them say what it is about. */
#ifndef CLEAN_TEXT_WORDS_H
#define CLEAN_TEXT_WORDS_H

#include "base/str.h"
#include "clean/text/lexicon.h"
#include "clean/text/wording.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    WORDS_TOKENS_MAX = 100,       /* content words that are remembered: more change no vocabulary */
    WORDS_CONTENT_CHARACTERS = 4, /* a content word has at least so many */
};

struct words {
    uint32_t words, dense, caseless, alphas, capitals, all_caps, digits, stopwords;
    uint64_t key;                    /* the same for units with the same words in any case */
    bool is_personal, is_said, asks; /* a word of LEXICON_WORD_PERSONAL..; the first one asks */
};

/* Where the content words of all units go. */
struct tokens {
    uint32_t *hashes;
    size_t len, room;
};

struct words words_count(struct str text, const struct lexicon *lexicon, struct tokens *tokens,
                         struct wording *ret_wording);

#endif
