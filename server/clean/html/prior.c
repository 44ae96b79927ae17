/* A first guess at each block from words alone: those of its text and of the attributes around it.
 */
#include "clean/html/prior.h"

#include "clean/token.h"

#include <stdbool.h>

enum {
    VALUE_MAX = 300,  /* bytes of one attribute that are looked at */
    FIRST_WORDS = 10, /* of a text that are tokens by themselves, */
    PAIRS = 5,        /* and pairs of them */
    WHOLE_MAX = 6,    /* words of a text that is a token as a whole */
    SIZES = 5,
    SHORT_SIZES = 3, /* sizes whose first words are told apart */
};

/* What a token is, so that the same word elsewhere is another token. */
enum token_kind {
    TOKEN_TAG = 1,
    TOKEN_CLASS, /* or id */
    TOKEN_ROLE,
    TOKEN_ITEMPROP,
    TOKEN_SHAPE,
    TOKEN_FIRST,
    TOKEN_LAST,
    TOKEN_PAIR,
    TOKEN_WHOLE,
    TOKEN_WORD, /* one kind for each size from here on */
};

static uint32_t token(unsigned kind, uint32_t value)
{
    return token_hash(kind, value) | 1; /* never that of an empty slot */
}

struct tokens {
    uint32_t *list;
    size_t n, max;
};

static void add(struct tokens *tokens, uint32_t value)
{
    if (tokens->n < tokens->max) {
        tokens->list[tokens->n++] = value;
    }
}

/* Every run of ASCII letters, cut where camelCase has a capital; what is longer than one letter. */
static void add_names(struct tokens *tokens, unsigned kind, struct str value)
{
    value = str_sub(value, 0, VALUE_MAX);
    uint32_t hash = 0;
    size_t len = 0;
    for (size_t i = 0; i <= value.len; i++) {
        unsigned char c = i < value.len ? (unsigned char)value.ptr[i] : ' ';
        bool is_start = byte_is_upper(c) && i > 0 && byte_is_lower((unsigned char)value.ptr[i - 1]);
        if (len && (is_start || !byte_is_alpha(c))) {
            if (len > 1) {
                add(tokens, token(kind, hash));
            }
            hash = 0;
            len = 0;
        }
        if (byte_is_alpha(c)) {
            hash = (hash ^ (unsigned char)byte_lower((char)c)) * UINT32_C(0x01000193);
            len++;
        }
    }
}

size_t prior_attribute_tokens(unsigned tag, const struct str values[4],
                              uint32_t ret_tokens[PRIOR_ATTRIBUTE_MAX])
{
    static const unsigned kinds[4] = {TOKEN_CLASS, TOKEN_CLASS, TOKEN_ROLE, TOKEN_ITEMPROP};
    struct tokens tokens = {.list = ret_tokens, .max = PRIOR_ATTRIBUTE_MAX};
    add(&tokens, token(TOKEN_TAG, tag));
    for (size_t i = 0; i < 4; i++) {
        add_names(&tokens, kinds[i], values[i]);
    }
    return tokens.n;
}

static unsigned size_of(size_t words)
{
    static const uint8_t most[SIZES - 1] = {3, 10, 25, 60};
    unsigned size = 0;
    while (size < SIZES - 1 && words > most[size]) {
        size++;
    }
    return size;
}

size_t prior_text_tokens(const struct prior_block *block, uint32_t ret_tokens[PRIOR_TEXT_MAX])
{
    struct tokens tokens = {.list = ret_tokens, .max = PRIOR_TEXT_MAX};
    const uint32_t *words = block->words;
    size_t n = block->n_words;
    if (!n) {
        return 0;
    }
    unsigned size = size_of(n), links = (unsigned)(block->link_share * 3.99F);
    unsigned shape = (block->kind * SIZES + size) * 8 + links * 2 + (block->is_terminated != 0);
    add(&tokens, token(TOKEN_SHAPE, shape));
    add(&tokens, token(TOKEN_FIRST, words[0]));
    add(&tokens, token(TOKEN_LAST, words[n - 1]));
    unsigned kind = TOKEN_WORD + (size < SHORT_SIZES ? size : SHORT_SIZES);
    for (size_t i = 0; i < n && i < FIRST_WORDS; i++) {
        add(&tokens, token(kind, words[i]));
    }
    for (size_t i = 0; i + 1 < n && i < PAIRS; i++) {
        add(&tokens, token(TOKEN_PAIR, token_pair(words[i], words[i + 1])));
    }
    if (n <= WHOLE_MAX) {
        uint32_t hash = 0;
        for (size_t i = 0; i < n; i++) {
            hash = token_pair(hash, words[i]);
        }
        add(&tokens, token(TOKEN_WHOLE, hash));
    }
    return tokens.n;
}

struct prior_weight prior_sum(const uint32_t *tokens, size_t n)
{
    int near = 0, far = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t slot = tokens[i] >> 1 & PRIOR_MASK;
        while (PRIOR_TOKENS[slot] && PRIOR_TOKENS[slot] != tokens[i]) {
            slot = (slot + 1) & PRIOR_MASK;
        }
        near += PRIOR_NEAR_WEIGHTS[slot];
        far += PRIOR_FAR_WEIGHTS[slot];
    }
    return (struct prior_weight){(float)near * PRIOR_STEP, (float)far * PRIOR_STEP};
}
