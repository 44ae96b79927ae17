/* The passage of a text that shows most of what was found in it. */
#ifndef STORE_PASSAGE_INTERNAL_H
#define STORE_PASSAGE_INTERNAL_H

#include "base/arena.h"
#include "doc/marked.h"

#include <stdint.h>

/* A phrase's place, in the order of their ends; `phrase` has the one bit of the phrase. */
struct found {
    struct marked_span mark;
    uint64_t phrase;
};

/* Whether a passage that ended before `at` had every phrase of `all`. */
bool passage_is_full(const struct found *found, size_t n, uint64_t all, size_t at);
/* Some 240 bytes, white space made one; copied into the arena.  Unknown text: memory is out. */
struct marked passage_make(struct arena *arena, struct str text, const struct found *found,
                           size_t n);
/* Sets the marks of a text that is whole; without memory there are none. */
void passage_mark(struct arena *arena, const struct found *found, size_t n, struct marked *marked);

#endif
