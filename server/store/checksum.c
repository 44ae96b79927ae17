/* A checksum against bit rot, fast enough to be looked at on every read. */
#include "store/checksum_internal.h"

#include <endian.h>
#include <string.h>

enum { WORD = sizeof(uint64_t), STRIDE = 8 * WORD };

static uint64_t read_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof(word));
    return le64toh(word);
}

/* A bijection of `lane` for each `word` and the reverse: what differs once stays different. */
static uint64_t mix(uint64_t lane, uint64_t word)
{
    uint64_t product = (lane ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return product << 31 | product >> 33;
}

/*
 * Eight lanes, in two halves, as one would wait for its own multiplication most of the time;
 * written out, as a compiler keeps an array in memory.
 */
struct half {
    uint64_t a, b, c, d;
};

static void mix_half(struct half *half, const char *at)
{
    half->a = mix(half->a, read_word(at));
    half->b = mix(half->b, read_word(at + WORD));
    half->c = mix(half->c, read_word(at + 2 * WORD));
    half->d = mix(half->d, read_word(at + 3 * WORD));
}

static uint64_t mix_lanes(uint64_t sum, const struct half *half)
{
    return mix(mix(mix(mix(sum, half->a), half->b), half->c), half->d);
}

uint64_t checksum(struct str s)
{
    struct half first = {1, 2, 3, 4}, second = {5, 6, 7, 8};
    char rest[STRIDE] = {0};
    size_t at = 0;
    for (; s.len - at >= STRIDE; at += STRIDE) {
        mix_half(&first, s.ptr + at);
        mix_half(&second, s.ptr + at + STRIDE / 2);
    }
    if (at < s.len) {
        memcpy(rest, s.ptr + at, s.len - at);
        mix_half(&first, rest);
        mix_half(&second, rest + STRIDE / 2);
    }
    return mix_lanes(mix_lanes(s.len, &first), &second);
}
