/* The words of a short text, to tell how much of it another text repeats. */
#ifndef CLEAN_HTML_WORDSET_H
#define CLEAN_HTML_WORDSET_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WORDSET_MAX = 40 }; /* words that are read; titles are shorter */

/* Hashes in the order of the text, letters without case; a character of a script that writes no
 * spaces is a word. */
struct wordset {
    uint32_t words[WORDSET_MAX];
    size_t len;
};

struct wordset wordset_of(struct str text);
/* Whether both have the same words in the same order, and any at all. */
bool wordset_equal(const struct wordset *a, const struct wordset *b);
/* The share of a's words that b has, too; 0 where a has none. */
float wordset_share(const struct wordset *a, const struct wordset *b);
/* Whether b's words stand in a one behind the other; false where b has none. */
bool wordset_holds(const struct wordset *a, const struct wordset *b);

#endif
