/* The words of a short text, to tell how much of it another text repeats. */
#include "clean/html/wordset.h"

#include "base/utf8.h"

#include <string.h>

/* FNV-1a, 32 bits. */
#define FNV_FIRST UINT32_C(2166136261)
#define FNV_STEP UINT32_C(16777619)

struct wordset wordset_of(struct str text)
{
    struct wordset set = {.len = 0};
    uint32_t hash = FNV_FIRST;
    bool is_open = false;
    for (size_t at = 0; at < text.len && set.len < WORDSET_MAX;) {
        uint32_t c = utf8_next(text, &at);
        bool is_word = utf8_is_word(c), is_dense = utf8_is_cjk(c);
        if (is_open && (!is_word || is_dense)) {
            set.words[set.len++] = hash;
            hash = FNV_FIRST;
        }
        if (is_word) {
            hash = (hash ^ utf8_lower(c)) * FNV_STEP;
        }
        is_open = is_word;
    }
    if (is_open && set.len < WORDSET_MAX) {
        set.words[set.len++] = hash;
    }
    return set;
}

bool wordset_equal(const struct wordset *a, const struct wordset *b)
{
    return a->len && a->len == b->len && !memcmp(a->words, b->words, a->len * sizeof(*a->words));
}

float wordset_share(const struct wordset *a, const struct wordset *b)
{
    size_t n = 0;
    for (size_t i = 0; i < a->len; i++) {
        bool is_there = false;
        for (size_t k = 0; k < b->len && !is_there; k++) {
            is_there = a->words[i] == b->words[k];
        }
        n += is_there;
    }
    return a->len ? (float)n / (float)a->len : 0;
}

bool wordset_holds(const struct wordset *a, const struct wordset *b)
{
    for (size_t i = 0; b->len && i + b->len <= a->len; i++) {
        if (!memcmp(a->words + i, b->words, b->len * sizeof(*b->words))) {
            return true;
        }
    }
    return false;
}
