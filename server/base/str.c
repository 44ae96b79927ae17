/* Strings as pointer and length: borrowed, immutable, not NUL-terminated unless said. */
#include "base/str.h"

#include <string.h>

struct str str_from(const char *z)
{
    return z ? str_of(z, strlen(z)) : str_null();
}

bool str_equal_nocase(struct str a, struct str b)
{
    if (a.len != b.len) {
        return false;
    }
    for (size_t i = 0; i < a.len; i++) {
        if (byte_lower(a.ptr[i]) != byte_lower(b.ptr[i])) {
            return false;
        }
    }
    return true;
}

bool str_starts_nocase(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal_nocase(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len && str_equal(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

bool str_ends_nocase(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equal_nocase(str_sub(s, s.len - suffix.len, suffix.len), suffix);
}

int str_compare(struct str a, struct str b)
{
    size_t shorter = MIN(a.len, b.len);
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

ptrdiff_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0) {
        return 0;
    }
    /* memmem makes a table first, which most searches need not. */
    const char *at = s.len ? memchr(s.ptr, needle.ptr[0], s.len) : NULL;
    at = at ? memmem(at, s.len - (size_t)(at - s.ptr), needle.ptr, needle.len) : NULL;
    return at ? at - s.ptr : STR_NONE;
}

ptrdiff_t str_find_nocase(struct str s, struct str needle)
{
    char first = needle.len ? byte_lower(needle.ptr[0]) : '\0';
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        bool may_be = !needle.len || byte_lower(s.ptr[i]) == first;
        if (may_be && str_equal_nocase(str_sub(s, i, needle.len), needle)) {
            return (ptrdiff_t)i;
        }
    }
    return STR_NONE;
}

ptrdiff_t str_find_byte(struct str s, char c)
{
    const char *at = s.len ? memchr(s.ptr, c, s.len) : NULL;
    return at ? at - s.ptr : STR_NONE;
}

ptrdiff_t str_find_last_byte(struct str s, char c)
{
    const char *at = s.len ? memrchr(s.ptr, c, s.len) : NULL;
    return at ? at - s.ptr : STR_NONE;
}

#define EIGHT_TIMES(byte) (UINT64_C(0x0101010101010101) * (byte))

/* Marks bytes under `least` (at most 0x80) by their highest bit, and maybe some behind such a one.
 */
static uint64_t bytes_under(uint64_t bytes, unsigned least)
{
    return (bytes - EIGHT_TIMES(least)) & ~bytes & EIGHT_TIMES(0x80);
}

static uint64_t controls(uint64_t bytes)
{
    return bytes_under(bytes, ' ') | bytes_under(bytes ^ EIGHT_TIMES(0x7F), 1);
}

size_t str_skip_words(struct str text, size_t at, unsigned char unwanted)
{
    uint64_t bytes, behind;
    for (; at + sizeof(bytes) < text.len; at += sizeof(bytes)) {
        memcpy(&bytes, text.ptr + at, sizeof(bytes));
        memcpy(&behind, text.ptr + at + 1, sizeof(behind));
        uint64_t bad =
            controls(bytes) | controls(behind) | ((bytes | behind) & EIGHT_TIMES(unwanted));
        if (bad | (bytes_under(bytes, ' ' + 1) & bytes_under(behind, ' ' + 1))) {
            break;
        }
    }
    return at;
}

struct str str_trim(struct str s)
{
    while (s.len && byte_is_space((unsigned char)s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && byte_is_space((unsigned char)s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

bool str_split(struct str *rest, char separator, struct str *ret_part)
{
    if (!rest->ptr) {
        return false;
    }
    ptrdiff_t at = str_find_byte(*rest, separator);
    if (at < 0) {
        *ret_part = *rest;
        *rest = str_null();
    } else {
        *ret_part = str_sub(*rest, 0, (size_t)at);
        *rest = str_of(rest->ptr + at + 1, rest->len - (size_t)at - 1);
    }
    return true;
}

int byte_hex(unsigned char c)
{
    if (byte_is_digit(c)) {
        return c - '0';
    }
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

struct str str_from_int(int64_t value, char room[STR_INT_ROOM])
{
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    size_t at = STR_INT_ROOM;
    do {
        room[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (value < 0) {
        room[--at] = '-';
    }
    return str_of(room + at, STR_INT_ROOM - at);
}

bool str_to_uint(struct str s, uint64_t max, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (s.len == 0) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!byte_is_digit(c) || value > (UINT64_MAX - (uint64_t)(c - '0')) / 10) {
            return false;
        }
        value = value * 10 + (uint64_t)(c - '0');
    }
    if (value > max) {
        return false;
    }
    *ret_value = value;
    return true;
}
