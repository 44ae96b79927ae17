/* Hashes of what the first guesses (html/prior.h, text/wording.h) have weights for. */
#ifndef CLEAN_TOKEN_H
#define CLEAN_TOKEN_H

#include <stdint.h>

/* `kind` says what the value is, so that the same word elsewhere is another token. */
static inline uint32_t token_hash(unsigned kind, uint32_t value)
{
    uint64_t hash = (value + UINT64_C(0x9E3779B97F4A7C15) * kind) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(hash ^ hash >> 32);
}

/* The value of two words in this order. */
static inline uint32_t token_pair(uint32_t a, uint32_t b)
{
    return (a * UINT32_C(0x9E3779B1)) ^ (b + UINT32_C(0x7F4A7C15));
}

#endif
