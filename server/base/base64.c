/* Base64 (RFC 4648): read as mail and HTTP carry it, and written for names and addresses. */
#include "base/base64.h"

/* RFC 4648, table 1; -1 for other bytes. */
static int value_of(unsigned char c)
{
    return byte_is_upper(c)   ? c - 'A'
           : byte_is_lower(c) ? c - 'a' + 26
           : byte_is_digit(c) ? c - '0' + 52
           : c == '+'         ? 62
           : c == '/'         ? 63
                              : -1;
}

struct str base64_decode(struct arena *arena, struct str code)
{
    char *out = arena_alloc(arena, code.len / 4 * 3 + 4);
    size_t len = 0;
    unsigned bits = 0, n = 0;
    for (size_t i = 0; out && i < code.len && code.ptr[i] != '='; i++) {
        int value = value_of((unsigned char)code.ptr[i]);
        if (value < 0) {
            continue;
        }
        bits = (bits << 6 | (unsigned)value) & 0xFFFFFF;
        n += 6;
        if (n >= 8) {
            n -= 8;
            out[len++] = (char)(bits >> n & 0xFF);
        }
    }
    return str_of(out, out ? len : 0);
}

void base64_url(const unsigned char *bytes, size_t n, char *text)
{
    static const char alphabet[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned bits = 0, held = 0;
    for (size_t i = 0; i < n; i++) {
        bits = (bits << 8 | bytes[i]) & 0xFFFF;
        for (held += 8; held >= 6; held -= 6) {
            *text++ = alphabet[bits >> (held - 6) & 63];
        }
    }
    if (held) {
        *text = alphabet[bits << (6 - held) & 63];
    }
}
