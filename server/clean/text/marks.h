/* The punctuation of a line, and the patterns in it that are no words: addresses, phone numbers,
 * prices. */
#ifndef CLEAN_TEXT_MARKS_H
#define CLEAN_TEXT_MARKS_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct marks {
    size_t characters;
    uint32_t last; /* the last character */
    uint32_t sentences, commas, separators;
    bool has_at, has_address, has_phone, has_quote;
};
struct marks marks_read(struct str line);

/* Lexicon categories (bits) of a folded line that no phrase can name: prices, arrows, file names,
 * brackets. */
unsigned marks_hints(struct str folded);

#endif
