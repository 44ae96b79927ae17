/* UTF-8: validation, decoding, and the few facts about characters that cleaning needs. */
#include "base/utf8.h"

#include <endian.h>
#include <string.h>

/* Reads one well-formed sequence at `p` with `left` bytes: its length, or 0 (Unicode 15, table
 * 3-7). */
static size_t sequence(const unsigned char *p, size_t left, uint32_t *ret_c)
{
    if (p[0] < 0x80) {
        *ret_c = p[0];
        return 1;
    }
    if (p[0] < 0xC2 || p[0] > 0xF4) {
        return 0;
    }
    size_t len = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
    if (left < len) {
        return 0;
    }
    unsigned char low = p[0] == 0xE0 ? 0xA0 : p[0] == 0xF0 ? 0x90 : 0x80;
    unsigned char high = p[0] == 0xED ? 0x9F : p[0] == 0xF4 ? 0x8F : 0xBF;
    if (p[1] < low || p[1] > high) {
        return 0;
    }
    uint32_t c = p[0] & (0xFFu >> (len + 1));
    for (size_t i = 1; i < len; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
        c = c << 6 | (p[i] & 0x3F);
    }
    *ret_c = c;
    return len;
}

/* Where the first byte beyond ASCII stands from `i` on; the length if there is none. */
static size_t skip_ascii(struct str s, size_t i)
{
    uint64_t words[4];
    for (; i + sizeof(words) <= s.len; i += sizeof(words)) {
        memcpy(words, s.ptr + i, sizeof(words));
        if ((words[0] | words[1] | words[2] | words[3]) & UINT64_C(0x8080808080808080)) {
            break;
        }
    }
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80) {
        i++;
    }
    return i;
}

bool utf8_is_ascii(struct str s)
{
    return skip_ascii(s, 0) == s.len;
}

size_t utf8_valid_prefix(struct str s)
{
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while ((i = skip_ascii(s, i)) < s.len) {
        uint32_t c;
        size_t len = sequence(p + i, s.len - i, &c);
        if (!len) {
            break;
        }
        i += len;
    }
    return i;
}

bool utf8_is_valid(struct str s)
{
    return utf8_valid_prefix(s) == s.len;
}

/* How many bytes of an ill-formed sequence one U+FFFD stands for: the longest prefix of a
 * well-formed one. */
static size_t ill_formed_length(const unsigned char *p, size_t left)
{
    size_t want = p[0] >= 0xF0 && p[0] <= 0xF4   ? 4
                  : p[0] >= 0xE0 && p[0] <= 0xEF ? 3
                  : p[0] >= 0xC2 && p[0] <= 0xDF ? 2
                                                 : 1;
    size_t n = 1;
    while (n < want && n < left && (p[n] & 0xC0) == 0x80) {
        bool is_bad_second =
            n == 1 && ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F) ||
                       (p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F));
        if (is_bad_second) {
            break;
        }
        n++;
    }
    return n;
}

void utf8_add_repaired(struct buf *buf, struct str s)
{
    while (s.len) {
        size_t good = utf8_valid_prefix(s);
        buf_add(buf, s.ptr, good);
        s = str_sub(s, good, s.len);
        if (s.len) {
            BUF_LITERAL(buf, "\xEF\xBF\xBD");
            s = str_sub(s, ill_formed_length((const unsigned char *)s.ptr, s.len), s.len);
        }
    }
}

uint32_t utf8_next_wide(struct str s, size_t *at)
{
    uint32_t c;
    size_t len = sequence((const unsigned char *)s.ptr + *at, s.len - *at, &c);
    if (!len) {
        *at += 1;
        return UTF8_REPLACEMENT;
    }
    *at += len;
    return c;
}

uint32_t utf8_last(struct str s)
{
    size_t at = s.len;
    while (at && ((unsigned char)s.ptr[--at] & 0xC0) == 0x80) {
    }
    return s.len ? utf8_next(s, &at) : 0;
}

size_t utf8_encode(uint32_t c, char *bytes)
{
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) {
        c = UTF8_REPLACEMENT;
    }
    if (c < 0x80) {
        bytes[0] = (char)c;
        return 1;
    }
    size_t len = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (c & 0x3F));
        c >>= 6;
    }
    bytes[0] = (char)(leads[len] | c);
    return len;
}

void utf8_add(struct buf *buf, uint32_t c)
{
    char bytes[UTF8_MAX_BYTES];
    if (c < 0x80) {
        buf_add_byte(buf, (char)c);
    } else {
        buf_add(buf, bytes, utf8_encode(c, bytes));
    }
}

size_t utf8_length(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.len;) {
        (void)utf8_next(s, &at);
        n++;
    }
    return n;
}

struct str utf8_cut(struct str s, size_t max)
{
    if (s.len <= max) {
        return s;
    }
    while (max && ((unsigned char)s.ptr[max] & 0xC0) == 0x80) {
        max--;
    }
    return str_of(s.ptr, max);
}

void utf8_add_lower(struct buf *buf, struct str s)
{
    for (size_t at = 0; at < s.len;) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (c < 0x80) {
            buf_add_byte(buf, byte_lower((char)c));
            at++;
        } else {
            utf8_add(buf, utf8_lower(utf8_next(s, &at)));
        }
    }
}

/* A bit for each of 0-9, A-Z, _ and a-z. */
static const uint64_t WORD_BYTES[] = {UINT64_C(0x03FF000000000000), UINT64_C(0x07FFFFFE87FFFFFE)};

#define EIGHT_TIMES(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Marks, of eight bytes of ASCII, those of words by their highest bit. */
static uint64_t word_bytes(uint64_t bytes)
{
    uint64_t lower = bytes | EIGHT_TIMES(0x20), line = bytes ^ EIGHT_TIMES('_');
    uint64_t is_letter = (lower + EIGHT_TIMES(0x80 - 'a')) & ~(lower + EIGHT_TIMES(0x7F - 'z'));
    uint64_t is_digit = (bytes + EIGHT_TIMES(0x80 - '0')) & ~(bytes + EIGHT_TIMES(0x7F - '9'));
    return (is_letter | is_digit | ~(line + EIGHT_TIMES(0x7F))) & EIGHT_TIMES(0x80);
}

/* Counts the words that begin in whole groups of eight bytes of ASCII from the start of `s`;
 * returns their length. */
static size_t count_ascii(struct str s, size_t *spaced, bool *is_inside)
{
    size_t at = 0;
    uint64_t bytes, last = *is_inside;
    for (; at + sizeof(bytes) <= s.len; at += sizeof(bytes)) {
        memcpy(&bytes, s.ptr + at, sizeof(bytes));
        if (bytes & EIGHT_TIMES(0x80)) {
            break;
        }
        /* In the order of the text from the lowest byte on. */
        uint64_t marks = word_bytes(le64toh(bytes)) >> 7;
        uint64_t starts = marks & ~(marks << 8 | last); /* in each byte 0 or 1 */
        *spaced += (size_t)(starts * EIGHT_TIMES(1) >> 56);
        last = marks >> 56;
    }
    *is_inside = last;
    return at;
}

void utf8_words_add(struct utf8_words *words, struct str s)
{
    size_t spaced = 0, dense = 0;
    bool is_inside = words->is_inside;
    for (size_t at = count_ascii(s, &spaced, &is_inside); at < s.len;) {
        unsigned char byte = (unsigned char)s.ptr[at];
        if (byte < 0x80) {
            bool is_word = WORD_BYTES[byte / 64] >> byte % 64 & 1;
            spaced += is_word && !is_inside;
            is_inside = is_word;
            at++;
            continue;
        }
        uint32_t c = utf8_next(s, &at);
        bool is_word = utf8_is_word(c);
        bool is_dense = is_word && utf8_is_cjk(c);
        dense += is_dense;
        spaced += is_word && !is_dense && !is_inside;
        is_inside = is_word && !is_dense;
        at += count_ascii(str_sub(s, at, s.len), &spaced, &is_inside);
    }
    words->spaced += spaced;
    words->dense += dense;
    words->is_inside = is_inside;
}

size_t utf8_count_words(struct str s)
{
    struct utf8_words words = {0};
    utf8_words_add(&words, s);
    return words.spaced + (words.dense + 1) / 2;
}
