/* Small scanners for lines of text: bullets, ends of sentences, words. */
#ifndef CLEAN_TEXT_SCAN_H
#define CLEAN_TEXT_SCAN_H

#include "base/str.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* utf8_next, which most text needs for few of its characters, with the common case in place. */
static inline uint32_t scan_next(struct str s, size_t *at)
{
    unsigned char c = (unsigned char)s.ptr[*at];
    if (c < 0x80) {
        *at += 1;
        return c;
    }
    return utf8_next(s, at);
}
/* Letters, digits and '_'. */
extern const bool SCAN_WORD_BYTES[128];
/* utf8_is_word likewise. */
static inline bool scan_is_word(uint32_t c)
{
    return c < 0x80 ? SCAN_WORD_BYTES[c] : utf8_is_word(c);
}
/* How many ASCII characters of a word stand at `at`. */
static inline size_t scan_letters(struct str s, size_t at)
{
    size_t end = at;
    while (end < s.len && (unsigned char)s.ptr[end] < 0x80 &&
           SCAN_WORD_BYTES[(unsigned char)s.ptr[end]]) {
        end++;
    }
    return end - at;
}
/* How a line begins if it is an item of a list. */
struct bullet {
    size_t len; /* bytes of the mark and the spaces behind it; 0: no item */
    bool is_number;
    int number; /* "12." or "12)" */
};
struct bullet scan_bullet(struct str line);
/* The line without its bullet. */
struct str scan_after_bullet(struct str line);

/* The last character that is neither space nor a closing quotation mark or bracket; 0 if none. */
uint32_t scan_last(struct str line);
/* Whether a line ends as a sentence does. */
bool scan_is_terminated(struct str line);
/* . ! ? and their kin of other scripts. */
bool scan_is_terminator(uint32_t c);
uint32_t scan_first(struct str line);

/*
 * Takes the next word (a run of letters, marks and digits; utf8_is_word) off `line`, looking from
 * `*at` on; false when there is none.
 */
bool scan_word(struct str line, size_t *at, struct str *ret_word);
/* Words as readers count them, but at most `max`. */
size_t scan_count_words(struct str line, size_t max);
/* Finds `word` (lower case ASCII) as a whole word, ASCII letters compared without case. */
bool scan_has_word(struct str line, struct str word);

#endif
