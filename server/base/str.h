/* Strings as pointer and length: borrowed, immutable, not NUL-terminated unless said. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/macros.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* `ptr` may be NULL when `len` is 0: that is the unknown string, which JSON shows as null. */
struct str {
    const char *ptr;
    size_t len;
};

/* A string literal as a `struct str`. */
#define STR(literal) ((struct str){.ptr = "" literal, .len = sizeof(literal) - 1})
/* For printf's "%.*s". */
#define STR_ARG(s) (int)(s).len, (s).ptr

/* The unknown string. */
static inline struct str str_null(void)
{
    return (struct str){0};
}
static inline struct str str_of(const char *ptr, size_t len)
{
    return (struct str){ptr, len};
}
/* NUL-terminated `z` (or NULL) as a `struct str`. */
struct str str_from(const char *z);

/* The part from `from` on, at most `len` bytes; both are cut to what is there. */
static inline struct str str_sub(struct str s, size_t from, size_t len)
{
    from = MIN(from, s.len);
    return s.ptr ? str_of(s.ptr + from, MIN(len, s.len - from)) : s;
}

static inline bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || (a.ptr && memcmp(a.ptr, b.ptr, a.len) == 0));
}
/* ASCII letters compare without case; other bytes as they are. */
bool str_equal_nocase(struct str a, struct str b);
static inline bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal(str_of(s.ptr, prefix.len), prefix);
}
bool str_starts_nocase(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_ends_nocase(struct str s, struct str suffix);
int str_compare(struct str a, struct str b);

enum { STR_NONE = -1 };
/* Offsets of the first (last) occurrence, or STR_NONE. */
ptrdiff_t str_find(struct str s, struct str needle);
ptrdiff_t str_find_nocase(struct str s, struct str needle);
ptrdiff_t str_find_byte(struct str s, char c);
ptrdiff_t str_find_last_byte(struct str s, char c);

/* Passes from `at` on, eight bytes at a time, over words in which no control, no two spaces in a
 * row and no byte with a bit of `unwanted` are, nor right behind. */
size_t str_skip_words(struct str text, size_t at, unsigned char unwanted);
/* Without ASCII white space (space, tab, CR, LF, FF, VT) at both ends. */
struct str str_trim(struct str s);
/*
 * Takes the part before the first `separator` off the front of `*rest` and returns true; the last
 * part leaves `rest->ptr` NULL, after which false is returned.  An empty string has one empty part.
 */
bool str_split(struct str *rest, char separator, struct str *ret_part);

/* ASCII only, locale-free. */
static inline bool byte_is_space(unsigned char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool byte_is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}
static inline bool byte_is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}
static inline bool byte_is_lower(unsigned char c)
{
    return c >= 'a' && c <= 'z';
}
static inline bool byte_is_alpha(unsigned char c)
{
    return byte_is_lower(c | 0x20);
}
static inline char byte_lower(char c)
{
    return byte_is_upper((unsigned char)c) ? (char)(c | 0x20) : c;
}
/* The value of a hexadecimal digit, or -1. */
int byte_hex(unsigned char c);

enum { STR_INT_ROOM = 20 }; /* bytes of the longest number, with its sign */
/* A number's decimal digits, in the `room`. */
struct str str_from_int(int64_t value, char room[STR_INT_ROOM]);
/* A whole string of decimal digits as a number of at most `max`; false for anything else. */
bool str_to_uint(struct str s, uint64_t max, uint64_t *ret_value);

#endif
