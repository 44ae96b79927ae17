/* A first guess at each unit from its words alone. */
#include "clean/text/wording.h"

#include "base/utf8.h"
#include "clean/text/scan.h"
#include "clean/token.h"

#include <math.h>
#include <string.h>

/* What a token is, so that the same word elsewhere is another token. */
enum token_kind {
    TOKEN_WORD = 1,
    TOKEN_PAIR,
    TOKEN_FIRST,
    TOKEN_FIRST_PAIR,
    TOKEN_LAST,
    TOKEN_SHORT, /* a word of a short line */
    TOKEN_MARK,
};

enum { PLACES = 512, PLACES_MIN = 32 };

/* Tokens, each once. */
struct tokens_once {
    uint32_t *tokens;
    size_t len;
    size_t mask;            /* of the places that are used: more than twice the tokens */
    uint8_t places[PLACES]; /* by hash: one more than the place among the tokens */
};
_Static_assert(WORDING_TOKENS < UINT8_MAX && 2 * WORDING_TOKENS <= PLACES,
               "a byte numbers each token, and the places never fill up");

static void add_mark(struct wording *wording, uint32_t c)
{
    for (size_t i = 0; i < wording->marks_len; i++) {
        if (wording->marks[i] == c) {
            return;
        }
    }
    if (wording->marks_len < WORDING_MARKS) {
        wording->marks[wording->marks_len++] = c;
    }
}

void wording_add_marks(struct wording *wording, struct str text)
{
    bool is_met[128] = {false};
    for (size_t at = 0; at < MIN(text.len, (size_t)WORDING_BYTES);) {
        unsigned char byte = (unsigned char)text.ptr[at];
        if (byte < 0x80) {
            bool is_new = byte > ' ' && !SCAN_WORD_BYTES[byte] && !is_met[byte];
            if (is_new) {
                add_mark(wording, byte);
            }
            is_met[byte] |= is_new;
            at++;
            continue;
        }
        uint32_t c = scan_next(text, &at);
        if (!utf8_is_word(c) && !utf8_is_space(c)) {
            add_mark(wording, c);
        }
    }
}

/* For at most `most` tokens. */
static void clear_tokens(struct tokens_once *once, size_t most, uint32_t *tokens)
{
    size_t places = PLACES_MIN;
    while (places < PLACES && places < 2 * most) {
        places *= 2;
    }
    once->tokens = tokens;
    once->len = 0;
    once->mask = places - 1;
    memset(once->places, 0, places);
}

static void add_token(struct tokens_once *once, enum token_kind kind, uint32_t value)
{
    uint32_t token = token_hash(kind, value);
    size_t place = token & once->mask;
    while (once->places[place]) {
        if (once->tokens[once->places[place] - 1] == token) {
            return;
        }
        place = (place + 1) & once->mask;
    }
    once->tokens[once->len++] = token;
    once->places[place] = (uint8_t)once->len;
}

static void add_ends(struct tokens_once *once, const uint32_t *words, size_t n)
{
    add_token(once, TOKEN_FIRST, words[0]);
    add_token(once, TOKEN_LAST, words[n - 1]);
    if (n > 1) {
        add_token(once, TOKEN_FIRST_PAIR, token_pair(words[0], words[1]));
    }
}

size_t wording_tokens(const struct wording *wording, uint32_t ret_tokens[WORDING_TOKENS])
{
    struct tokens_once once;
    const uint32_t *words = wording->words;
    clear_tokens(&once, 3 * wording->len + wording->marks_len + 3, ret_tokens);
    if (wording->len) {
        add_ends(&once, words, wording->len);
    }
    for (size_t i = 0; i < wording->len; i++) {
        add_token(&once, TOKEN_WORD, words[i]);
        if (i + 1 < wording->len) {
            add_token(&once, TOKEN_PAIR, token_pair(words[i], words[i + 1]));
        }
        if (wording->all <= WORDING_SHORT) {
            add_token(&once, TOKEN_SHORT, words[i]);
        }
    }
    for (size_t i = 0; i < wording->marks_len; i++) {
        add_token(&once, TOKEN_MARK, wording->marks[i]);
    }
    return once.len;
}

/* The slot of a token; 0 when its weight is not known. */
static uint32_t slot_of(const struct wording_table *table, uint32_t token)
{
    uint32_t at = token & table->mask;
    while (table->slots[at] && table->slots[at] >> 8 != token >> 8) {
        at = (at + 1) & table->mask;
    }
    return table->slots[at];
}

float wording_judge(const struct wording_table *table, const struct wording *wording)
{
    uint32_t tokens[WORDING_TOKENS];
    size_t n = table->slots ? wording_tokens(wording, tokens) : 0, known = 0;
    int steps = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t slot = slot_of(table, tokens[i]);
        known += slot != 0;
        steps += (int8_t)(slot & 0xFF);
    }
    /* Words of one unit repeat each other's evidence: many say less than their sum. */
    return table->base + (known ? (float)steps * table->step / sqrtf((float)known) : 0);
}
