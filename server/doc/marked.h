/* A passage of text with the places that somebody looked for. */
#ifndef DOC_MARKED_H
#define DOC_MARKED_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct marked_span {
    size_t from, to; /* bytes of the text */
};

/* `marks` are in order and apart from each other. */
struct marked {
    struct str text;
    const struct marked_span *marks;
    size_t n;
    bool is_cut_before, is_cut_after; /* the article goes on there */
};

#endif
