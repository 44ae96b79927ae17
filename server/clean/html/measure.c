/* What one block's text looks like by itself. */
#include "clean/html/measure.h"

#include "base/utf8.h"
#include "clean/html/phrases.h"

#define FNV_START UINT32_C(0x811C9DC5)
#define FNV_STEP UINT32_C(0x01000193)

enum {
    DENSE_A_WORD = 2, /* characters of Chinese, Japanese, Korean, ... that count as one word */
    WORDS_FIRST = 4096,
};

/* The state of one pass over a text. */
struct scan {
    struct page *page;
    struct block *block; /* NULL: only words are wanted */
    uint32_t hash;
    uint32_t digits;     /* of the word so far, if it is all digits */
    uint32_t number;
    size_t length;       /* bytes of the word so far */
    size_t dense;        /* characters of the word so far, if it is of a dense script */
    uint32_t previous, before;
    bool is_ok;
};

static uint32_t mix(uint32_t hash, unsigned char byte)
{
    return (hash ^ byte) * FNV_STEP;
}

uint32_t word_hash(struct str word)
{
    uint32_t hash = FNV_START;
    for (size_t at = 0; at < word.len;) {
        char bytes[UTF8_MAX_BYTES];
        size_t n = utf8_encode(utf8_lower(utf8_next(word, &at)), bytes);
        for (size_t i = 0; i < n; i++) {
            hash = mix(hash, (unsigned char)bytes[i]);
        }
    }
    return hash;
}

static bool push_word(struct page *page, uint32_t hash)
{
    size_t n = page->n_words;
    bool is_full = !page->words || (n >= WORDS_FIRST && (n & (n - 1)) == 0);
    if (is_full) {
        uint32_t *words = arena_grow(page->arena, page->words, n, MAX(2 * n, WORDS_FIRST), sizeof(*words));
        if (!words) {
            return false;
        }
        page->words = words;
    }
    page->words[page->n_words++] = hash;
    return true;
}

static void end_word(struct scan *scan)
{
    if (!scan->length) {
        return;
    }
    if (scan->block && scan->digits == 4 && scan->length == 4) {
        scan->block->has_year |= scan->number >= 1900 && scan->number < 2100;
    }
    scan->is_ok = scan->is_ok && push_word(scan->page, scan->hash);
    scan->hash = FNV_START;
    scan->length = scan->dense = 0;
    scan->digits = scan->number = 0;
}

static bool is_currency(uint32_t c)
{
    return c == '$' || c == 0x20AC || c == 0xA3 || c == 0xA5 || c == 0x20B9;
}

static bool is_terminator(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002;
}

static bool is_closing(uint32_t c)
{
    return c == '\'' || c == '"' || c == ')' || c == 0x201D || c == 0x2019 || c == 0xBB || c == 0x201C;
}

/* What stands between words. */
static void take_mark(struct scan *scan, uint32_t c)
{
    end_word(scan);
    struct block *block = scan->block;
    if (!block) {
        return;
    }
    if (c == ' ') {
        bool is_end = is_terminator(scan->previous) ||
                      (is_closing(scan->previous) && is_terminator(scan->before));
        block->sentences = (uint16_t)(block->sentences + is_end);
    } else if (c == ',' || c == 0x3001 || c == 0x60C) {
        block->commas++;
    } else if (c == '|' || c == 0xBB || c == 0x203A || c == 0x2022 || c == 0xB7) {
        block->has_separator = true;
    } else if (is_currency(c)) {
        uint32_t number = scan->previous == ' ' ? scan->before : scan->previous;
        block->has_price |= number >= '0' && number <= '9';
    }
}

static void take_digit(struct scan *scan, uint32_t c)
{
    scan->hash = mix(scan->hash, (unsigned char)c);
    scan->length++;
    scan->digits++;
    scan->number = scan->number < 100000 ? scan->number * 10 + (c - '0') : scan->number;
    if (scan->block) {
        scan->block->digits++;
        scan->block->has_price |=
            is_currency(scan->previous) || (scan->previous == ' ' && is_currency(scan->before));
    }
}

/* A character beyond ASCII. */
static void take_wide(struct scan *scan, uint32_t c)
{
    if (!utf8_is_word(c)) {
        take_mark(scan, c == 0xA0 ? ' ' : c);
        return;
    }
    char bytes[UTF8_MAX_BYTES];
    uint32_t lower = utf8_lower(c);
    size_t n = utf8_encode(lower, bytes);
    for (size_t i = 0; i < n; i++) {
        scan->hash = mix(scan->hash, (unsigned char)bytes[i]);
    }
    scan->length += n;
    if (scan->block && lower != c) {
        scan->block->uppers++;
    }
    if (c >= 0xE00 && utf8_is_cjk(c) && ++scan->dense == DENSE_A_WORD) {
        end_word(scan);
    }
}

/* What stands alone in ASCII: digits, marks, spaces, and the underscore, which is part of words as in \w. */
static void take_ascii(struct scan *scan, uint32_t c)
{
    if (byte_is_digit((unsigned char)c)) {
        take_digit(scan, c);
    } else if (c == '_') {
        scan->hash = mix(scan->hash, '_');
        scan->length++;
    } else {
        take_mark(scan, c);
    }
}

/* A run of ASCII letters, which is most of most texts; returns its length. */
static size_t take_letters(struct scan *scan, struct str text, size_t at)
{
    uint32_t hash = scan->hash;
    unsigned uppers = 0;
    size_t n = 0;
    for (; at + n < text.len; n++) {
        unsigned char c = (unsigned char)text.ptr[at + n];
        if (!byte_is_alpha(c)) {
            break;
        }
        uppers += !(c & 0x20);
        hash = mix(hash, c | 0x20);
    }
    if (n) {
        scan->hash = hash;
        scan->length += n;
        scan->before = n > 1 ? (uint32_t)(unsigned char)text.ptr[at + n - 2] : scan->previous;
        scan->previous = (unsigned char)text.ptr[at + n - 1];
        if (scan->block) {
            scan->block->uppers = (uint16_t)(scan->block->uppers + uppers);
        }
    }
    return n;
}

static uint32_t scan_text(struct scan *scan, struct str text)
{
    uint32_t n = 0;
    scan->hash = FNV_START;
    scan->is_ok = true;
    for (size_t at = 0; at < text.len; n++) {
        size_t letters = take_letters(scan, text, at);
        at += letters;
        n += (uint32_t)letters;
        if (at >= text.len) {
            break;
        }
        uint32_t c = (unsigned char)text.ptr[at];
        if (c < 0x80) {
            at++;
            take_ascii(scan, c);
        } else {
            c = utf8_next(text, &at);
            take_wide(scan, c);
        }
        scan->before = scan->previous;
        scan->previous = c;
    }
    if (scan->block) {
        scan->block->last = scan->previous;
    }
    take_mark(scan, ' ');
    return n;
}

bool block_measure(struct page *page, struct block *block, const struct matcher *phrases)
{
    struct scan scan = {.page = page, .block = block};
    struct str text = block_text(page, block);
    size_t first_at = 0;
    block->first_word = (uint32_t)page->n_words;
    block->characters = scan_text(&scan, text);
    block->words = (uint32_t)(page->n_words - block->first_word);
    block->phrases = matcher_run(phrases, str_sub(text, 0, PHRASE_REACH));
    block->first = text.len ? utf8_next(text, &first_at) : 0;
    block->starts_upper = block->first < 0x80 ? byte_is_upper((unsigned char)block->first)
                                              : utf8_is_upper(block->first);
    return scan.is_ok;
}

bool words_append(struct page *page, struct str text, size_t *ret_n)
{
    struct scan scan = {.page = page};
    size_t before = page->n_words;
    (void)scan_text(&scan, text);
    *ret_n = page->n_words - before;
    return scan.is_ok;
}
