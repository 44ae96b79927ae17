/* Text as it comes, made uniform: one kind of line end and space, no controls, no terminal colours.
 */
#include "clean/text/wash.h"

#include "base/utf8.h"

#include <string.h>

/* Bytes that may be the start of something to change; all other ASCII stays as it is. */
static bool is_plain_byte(unsigned char c)
{
    return (c >= ' ' && c < 0x7F) || c == '\n' || c == '\t';
}

/* The length of the longest beginning that needs no change. */
static size_t plain_prefix(struct str s, size_t from)
{
    size_t at = from;
    while (at < s.len) {
        unsigned char c = (unsigned char)s.ptr[at];
        if (is_plain_byte(c)) {
            at++;
            continue;
        }
        /* The characters that change start with these bytes: C2 (C1, NBSP, soft hyphen), E1 to E3,
         * EF, F3. */
        if (c < 0x80 || c == 0xC2 || (c >= 0xE1 && c <= 0xE3) || c == 0xEF || c >= 0xF3) {
            break;
        }
        at++;
    }
    return at;
}

/* ECMA-48, 5.4: ESC [ parameters intermediates final; other escapes are two bytes. */
static size_t escape_length(struct str s, size_t at)
{
    size_t end = at + 1;
    if (end >= s.len) {
        return 1;
    }
    if (s.ptr[end] != '[') {
        return s.ptr[end] >= 0x40 && s.ptr[end] <= 0x5F ? 2 : 1;
    }
    end++;
    while (end < s.len && s.ptr[end] >= 0x20 && s.ptr[end] <= 0x3F) {
        end++;
    }
    bool has_final = end < s.len && s.ptr[end] >= 0x40 && s.ptr[end] <= 0x7E;
    return end - at + has_final;
}

static bool is_line_end(uint32_t c)
{
    return c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

static bool is_joiner(uint32_t c)
{
    return c == 0x200C || c == 0x200D;
}

/* Washes one character at `*at` into `out` (which has room for what it replaces); returns what it
 * wrote. */
static size_t wash_character(struct str text, size_t *at, char *out)
{
    size_t before = *at;
    if (text.ptr[before] == 0x1B) {
        *at += escape_length(text, before);
        return 0;
    }
    uint32_t c = utf8_next(text, at);
    if (is_line_end(c)) {
        if (c == '\r' && *at < text.len && text.ptr[*at] == '\n') {
            *at += 1;
        }
        out[0] = '\n';
        return 1;
    }
    if (c != '\n' && c != '\t' && utf8_is_space(c)) {
        out[0] = ' ';
        return 1;
    }
    if (utf8_is_ignorable(c) && !is_joiner(c)) {
        return 0;
    }
    memcpy(out, text.ptr + before, *at - before);
    return *at - before;
}

/* Whether the character at `at` stays as it is; most that begin like a changing one do. */
static bool is_kept(struct str text, size_t at, size_t *ret_next)
{
    char out[UTF8_MAX_BYTES];
    size_t next = at;
    size_t len = wash_character(text, &next, out);
    *ret_next = next;
    return len == next - at && memcmp(out, text.ptr + at, len) == 0;
}

bool wash_text(struct arena *arena, struct str text, struct str *ret_text)
{
    size_t at = plain_prefix(text, 0), next;
    while (at < text.len && is_kept(text, at, &next)) {
        at = plain_prefix(text, next);
    }
    if (at >= text.len) {
        *ret_text = text;
        return true;
    }
    char *out = arena_alloc(arena, text.len);
    if (!out) {
        return false;
    }
    memcpy(out, text.ptr, at);
    size_t len = at;
    while (at < text.len) {
        len += wash_character(text, &at, out + len);
        size_t plain = plain_prefix(text, at) - at;
        memcpy(out + len, text.ptr + at, plain);
        len += plain;
        at += plain;
    }
    *ret_text = str_of(out, len);
    return true;
}
