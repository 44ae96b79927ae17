/* UTF-8: validation, decoding, and the few facts about characters that cleaning needs. */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include "base/buf.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { UTF8_REPLACEMENT = 0xFFFD, UTF8_MAX_BYTES = 4 };

/* Whether no byte is beyond ASCII. */
bool utf8_is_ascii(struct str s);
/* Whether all of `s` is well-formed (Unicode 15, table 3-7: no surrogates, no overlong forms). */
bool utf8_is_valid(struct str s);
/* The length of the longest well-formed prefix. */
size_t utf8_valid_prefix(struct str s);
/* Appends `s` with each maximal ill-formed part replaced by U+FFFD, as the WHATWG decoder does. */
void utf8_add_repaired(struct buf *buf, struct str s);

/*
 * Decodes the character at `*at` (which must be < s.len) and moves `*at` behind it.  Ill-formed
 * bytes give U+FFFD, one at a time.
 */
uint32_t utf8_next_wide(struct str s, size_t *at); /* the part that is not inline */
static inline uint32_t utf8_next(struct str s, size_t *at)
{
    unsigned char byte = (unsigned char)s.ptr[*at];
    if (byte >= 0x80) {
        return utf8_next_wide(s, at);
    }
    *at += 1;
    return byte;
}
/* The last character; 0 of an empty string. */
uint32_t utf8_last(struct str s);
/* Writes `c` to `bytes` (room for 4) and returns the length; U+FFFD for what is no scalar value. */
size_t utf8_encode(uint32_t c, char *bytes);
void utf8_add(struct buf *buf, uint32_t c);
/* The number of characters. */
size_t utf8_length(struct str s);
/* At most `max` bytes of `s`, cut at a character boundary. */
struct str utf8_cut(struct str s, size_t max);

/* White space: ASCII, U+0085, U+00A0, U+1680, U+2000..200A, U+2028, U+2029, U+202F, U+205F, U+3000.
 */
bool utf8_is_space(uint32_t c);
/* Letters, marks and digits (close to \w; by ranges, not by a full table). */
bool utf8_is_word(uint32_t c);
bool utf8_is_digit(uint32_t c);
/* Cased letters of Latin, Greek, Cyrillic, Armenian; false for scripts without case. */
bool utf8_is_upper(uint32_t c);
bool utf8_is_lower(uint32_t c);
uint32_t utf8_lower(uint32_t c);
/* Han, kana, Hangul, Thai, Lao, Khmer, Myanmar: scripts whose words are not parted by spaces (or
 * whose characters carry as much as a short word). */
bool utf8_is_cjk(uint32_t c);
/* Hebrew, Arabic, Syriac, Thaana, N'Ko and their presentation forms. */
bool utf8_is_rtl(uint32_t c);
/* Zero-width and bidirectional controls, soft hyphen, BOM, C0/C1 controls except tab, LF, CR. */
bool utf8_is_ignorable(uint32_t c);

/* Appends `s` in lower case. */
void utf8_add_lower(struct buf *buf, struct str s);
/*
 * The number of words: runs of word characters, each CJK character (utf8_is_cjk) counting for half
 * a word, rounded up over the whole string.
 */
size_t utf8_count_words(struct str s);

/* The same over several strings that stand one behind the other; zero it first, and between blocks
 * clear `is_inside`. */
struct utf8_words {
    size_t spaced; /* words parted by spaces */
    size_t dense;  /* CJK characters */
    bool is_inside;
};
void utf8_words_add(struct utf8_words *words, struct str s);

#endif
