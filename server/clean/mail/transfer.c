/* Content-Transfer-Encoding: how mail carries bytes as ASCII. */
#include "clean/mail/transfer.h"

#include "base/base64.h"

/* RFC 2045, 6.7: the length of a soft line break at the "=" of `s`, 0 if it is none. */
static size_t soft_break(struct str s)
{
    size_t at = 1;
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t')) {
        at++;
    }
    at += at < s.len && s.ptr[at] == '\r';
    return at < s.len && s.ptr[at] == '\n' ? at + 1 : 0;
}

static struct str decode_quoted(struct arena *arena, struct str s, bool is_word)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t at = 0; out && at < s.len;) {
        struct str rest = str_sub(s, at, s.len);
        int high = rest.ptr[0] == '=' && rest.len > 2 ? byte_hex((unsigned char)rest.ptr[1]) : -1;
        int low = high >= 0 ? byte_hex((unsigned char)rest.ptr[2]) : -1;
        size_t skipped = rest.ptr[0] == '=' ? soft_break(rest) : 0;
        if (low >= 0) {
            out[len++] = (char)(high * 16 + low);
            at += 3;
        } else if (skipped) {
            at += skipped;
        } else {
            out[len++] = is_word && rest.ptr[0] == '_' ? ' ' : rest.ptr[0];
            at++;
        }
    }
    return str_of(out, out ? len : 0);
}

struct str transfer_decode_q(struct arena *arena, struct str word)
{
    return decode_quoted(arena, word, true);
}

struct str transfer_decode(struct arena *arena, struct str encoding, struct str bytes)
{
    if (str_equal_nocase(encoding, STR("quoted-printable"))) {
        return decode_quoted(arena, bytes, false);
    }
    if (str_equal_nocase(encoding, STR("base64"))) {
        return base64_decode(arena, bytes);
    }
    return bytes;
}
