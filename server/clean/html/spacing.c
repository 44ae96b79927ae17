/* White space and characters that are not seen, as texts of a page become texts of a document. */
#include "clean/html/spacing.h"

#include "base/utf8.h"

#include <string.h>

#define NO_BREAK_SPACE "\xC2\xA0"

bool spacing_is_blank(struct str text)
{
    size_t at = 0;
    while (at < text.len) {
        if (str_starts(str_sub(text, at, 2), STR(NO_BREAK_SPACE))) {
            at += 2;
        } else if (byte_is_space((unsigned char)text.ptr[at])) {
            at++;
        } else {
            return false;
        }
    }
    return true;
}

/* What a character beyond ASCII becomes: itself, a space, or nothing (0). */
static uint32_t tidy(uint32_t c)
{
    if (c == 0x2028 || c == 0x2029 || c == 0x85) {
        return ' '; /* ends of lines, where no line ends */
    }
    bool is_joiner = c == 0x200C || c == 0x200D; /* Persian and emoji are written with them */
    return utf8_is_ignorable(c) && !is_joiner ? 0 : c;
}

static bool may_be_untidy(unsigned char c)
{
    return c == 0xC2 || c == 0xD8 || c == 0xE1 || c == 0xE2 || c == 0xEF;
}

/* Han, kana and their punctuation, between which the end of a line is no space (CSS Text 3, 4.1.3);
 * Hangul has spaces. */
static bool is_wide(uint32_t c)
{
    return (c >= 0x2E80 && c <= 0x312F) || (c >= 0x3190 && c <= 0xA4CF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) ||
           (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x20000 && c <= 0x3FFFF);
}

/* A run of white space from `at` on, in which single spaces that do not break are none. */
struct gap {
    size_t end;
    bool is_loose; /* to be collapsed */
    bool has_newline;
};

static struct gap read_gap(struct str text, size_t at)
{
    struct gap gap = {.end = at};
    size_t start = at;
    while (gap.end < text.len) {
        unsigned char c = (unsigned char)text.ptr[gap.end];
        bool is_fixed = c == 0xC2 && str_starts(str_sub(text, gap.end, 2), STR(NO_BREAK_SPACE));
        if (!is_fixed && !byte_is_space(c)) {
            break;
        }
        gap.has_newline |= c == '\n';
        gap.is_loose |= !is_fixed || gap.end > start;
        gap.end += is_fixed ? 2 : 1;
    }
    return gap;
}

/* Whether it is what nearly all white space is: one space between two visible characters. */
static bool is_single_space(struct str text, size_t at)
{
    unsigned char next = at + 1 < text.len ? (unsigned char)text.ptr[at + 1] : ' ';
    return text.ptr[at] == ' ' && next > ' ' && !may_be_untidy(next);
}

size_t spacing_collapse(struct str text, char *bytes, bool has_space)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        unsigned char byte = (unsigned char)text.ptr[at];
        size_t start = at;
        if (byte < 0x80 && !(byte == ' ' && has_space)) {
            at = str_skip_words(text, at, 0x80);
        }
        if (at > start) {
            memcpy(bytes + len, text.ptr + start, at - start);
            len += at - start;
            has_space = bytes[len - 1] == ' ';
            continue;
        }
        at++;
        if (byte > ' ' && !may_be_untidy(byte)) {
            bytes[len++] = (char)byte;
            has_space = false;
            continue;
        }
        if (is_single_space(text, start)) {
            if (!has_space) {
                bytes[len++] = ' ';
            }
            has_space = true;
            continue;
        }
        struct gap gap = read_gap(text, start);
        at = start;
        uint32_t tidied = gap.end > start ? ' ' : tidy(utf8_next(text, &at));
        at = gap.end > start ? gap.end : at;
        bool is_joint = gap.has_newline && len && at < text.len &&
                        is_wide(utf8_last(str_of(bytes, len))) &&
                        is_wide(utf8_next(text, &(size_t){at}));
        if (gap.end > start && !gap.is_loose && !has_space) {
            memcpy(bytes + len, text.ptr + start, at - start);
            len += at - start;
        } else if (tidied == ' ' && !has_space && !is_joint) {
            bytes[len++] = ' ';
            has_space = true;
        } else if (tidied && tidied != ' ') {
            memcpy(bytes + len, text.ptr + start, at - start);
            len += at - start;
            has_space = false;
        }
    }
    return len;
}

size_t spacing_code(struct str text, char *bytes)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        size_t start = at++;
        if (may_be_untidy((unsigned char)text.ptr[start])) {
            at = start;
            if (!tidy(utf8_next(text, &at))) {
                continue;
            }
        }
        memcpy(bytes + len, text.ptr + start, at - start);
        len += at - start;
    }
    return len;
}

bool spacing_is_at_end(struct str text)
{
    return text.len && (text.ptr[text.len - 1] == ' ' || str_ends(text, STR(NO_BREAK_SPACE)));
}

struct str spacing_trim_end(struct str text)
{
    while (spacing_is_at_end(text)) {
        text.len -= text.ptr[text.len - 1] == ' ' ? 1 : 2;
    }
    return text;
}
