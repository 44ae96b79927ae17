/* How a program has broken a text's lines: at which width, and within words. */
#ifndef CLEAN_TEXT_WRAP_H
#define CLEAN_TEXT_WRAP_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct wrap {
    struct str text;
    size_t width;      /* columns; 0 when the text is not hard-wrapped */
    bool breaks_words; /* its lines end within words, with a hyphen */
};

/*
 * A text counts as wrapped when of its long lines most end where the next word would not have
 * fitted.  Characters that take two columns count so.
 */
struct wrap wrap_find(struct str text);

/* Whether a line ends for want of room before the first word of the next. */
bool wrap_is_full(const struct wrap *wrap, struct str previous, struct str line);
/* What joining two lines takes: a space, or the hyphen away that broke a word.  A hyphen stays
 * where the text has the word with it elsewhere. */
bool wrap_needs_space(struct str front, struct str line);
bool wrap_drops_hyphen(const struct wrap *wrap, struct str front, struct str line);

#endif
