/* What one block's text looks like by itself. */
#include "clean/html/measure.h"

#include "base/utf8.h"
#include "clean/html/phrases.h"

#include <string.h>

#define HASH_FIRST UINT64_C(0x2545F4914F6CDD1D)
#define HASH_STEP UINT64_C(0x9E3779B97F4A7C15)
#define EIGHT_TIMES(byte) (UINT64_C(0x0101010101010101) * (byte))

enum {
    DENSE_A_WORD = 2, /* characters of Chinese, Japanese, Korean, ... that count as one word */
    WORDS_FIRST = 4096,
};

/* The state of one pass over a text. */
struct scan {
    struct page *page;   /* NULL: only the hash of one word is wanted */
    struct block *block; /* NULL: only words are wanted */
    const struct matcher *phrases;
    uint64_t hash;
    uint32_t digits; /* of the word so far, if it is all digits */
    uint32_t number;
    size_t length; /* bytes of the word so far */
    size_t dense;  /* characters of the word so far, if it is of a dense script */
    uint32_t previous, before;
    bool is_ok;
};

/* Eight bytes (fewer at the end of a word, the rest zero) into the hash. */
static uint64_t mix(uint64_t hash, uint64_t bytes)
{
    hash = (hash ^ bytes) * HASH_STEP;
    return hash ^ hash >> 32;
}

static bool push_word(struct page *page, uint32_t hash)
{
    size_t n = page->n_words;
    bool is_full = n >= WORDS_FIRST && (n & (n - 1)) == 0;
    if (is_full) {
        uint32_t *words = arena_grow(page->arena, page->words, n, 2 * n, sizeof(*words));
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
    if (!scan->length || !scan->page) {
        return;
    }
    if (scan->block && scan->digits == 4 && scan->length == 4) {
        scan->block->has_year |= scan->number >= 1900 && scan->number < 2100;
    }
    scan->is_ok = scan->is_ok && push_word(scan->page, (uint32_t)scan->hash);
    scan->hash = HASH_FIRST;
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
    return c == '\'' || c == '"' || c == ')' || c == 0x201D || c == 0x2019 || c == 0xBB ||
           c == 0x201C;
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
    scan->hash = mix(scan->hash, c);
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
    uint32_t lower = utf8_lower(c);
    scan->hash = mix(scan->hash, lower);
    scan->length++;
    if (scan->block && lower != c) {
        scan->block->uppers++;
    }
    if (c >= 0xE00 && utf8_is_cjk(c) && ++scan->dense == DENSE_A_WORD) {
        end_word(scan);
    }
}

/* What stands alone in ASCII: digits, marks, spaces, and the underscore, which is part of words as
 * in \w. */
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

/* The eight bytes at `at`, those behind `n` zero. */
static uint64_t load(struct str text, size_t at, size_t n)
{
    uint64_t bytes = 0;
    if (n >= sizeof(bytes)) {
        memcpy(&bytes, text.ptr + at, sizeof(bytes));
    } else if (at + sizeof(bytes) <= text.len) {
        memcpy(&bytes, text.ptr + at, sizeof(bytes));
        unsigned rest = (unsigned)(sizeof(bytes) - n) * 8;
        /* The first byte in memory is the lowest or the highest, as the machine has it. */
        bytes = __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__ ? bytes << rest >> rest
                                                          : bytes >> rest << rest;
    } else {
        memcpy(&bytes, text.ptr + at, n);
    }
    return bytes;
}

/* A run of ASCII letters, which is most of most texts; returns its length. */
static size_t take_letters(struct scan *scan, struct str text, size_t at)
{
    size_t n = 0;
    while (at + n < text.len && byte_is_alpha((unsigned char)text.ptr[at + n])) {
        n++;
    }
    unsigned uppers = 0;
    for (size_t k = 0; k < n; k += sizeof(uint64_t)) {
        uint64_t bytes = load(text, at + k, n - k);
        uint64_t letters =
            (bytes & EIGHT_TIMES(0x40)) >> 1; /* the bit of case, where there is a letter */
        uppers += letters & ~bytes ? (unsigned)__builtin_popcountll(letters & ~bytes) : 0;
        scan->hash = mix(scan->hash, bytes | letters);
    }
    if (n) {
        scan->length += n;
        scan->before = n > 1 ? (uint32_t)(unsigned char)text.ptr[at + n - 2] : scan->previous;
        scan->previous = (unsigned char)text.ptr[at + n - 1];
    }
    if (scan->block) {
        scan->block->uppers = (uint16_t)(scan->block->uppers + uppers);
    }
    return n;
}

static uint32_t scan_text(struct scan *scan, struct str text)
{
    uint32_t n = 0;
    size_t reach = scan->block ? PHRASE_REACH : 0;
    scan->hash = HASH_FIRST;
    scan->is_ok = true;
    for (size_t at = 0; at < text.len; n++) {
        if (!scan->length && at < reach) {
            scan->block->phrases |= matcher_run_at(scan->phrases, text, at);
        }
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

bool words_init(struct page *page)
{
    page->words = arena_grow(page->arena, NULL, 0, WORDS_FIRST, sizeof(*page->words));
    return page->words != NULL;
}

bool block_measure(struct page *page, struct block *block, const struct matcher *phrases)
{
    struct scan scan = {.page = page, .block = block, .phrases = phrases};
    struct str text = block_text(page, block);
    size_t first_at = 0;
    block->first_word = (uint32_t)page->n_words;
    block->characters = scan_text(&scan, text);
    block->words = (uint32_t)(page->n_words - block->first_word);
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
