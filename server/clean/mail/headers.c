/* The header of a mail or of a part of one: fields, their parameters, words in any charset. */
#include "clean/mail/headers.h"

#include "base/base64.h"
#include "clean/charset.h"
#include "clean/mail/transfer.h"

#include <string.h>

enum {
    HEADER_MAX = 256 * 1024, /* bytes; long chains of servers take some ten thousand */
    FIELD_MAX = 16 * 1024,   /* bytes of a field that are read */
    LINES_MAX = 400,         /* lines of a header that are looked at to tell a mail */
    KNOWN_MIN = 3,
};

static struct str without_return(struct str line)
{
    return line.len && line.ptr[line.len - 1] == '\r' ? str_sub(line, 0, line.len - 1) : line;
}

struct str headers_take(struct str *rest)
{
    const char *start = rest->ptr;
    struct str line;
    while (str_split(rest, '\n', &line)) {
        bool is_end = without_return(line).len == 0;
        bool is_too_long = (size_t)(line.ptr - start) > HEADER_MAX;
        if (is_end || is_too_long) {
            return str_of(start, (size_t)(line.ptr - start));
        }
    }
    return str_of(start, start ? (size_t)(line.ptr + line.len - start) : 0);
}

/* The name before the colon of a field's first line; unknown when it is none. */
static struct str field_name(struct str line)
{
    size_t n = 0;
    while (n < line.len && line.ptr[n] > ' ' && line.ptr[n] < 0x7F && line.ptr[n] != ':') {
        n++;
    }
    return n && n < line.len && line.ptr[n] == ':' ? str_sub(line, 0, n) : str_null();
}

static bool is_folded(struct str line)
{
    return line.len && (line.ptr[0] == ' ' || line.ptr[0] == '\t');
}

/* The lines of the first field of this name; unknown if there is none. */
static struct str find_field(struct str header, struct str name)
{
    struct str line, field = str_null();
    while (header.ptr && str_split(&header, '\n', &line)) {
        if (field.ptr && !is_folded(line)) {
            break;
        }
        bool is_start = !field.ptr && str_equal_nocase(field_name(line), name);
        if (is_start || field.ptr) {
            const char *start = is_start ? line.ptr : field.ptr;
            field = str_of(start, (size_t)(line.ptr + line.len - start));
        }
    }
    return str_sub(field, 0, FIELD_MAX);
}

struct str headers_get(struct arena *arena, struct str header, struct str name)
{
    struct str field = find_field(header, name), line;
    char *out = field.ptr ? arena_alloc(arena, field.len + 1) : NULL;
    size_t len = 0;
    struct str rest = str_sub(field, name.len + 1, field.len);
    while (out && rest.ptr && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (len && line.len) {
            out[len++] = ' ';
        }
        memcpy(out + len, line.ptr ? line.ptr : "", line.len);
        len += line.len;
    }
    return str_of(out, out ? len : 0);
}

/* One encoded word, "=?charset?B?bytes?=". */
struct encoded {
    struct str charset, word;
    char encoding; /* 'q' or 'b' */
    size_t len;    /* of all of it; 0 when it is none */
};

static struct encoded read_encoded(struct str s)
{
    struct str rest = str_sub(s, 2, s.len), charset, encoding;
    struct encoded none = {0};
    if (!str_starts(s, STR("=?")) || !str_split(&rest, '?', &charset) || !rest.ptr ||
        !str_split(&rest, '?', &encoding) || encoding.len != 1 || !rest.ptr) {
        return none;
    }
    ptrdiff_t end = str_find(rest, STR("?="));
    char kind = byte_lower(encoding.ptr[0]);
    if (end < 0 || str_find_byte(str_sub(rest, 0, (size_t)end), ' ') >= 0 ||
        (kind != 'q' && kind != 'b')) {
        return none;
    }
    ptrdiff_t star = str_find_byte(charset, '*'); /* RFC 2231, 5: a language may follow */
    struct str word = str_sub(rest, 0, (size_t)end);
    return (struct encoded){
        .charset = star >= 0 ? str_sub(charset, 0, (size_t)star) : charset,
        .word = word,
        .encoding = kind,
        .len = (size_t)(word.ptr + word.len + 2 - s.ptr),
    };
}

/* What is decoded so far, and the bytes of encoded words in one charset that are not yet text. */
struct decoding {
    struct arena *arena;
    char *out; /* has room */
    size_t len;
    char *bytes;
    size_t bytes_len;
    struct str charset;
};

static void add_text(struct decoding *decoding, struct str text)
{
    memcpy(decoding->out + decoding->len, text.ptr ? text.ptr : "", text.len);
    decoding->len += text.len;
}

static void end_words(struct decoding *decoding)
{
    struct str bytes = str_of(decoding->bytes, decoding->bytes_len), text;
    struct error err = {0};
    bool is_repaired;
    if (bytes.len && charset_to_utf8(decoding->arena, bytes, decoding->charset, false, &text,
                                     &is_repaired, &err) == OK) {
        add_text(decoding, text);
    }
    decoding->bytes_len = 0;
}

/* Programs part words within a character, though they must not (RFC 2047, 5): what follows in the
 * same charset is read together. */
static void add_encoded(struct decoding *decoding, const struct encoded *encoded)
{
    struct str bytes = encoded->encoding == 'q' ? transfer_decode_q(decoding->arena, encoded->word)
                                                : base64_decode(decoding->arena, encoded->word);
    if (!str_equal_nocase(encoded->charset, decoding->charset)) {
        end_words(decoding);
    }
    decoding->charset = encoded->charset;
    memcpy(decoding->bytes + decoding->bytes_len, bytes.ptr ? bytes.ptr : "", bytes.len);
    decoding->bytes_len += bytes.len;
}

/* RFC 2047, 6.2: white space between two encoded words is no part of the text. */
static void decode_words(struct decoding *decoding, struct str s)
{
    bool was_encoded = false;
    while (s.len) {
        size_t spaces = 0;
        while (spaces < s.len && byte_is_space((unsigned char)s.ptr[spaces])) {
            spaces++;
        }
        struct str rest = str_sub(s, spaces, s.len);
        struct encoded encoded = read_encoded(rest);
        size_t taken = encoded.len ? encoded.len : rest.len ? 1 : 0;
        if (!encoded.len || !was_encoded) {
            end_words(decoding);
            add_text(decoding, str_sub(s, 0, spaces));
        }
        if (encoded.len) {
            add_encoded(decoding, &encoded);
        } else {
            add_text(decoding, str_sub(rest, 0, taken));
        }
        was_encoded = encoded.len || (was_encoded && !rest.len);
        s = str_sub(s, spaces + taken, s.len);
    }
    end_words(decoding);
}

struct str headers_text(struct arena *arena, struct str header, struct str name)
{
    struct str value = headers_get(arena, header, name);
    struct error err = {0};
    bool is_repaired;
    /* Some programs write bytes above ASCII as they are. */
    if (!value.len ||
        charset_to_utf8(arena, value, str_null(), false, &value, &is_repaired, &err) != OK) {
        return str_null();
    }
    /* A byte of an encoded word becomes three at most. */
    struct decoding decoding = {
        .arena = arena,
        .out = arena_alloc(arena, 3 * value.len + 1),
        .bytes = arena_alloc(arena, value.len + 1),
    };
    if (!decoding.out || !decoding.bytes) {
        return str_null();
    }
    decode_words(&decoding, value);
    return str_trim(str_of(decoding.out, decoding.len));
}

struct str headers_value(struct str field)
{
    ptrdiff_t end = str_find_byte(field, ';');
    return str_trim(end < 0 ? field : str_sub(field, 0, (size_t)end));
}

/* Takes what stands before the next semicolon off `*rest`; quotes hide semicolons. */
static struct str take_parameter(struct str *rest)
{
    bool is_quoted = false;
    size_t n = 0;
    while (n < rest->len && (is_quoted || rest->ptr[n] != ';')) {
        is_quoted ^= rest->ptr[n] == '"';
        n++;
    }
    struct str parameter = str_trim(str_sub(*rest, 0, n));
    *rest = str_sub(*rest, n + 1, rest->len);
    return parameter;
}

struct str headers_parameter(struct arena *arena, struct str field, struct str name)
{
    struct str rest = field;
    (void)take_parameter(&rest); /* the value that they belong to */
    while (rest.len) {
        struct str parameter = take_parameter(&rest);
        ptrdiff_t equals = str_find_byte(parameter, '=');
        struct str key = equals < 0 ? str_null() : str_trim(str_sub(parameter, 0, (size_t)equals));
        if (!str_equal_nocase(key, name)) {
            continue;
        }
        struct str value = str_trim(str_sub(parameter, (size_t)equals + 1, parameter.len));
        bool is_quoted = value.len > 1 && value.ptr[0] == '"';
        return arena_str(arena, is_quoted ? str_sub(value, 1, value.len - 2) : value);
    }
    return str_null();
}

bool headers_is_mail(struct str bytes)
{
    static const char *const KNOWN[] = {
        "From",     "To",          "Subject",      "Date",         "Message-ID",  "Received",
        "Reply-To", "Return-Path", "MIME-Version", "Content-Type", "Delivered-To"};
    enum { FROM = 0, DATE = 3, MESSAGE_ID = 4, RECEIVED = 5, VERSION = 8 };
    unsigned found = 0;
    size_t n = 0;
    struct str header = str_sub(bytes, 0, HEADER_MAX), line;
    while (str_split(&header, '\n', &line) && n++ < LINES_MAX) {
        line = without_return(line);
        struct str name = field_name(line);
        bool is_mailbox = n == 1 && str_starts(line, STR("From "));
        if (!line.len || !(name.len || is_mailbox || (n > 1 && is_folded(line)))) {
            break;
        }
        for (unsigned i = 0; i < ARRAY_LEN(KNOWN); i++) {
            found |= (unsigned)str_equal_nocase(name, str_from(KNOWN[i])) << i;
        }
    }
    bool is_written = found >> DATE & 1 || found >> MESSAGE_ID & 1 || found >> RECEIVED & 1 ||
                      found >> VERSION & 1;
    return !without_return(line).len && found >> FROM & 1 && is_written &&
           __builtin_popcount(found) >= KNOWN_MIN;
}
