/* Which lines of a text stand within its other lines. */
#ifndef CLEAN_TEXT_WITHIN_H
#define CLEAN_TEXT_WITHIN_H

#include "base/str.h"
#include "clean/text/traits.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    WITHIN_MIN = 5,   /* bytes: three words have as many */
    WITHIN_MAX = 255, /* lines that are looked for at once */
};

/* A folded line, and where it was found. */
struct needle {
    struct str line;
    unsigned within; /* lines that hold it, and more */
    bool begins;     /* ... and one of them begins with it */
};

/*
 * Looks for lines of WITHIN_MIN bytes or more in all folded lines of the sheet, from the beginning
 * of a word on.
 */
void within_find(const struct sheet *sheet, struct needle *items, size_t n);

#endif
