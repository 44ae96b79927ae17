/* Which words the prose of a text is about: in how many of its units each content word stands. */
#ifndef CLEAN_TEXT_VOCABULARY_H
#define CLEAN_TEXT_VOCABULARY_H

#include "base/arena.h"
#include "clean/text/traits.h"

/*
 * Counters by hash, without the words themselves: two words may share a counter, which only blurs a
 * number. So hostile words cannot make it slow.
 */
struct vocabulary {
    struct counter {
        uint16_t units;
        uint16_t last; /* the last unit that was counted, plus one; see UNITS_MAX */
    } * counters;
    size_t mask;
};

/* Where a content word's counter is; `mask` is one less than their number. */
static inline size_t vocabulary_place(uint32_t hash, size_t mask)
{
    return (hash ^ hash >> 16) & mask;
}

/* How many counters do for the content words of a sheet: a power of two. */
size_t vocabulary_size(const struct sheet *sheet);
bool vocabulary_init(struct arena *arena, struct vocabulary *vocabulary,
                     const struct sheet *sheet) MUST_USE;
/* Counts every content word of a unit once; units must come in order. */
void vocabulary_add(struct vocabulary *vocabulary, const struct sheet *sheet, size_t unit);

struct overlap {
    uint32_t content; /* content words of the unit */
    uint32_t shared;  /* ... that other counted units have too */
    float weight;     /* the sum of how often, each up to 6 */
};
/* `is_counted`: the unit was added itself, so a count of one is its own. */
struct overlap vocabulary_overlap(const struct vocabulary *vocabulary, const struct sheet *sheet,
                                  size_t unit, bool is_counted);

#endif
