/* Whether a run of words stands in a text: a Bloom filter with one hash over every three words in a
 * row. */
#ifndef CLEAN_HTML_SHINGLES_H
#define CLEAN_HTML_SHINGLES_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct shingles {
    uint64_t *bits;
    size_t mask;
    bool is_filled; /* something was added */
};

enum { SHINGLES_MEET_MAX = 64 }; /* words that shingles_meet() takes */

/* For texts of `n_words` in all; about one of sixteen questions gets a false yes.  False without
 * memory. */
bool shingles_init(struct arena *arena, struct shingles *shingles, size_t n_words) MUST_USE;
void shingles_clear(struct shingles *shingles);
void shingles_add(struct shingles *shingles, const uint32_t *words, size_t n);
/* The share of the runs of `words` that are in; 0 for fewer than three words. */
float shingles_share(const struct shingles *shingles, const uint32_t *words, size_t n);
/* The same, then adds them. */
float shingles_meet(struct shingles *shingles, const uint32_t *words, size_t n);

#endif
