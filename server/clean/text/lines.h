/* A text as units: its lines, with those joined that a program had wrapped. */
#ifndef CLEAN_TEXT_LINES_H
#define CLEAN_TEXT_LINES_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /*
     * More units are no article but a log or a table: such a text is kept as it is.  A
     * thousand-page novel has under 15,000; what the features of one unit take (about 450 bytes)
     * keeps this under 16 MB.
     */
    UNITS_MAX = 30000,
};

struct unit {
    struct str text; /* without white space at its ends */
    struct str
        source; /* the part of the text it was made from, from its first line's indentation on */
    uint32_t indent;       /* columns before the first line; a tab counts for four */
    uint32_t blank_before; /* empty lines; 2 before the first unit */
};

struct lines {
    struct unit *units;
    size_t len;
    size_t wrap_width; /* characters; 0 when the text is not hard-wrapped */
    bool is_cut;       /* there were more than UNITS_MAX */
};

/*
 * Splits a washed text.  Lines without a word (rules, lone marks) are no units.  A text counts as
 * wrapped when of its long lines most end where the next word would not have fitted.  False when
 * memory is out.
 */
bool lines_split(struct arena *arena, struct str text, struct lines *ret_lines) MUST_USE;

#endif
