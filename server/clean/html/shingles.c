/* Whether a run of words stands in a text: a Bloom filter with one hash over every three words in a
 * row. */
#include "clean/html/shingles.h"

#include <assert.h>
#include <string.h>

enum { BITS_A_WORD = 16, BITS_MIN = 1024 };

bool shingles_init(struct arena *arena, struct shingles *shingles, size_t n_words)
{
    size_t bits = BITS_MIN;
    while (bits < BITS_A_WORD * n_words) {
        bits *= 2;
    }
    shingles->mask = bits - 1;
    shingles->is_filled = false;
    shingles->bits = arena_array(arena, bits / 64, sizeof(*shingles->bits));
    return shingles->bits != NULL;
}

void shingles_clear(struct shingles *shingles)
{
    memset(shingles->bits, 0, (shingles->mask + 1) / 8);
}

static size_t bit_of(const struct shingles *shingles, const uint32_t *words)
{
    uint64_t hash = words[0] * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ words[1]) * UINT64_C(0xC2B2AE3D27D4EB4F);
    hash = (hash ^ words[2]) * UINT64_C(0x165667B19E3779F9);
    return (size_t)(hash >> 20) & shingles->mask;
}

void shingles_add(struct shingles *shingles, const uint32_t *words, size_t n)
{
    for (size_t i = 0; i + 2 < n; i++) {
        size_t bit = bit_of(shingles, words + i);
        shingles->bits[bit / 64] |= UINT64_C(1) << bit % 64;
        shingles->is_filled = true;
    }
}

float shingles_share(const struct shingles *shingles, const uint32_t *words, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; shingles->is_filled && i + 2 < n; i++) {
        size_t bit = bit_of(shingles, words + i);
        found += shingles->bits[bit / 64] >> bit % 64 & 1;
    }
    return n > 2 ? (float)found / (float)(n - 2) : 0;
}

float shingles_meet(struct shingles *shingles, const uint32_t *words, size_t n)
{
    size_t bits[SHINGLES_MEET_MAX], found = 0;
    assert(n <= SHINGLES_MEET_MAX);
    for (size_t i = 0; i + 2 < n; i++) {
        bits[i] = bit_of(shingles, words + i);
        found += shingles->bits[bits[i] / 64] >> bits[i] % 64 & 1;
    }
    for (size_t i = 0; i + 2 < n; i++) {
        shingles->bits[bits[i] / 64] |= UINT64_C(1) << bits[i] % 64;
        shingles->is_filled = true;
    }
    return n > 2 ? (float)found / (float)(n - 2) : 0;
}
