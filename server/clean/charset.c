/* Bytes of any charset to UTF-8. */
#include "clean/charset.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <lexbor/encoding/encoding.h>
#include <lexbor/html/encoding.h>

enum {
    PRESCAN_BYTES =
        1024,            /* HTML Standard, 13.2.3.2: the part of a page that may name its charset */
    ZEROS_WINDOW = 4096, /* where zero bytes are counted: as much as sniff_type looks at */
    DECODE_STEP = 2048,  /* characters decoded at a time, on the stack */
};

/* The byte order marks, and where decoding starts behind them (Encoding Standard, 6.1). */
static const struct {
    struct str mark;
    lxb_encoding_t encoding;
} MARKS[] = {
    {{"\xEF\xBB\xBF", 3}, LXB_ENCODING_UTF_8},
    {{"\xFE\xFF", 2}, LXB_ENCODING_UTF_16BE},
    {{"\xFF\xFE", 2}, LXB_ENCODING_UTF_16LE},
};

static lxb_encoding_t take_mark(struct str *bytes)
{
    for (size_t i = 0; i < ARRAY_LEN(MARKS); i++) {
        if (str_starts(*bytes, MARKS[i].mark)) {
            *bytes = str_sub(*bytes, MARKS[i].mark.len, bytes->len);
            return MARKS[i].encoding;
        }
    }
    return LXB_ENCODING_DEFAULT;
}

/* LXB_ENCODING_DEFAULT stands for a label that is none. */
static lxb_encoding_t encoding_of(struct str label)
{
    while (label.len && (label.ptr[0] == '"' || label.ptr[0] == '\'')) {
        label = str_sub(label, 1, label.len);
    }
    while (label.len && (label.ptr[label.len - 1] == '"' || label.ptr[label.len - 1] == '\'')) {
        label.len--;
    }
    if (!label.len) {
        return LXB_ENCODING_DEFAULT;
    }
    const lxb_encoding_data_t *found =
        lxb_encoding_data_by_pre_name((const lxb_char_t *)label.ptr, label.len);
    /* "replacement" (HZ, ISO-2022-KR, ...) would make one U+FFFD of the whole text: then rather
     * sniff. */
    bool is_usable = found && found->decode && found->encoding != LXB_ENCODING_REPLACEMENT;
    return is_usable ? found->encoding : LXB_ENCODING_DEFAULT;
}

/* <?xml ... encoding="x"?> at the very start; the prescan of pages knows <meta> alone. */
static lxb_encoding_t encoding_of_xml(struct str head)
{
    if (!str_starts(head, STR("<?xml"))) {
        return LXB_ENCODING_DEFAULT;
    }
    ptrdiff_t end = str_find_byte(head, '>');
    head = str_sub(head, 0, end < 0 ? 0 : (size_t)end);
    ptrdiff_t at = str_find(head, STR("encoding"));
    if (at < 0) {
        return LXB_ENCODING_DEFAULT;
    }
    head = str_trim(str_sub(head, (size_t)at + STR("encoding").len, head.len));
    if (!head.len || head.ptr[0] != '=') {
        return LXB_ENCODING_DEFAULT;
    }
    head = str_trim(str_sub(head, 1, head.len));
    if (!head.len || (head.ptr[0] != '"' && head.ptr[0] != '\'')) {
        return LXB_ENCODING_DEFAULT;
    }
    ptrdiff_t close = str_find_byte(str_sub(head, 1, head.len), head.ptr[0]);
    return encoding_of(str_sub(head, 1, close < 0 ? 0 : (size_t)close));
}

static lxb_encoding_t encoding_of_meta(struct str head)
{
    lxb_encoding_t found = LXB_ENCODING_DEFAULT;
    lxb_html_encoding_t prescan = {0};
    const lxb_char_t *begin = (const lxb_char_t *)head.ptr;
    if (lxb_html_encoding_init(&prescan) == LXB_STATUS_OK && head.len &&
        lxb_html_encoding_determine(&prescan, begin, begin + head.len) == LXB_STATUS_OK) {
        for (size_t i = 0; i < lxb_html_encoding_meta_length(&prescan) && !found; i++) {
            const lxb_html_encoding_entry_t *entry = lxb_html_encoding_meta_entry(&prescan, i);
            found =
                encoding_of(str_of((const char *)entry->name, (size_t)(entry->end - entry->name)));
        }
    }
    (void)lxb_html_encoding_destroy(&prescan, false);
    return found;
}

static lxb_encoding_t encoding_of_page(struct str bytes)
{
    struct str head = str_sub(bytes, 0, PRESCAN_BYTES);
    lxb_encoding_t found = encoding_of_xml(head);
    found = found ? found : encoding_of_meta(head);
    /* HTML Standard, 13.2.3.2: whoever could read the name was not reading UTF-16. */
    if (found == LXB_ENCODING_UTF_16BE || found == LXB_ENCODING_UTF_16LE) {
        return LXB_ENCODING_UTF_8;
    }
    return found == LXB_ENCODING_X_USER_DEFINED ? LXB_ENCODING_WINDOWS_1252 : found;
}

/*
 * Text of western scripts in UTF-16 has a zero in every other byte.  UTF-32 is read the same way:
 * the zeros that remain between its characters are dropped later, as control characters are.
 */
static lxb_encoding_t encoding_of_zeros(struct str bytes)
{
    struct str head = str_sub(bytes, 0, ZEROS_WINDOW);
    size_t zeros[2] = {0};
    for (size_t i = 0; i < head.len; i++) {
        zeros[i & 1] += head.ptr[i] == '\0';
    }
    size_t quarter = head.len / 4;
    bool has_even = zeros[0] > quarter, has_odd = zeros[1] > quarter;
    if (has_even && has_odd) {
        /* UTF-32: the one byte of four that is not zero is the first (LE) or the last (BE). */
        return head.ptr[0] ? LXB_ENCODING_UTF_16LE : LXB_ENCODING_UTF_16BE;
    }
    return has_odd    ? LXB_ENCODING_UTF_16LE
           : has_even ? LXB_ENCODING_UTF_16BE
                      : LXB_ENCODING_DEFAULT;
}

/*
 * Whether bytes that are not all UTF-8 are UTF-8 all the same, with faults: a log with a broken
 * line, a file that was cut within a character.  Other charsets make well-formed sequences by rare
 * chance only.
 */
static bool is_faulty_utf8(struct str bytes)
{
    size_t good = 0, bad = 0;
    for (size_t at = 0; at < bytes.len;) {
        if ((unsigned char)bytes.ptr[at] < 0x80) {
            at++;
            continue;
        }
        size_t before = at;
        uint32_t c = utf8_next(bytes, &at);
        bool is_bad = c == UTF8_REPLACEMENT && at - before == 1;
        bad += is_bad;
        good += !is_bad;
    }
    return good > 2 * bad;
}

/* What is known of the bytes by looking at them once. */
struct look {
    bool is_utf8;
    bool is_ascii; /* and has no NUL and no escape: the same characters in every charset but UTF-16
                    */
};

static struct look look_at(struct str bytes)
{
    bool is_ascii = utf8_is_ascii(bytes);
    return (struct look){.is_utf8 = is_ascii || utf8_is_valid(bytes),
                         .is_ascii = is_ascii && str_find_byte(bytes, '\0') < 0 &&
                                     str_find_byte(bytes, '\x1B') < 0};
}

static lxb_encoding_t choose(struct str bytes, struct str label, bool is_html, struct look look)
{
    lxb_encoding_t found = encoding_of(label);
    if (found != LXB_ENCODING_DEFAULT) {
        return found;
    }
    if (look.is_utf8 && look.is_ascii) {
        /* Nothing that a page could say changes the meaning of these bytes. */
        return LXB_ENCODING_UTF_8;
    }
    found = is_html ? encoding_of_page(bytes) : LXB_ENCODING_DEFAULT;
    /*
     * Tools that save pages turn them into UTF-8 and leave the <meta> of old.  Text of another
     * charset that is well-formed UTF-8 by chance is far rarer, but for ISO-2022-JP, which is made
     * of ASCII bytes.
     */
    if (found != LXB_ENCODING_DEFAULT && (!look.is_utf8 || found == LXB_ENCODING_ISO_2022_JP)) {
        return found;
    }
    found = encoding_of_zeros(bytes);
    if (found != LXB_ENCODING_DEFAULT) {
        return found;
    }
    return look.is_utf8 || is_faulty_utf8(bytes) ? LXB_ENCODING_UTF_8 : LXB_ENCODING_WINDOWS_1252;
}

static bool add_characters(struct buf *text, const lxb_codepoint_t *characters, size_t n)
{
    bool is_repaired = false;
    for (size_t i = 0; i < n; i++) {
        is_repaired |= characters[i] == UTF8_REPLACEMENT;
        utf8_add(text, characters[i]);
    }
    return is_repaired;
}

/* Returns whether U+FFFD had to be put in. */
static bool decode(struct str bytes, lxb_encoding_t encoding, struct buf *text)
{
    static const lxb_codepoint_t REPLACEMENT = UTF8_REPLACEMENT;
    lxb_codepoint_t step[DECODE_STEP];
    lxb_encoding_decode_t decoder;
    const lxb_encoding_data_t *charset = lxb_encoding_data(encoding);
    if (lxb_encoding_decode_init(&decoder, charset, step, DECODE_STEP) != LXB_STATUS_OK ||
        lxb_encoding_decode_replace_set(&decoder, &REPLACEMENT, 1) != LXB_STATUS_OK) {
        return false;
    }
    const lxb_char_t *at = (const lxb_char_t *)bytes.ptr, *end = at + bytes.len;
    bool is_repaired = false;
    lxb_status_t status;
    do {
        status = charset->decode(&decoder, &at, end);
        is_repaired |= add_characters(text, step, lxb_encoding_decode_buf_used(&decoder));
        lxb_encoding_decode_buf_used_set(&decoder, 0);
    } while (status == LXB_STATUS_SMALL_BUFFER && buf_ok(text));
    (void)lxb_encoding_decode_finish(&decoder);
    is_repaired |= add_characters(text, step, lxb_encoding_decode_buf_used(&decoder));
    return is_repaired;
}

enum status charset_to_utf8(struct arena *arena, struct str bytes, struct str label, bool is_html,
                            struct str *ret_text, bool *ret_is_repaired, struct error *err)
{
    lxb_encoding_t encoding = take_mark(&bytes);
    struct look look = look_at(bytes);
    if (encoding == LXB_ENCODING_DEFAULT) {
        encoding = choose(bytes, label, is_html, look);
    }
    bool is_same_in_all =
        look.is_ascii && encoding != LXB_ENCODING_UTF_16LE && encoding != LXB_ENCODING_UTF_16BE;
    if (is_same_in_all || (encoding == LXB_ENCODING_UTF_8 && look.is_utf8)) {
        *ret_text = bytes;
        *ret_is_repaired = false;
        return OK;
    }
    struct buf text;
    buf_init(&text, 0);
    (void)buf_reserve(&text, bytes.len + bytes.len / 4); /* what most texts come to */
    bool is_repaired = encoding == LXB_ENCODING_UTF_8;
    if (is_repaired) {
        utf8_add_repaired(&text, bytes);
    } else {
        is_repaired = decode(bytes, encoding, &text);
    }
    struct str copy = buf_ok(&text) ? arena_str(arena, buf_str(&text)) : str_null();
    bool has_failed = !buf_ok(&text) || (text.len && !copy.ptr);
    buf_done(&text);
    if (has_failed) {
        return error_no_memory(err);
    }
    *ret_text = copy;
    *ret_is_repaired = is_repaired;
    return OK;
}
