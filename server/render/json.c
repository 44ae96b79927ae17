/* A streaming JSON writer: tables instead of trees, so that long strings cost little more than a
 * copy. */
#include "render/json.h"

#include "base/utf8.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

enum { DECIMALS_MAX = 9 };

#define ALL_BYTES(c) (UINT64_C(0x0101010101010101) * (c))
#define HIGH_BITS ALL_BYTES(0x80)

/* RFC 8259, 7: what has a letter of its own; the other control characters are written as \u00XX. */
static char escape_letter(unsigned char c)
{
    switch (c) {
    case '"':
    case '\\':
        return (char)c;
    case '\b':
        return 'b';
    case '\f':
        return 'f';
    case '\n':
        return 'n';
    case '\r':
        return 'r';
    case '\t':
        return 't';
    default:
        return '\0';
    }
}

/* What may start a line separator beyond ASCII: U+0085, U+2028, U+2029. */
enum { NEXT_LINE_LEAD = 0xC2, SEPARATOR_LEAD = 0xE2 };

static inline bool is_plain(unsigned char c)
{
    return c >= 0x20 && c != '"' && c != '\\' && c != NEXT_LINE_LEAD && c != SEPARATOR_LEAD;
}

/* Whether any byte of `word` is zero (Hacker's Delight, 6-1). */
static inline uint64_t zero_bytes(uint64_t word)
{
    return (word - ALL_BYTES(1)) & ~word & HIGH_BITS;
}

/* How many bytes from the start need no escape, eight at a time. */
static size_t plain_run(const char *p, size_t len)
{
    size_t i = 0;
    uint64_t word;
    for (; i + sizeof(word) <= len; i += sizeof(word)) {
        memcpy(&word, p + i, sizeof(word));
        uint64_t controls = (word - ALL_BYTES(0x20)) & ~word & HIGH_BITS;
        if (controls | zero_bytes(word ^ ALL_BYTES('"')) | zero_bytes(word ^ ALL_BYTES('\\')) |
            zero_bytes(word ^ ALL_BYTES(NEXT_LINE_LEAD)) |
            zero_bytes(word ^ ALL_BYTES(SEPARATOR_LEAD))) {
            break;
        }
    }
    while (i < len && is_plain((unsigned char)p[i])) {
        i++;
    }
    return i;
}

static void add_escape(struct buf *buf, unsigned char c)
{
    static const char digits[] = "0123456789abcdef";
    char letter = escape_letter(c);
    if (letter) {
        const char escape[] = {'\\', letter};
        buf_add(buf, escape, sizeof(escape));
    } else {
        const char escape[] = {'\\', 'u', '0', '0', digits[c >> 4], digits[c & 15]};
        buf_add(buf, escape, sizeof(escape));
    }
}

/*
 * Appends the character at `p`, whose lead byte is one of the two above, and returns its length.
 * Line separators are escaped: JSON allows them, but scripts and what reads line by line take them
 * for line ends.
 */
static size_t add_separator_or_other(struct buf *buf, const char *p, size_t len)
{
    struct str s = str_of(p, len);
    size_t at = 0;
    uint32_t c = utf8_next(s, &at);
    if (c == 0x85 || c == 0x2028 || c == 0x2029) {
        buf_printf(buf, "\\u%04x", (unsigned)c);
    } else {
        buf_add(buf, p, at);
    }
    return at;
}

static void escape_valid(struct buf *buf, const char *p, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t run = plain_run(p + i, len - i);
        buf_add(buf, p + i, run);
        i += run;
        if (i < len && (unsigned char)p[i] >= 0x80) {
            i += add_separator_or_other(buf, p + i, len - i) - 1;
        } else if (i < len) {
            add_escape(buf, (unsigned char)p[i]);
        }
    }
}

void json_escape(struct buf *buf, struct str s)
{
    /* One growth instead of many: most text needs few escapes. */
    (void)buf_reserve(buf, s.len + s.len / 16 + 2);
    buf_add_byte(buf, '"');
    while (s.len) {
        size_t good = utf8_valid_prefix(s);
        escape_valid(buf, s.ptr, good);
        s = str_sub(s, good, s.len);
        if (s.len) {
            size_t at = 0;
            (void)utf8_next(s, &at);
            BUF_LITERAL(buf, "\xEF\xBF\xBD");
            s = str_sub(s, at, s.len);
        }
    }
    buf_add_byte(buf, '"');
}

void json_init(struct json *json, struct buf *buf)
{
    *json = (struct json){.buf = buf};
}

/* The comma before a value that is not the first of its array or object. */
static void begin_value(struct json *json)
{
    if (json->needs_comma[json->depth]) {
        buf_add_byte(json->buf, ',');
    }
    json->needs_comma[json->depth] = true;
}

static void open_with(struct json *json, char bracket)
{
    begin_value(json);
    buf_add_byte(json->buf, bracket);
    assert(json->depth + 1 < JSON_DEPTH_MAX);
    json->needs_comma[++json->depth] = false;
}

static void close_with(struct json *json, char bracket)
{
    assert(json->depth > 0);
    json->depth--;
    buf_add_byte(json->buf, bracket);
}

void json_object_begin(struct json *json)
{
    open_with(json, '{');
}

void json_object_end(struct json *json)
{
    close_with(json, '}');
}

void json_array_begin(struct json *json)
{
    open_with(json, '[');
}

void json_array_end(struct json *json)
{
    close_with(json, ']');
}

void json_key(struct json *json, const char *key)
{
    begin_value(json);
    buf_add_byte(json->buf, '"');
    buf_add_z(json->buf, key);
    BUF_LITERAL(json->buf, "\":");
    json->needs_comma[json->depth] = false; /* the value follows the colon */
}

void json_str(struct json *json, struct str s)
{
    if (!s.ptr) {
        json_unknown(json);
        return;
    }
    begin_value(json);
    json_escape(json->buf, s);
}

void json_int(struct json *json, int64_t value)
{
    begin_value(json);
    buf_add_int(json->buf, value);
}

/* By integers, because printf writes the locale's decimal point. */
void json_decimal(struct json *json, double value, int decimals)
{
    int64_t scale = 1;
    for (int i = 0; i < MIN(decimals, DECIMALS_MAX); i++) {
        scale *= 10;
    }
    double scaled = value * (double)scale;
    if (!isfinite(value) || fabs(scaled) >= 0x1p62) {
        json_unknown(json);
        return;
    }
    int64_t whole = llround(scaled);
    int64_t rest = llabs(whole % scale);
    begin_value(json);
    buf_printf(json->buf, "%s%lld", whole < 0 ? "-" : "", llabs(whole / scale));
    if (rest) {
        buf_add_byte(json->buf, '.');
        while (rest) {
            rest *= 10;
            buf_add_byte(json->buf, (char)('0' + rest / scale));
            rest %= scale;
        }
    }
}

void json_bool(struct json *json, bool value)
{
    begin_value(json);
    buf_add_z(json->buf, value ? "true" : "false");
}

void json_unknown(struct json *json)
{
    begin_value(json);
    BUF_LITERAL(json->buf, "null");
}

void json_raw(struct json *json, struct str text)
{
    begin_value(json);
    buf_add_str(json->buf, text);
}

void json_key_str(struct json *json, const char *key, struct str value)
{
    json_key(json, key);
    json_str(json, value);
}
