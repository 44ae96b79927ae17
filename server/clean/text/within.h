/* Where a line of a text stands within its other lines. */
#ifndef CLEAN_TEXT_WITHIN_H
#define CLEAN_TEXT_WITHIN_H

#include "base/arena.h"
#include "base/str.h"
#include "clean/text/lines.h"

#include <stdbool.h>
#include <stdint.h>

enum { WITHIN_LINE_MAX = 400 }; /* bytes of a line that is searched */

/* The lines folded, and the places in them where words begin, by what begins there. */
struct within {
    char *page; /* each line between two LF */
    size_t len;
    uint16_t *heads, *nexts; /* places; 0: none */
};

/* False when memory is out. */
bool within_init(struct arena *arena, const struct lines *lines,
                 struct within *ret_within) MUST_USE;

struct places {
    unsigned within; /* lines that hold it, and more */
    bool begins;     /* ... and one of them begins with it */
};
/* Looks for a folded line of three words or more, from the beginning of a word on. */
struct places within_find(const struct within *within, struct str folded);

#endif
