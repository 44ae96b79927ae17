/* Short texts of markup and structured data, made fit to be shown. */
#include "clean/html/plain.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "clean/html/tags.h"

enum { REFERENCE_MAX = 12, NODES_MAX = 400 };

/* The named references that content systems write into structured data. */
static const struct {
    struct str name;
    uint32_t character;
} NAMED[] = {
    {{"amp", 3}, '&'},       {{"lt", 2}, '<'},       {{"gt", 2}, '>'},       {{"quot", 4}, '"'},
    {{"apos", 4}, '\''},     {{"nbsp", 4}, ' '},     {{"rsquo", 5}, 0x2019}, {{"lsquo", 5}, 0x2018},
    {{"ldquo", 5}, 0x201C},  {{"rdquo", 5}, 0x201D}, {{"ndash", 5}, 0x2013}, {{"mdash", 5}, 0x2014},
    {{"hellip", 6}, 0x2026}, {{"eacute", 6}, 0xE9},  {{"egrave", 6}, 0xE8},  {{"auml", 4}, 0xE4},
    {{"ouml", 4}, 0xF6},     {{"uuml", 4}, 0xFC},    {{"szlig", 5}, 0xDF},   {{"laquo", 5}, 0xAB},
    {{"raquo", 5}, 0xBB},    {{"trade", 5}, 0x2122}, {{"reg", 3}, 0xAE},     {{"copy", 4}, 0xA9},
};

static uint32_t number_of(struct str digits)
{
    bool is_hex = digits.len && (digits.ptr[0] == 'x' || digits.ptr[0] == 'X');
    uint32_t value = 0;
    for (size_t i = is_hex; i < digits.len; i++) {
        int digit = is_hex
                        ? byte_hex((unsigned char)digits.ptr[i])
                        : (byte_is_digit((unsigned char)digits.ptr[i]) ? digits.ptr[i] - '0' : -1);
        if (digit < 0 || value > 0x110000) {
            return 0;
        }
        value = value * (is_hex ? 16 : 10) + (uint32_t)digit;
    }
    return value;
}

/* The character that the reference at `at` ("&...;") stands for and its length; 0 if it is none. */
static uint32_t reference_at(struct str s, size_t at, size_t *ret_len)
{
    struct str rest = str_sub(s, at + 1, REFERENCE_MAX);
    ptrdiff_t end = str_find_byte(rest, ';');
    if (end <= 0) {
        return 0;
    }
    struct str name = str_sub(rest, 0, (size_t)end);
    *ret_len = (size_t)end + 2;
    if (name.ptr[0] == '#') {
        return number_of(str_sub(name, 1, name.len));
    }
    for (size_t i = 0; i < ARRAY_LEN(NAMED); i++) {
        if (str_equal(name, NAMED[i].name)) {
            return NAMED[i].character;
        }
    }
    return 0;
}

static void add_space(struct buf *buf)
{
    if (buf->len && buf->ptr[buf->len - 1] != ' ') {
        buf_add_byte(buf, ' ');
    }
}

static bool opens_tag(struct str s, size_t at)
{
    unsigned char next = at + 1 < s.len ? (unsigned char)s.ptr[at + 1] : 0;
    return s.ptr[at] == '<' && (byte_is_alpha(next) || next == '/') &&
           str_find_byte(str_sub(s, at, s.len), '>') != STR_NONE;
}

static void add_plain(struct buf *buf, struct str s)
{
    for (size_t at = 0; at < s.len;) {
        size_t len = 0;
        uint32_t c = s.ptr[at] == '&' ? reference_at(s, at, &len) : 0;
        if (opens_tag(s, at)) {
            at += (size_t)str_find_byte(str_sub(s, at, s.len), '>') + 1;
            add_space(buf);
            continue;
        }
        if (c) {
            at += len;
        } else {
            c = utf8_next(s, &at);
        }
        if (c < ' ' || utf8_is_space(c)) {
            add_space(buf);
        } else if (!utf8_is_ignorable(c)) {
            utf8_add(buf, c);
        }
    }
}

static bool needs_change(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool is_double = c == ' ' && i && s.ptr[i - 1] == ' ';
        if (c < ' ' || c == '&' || c == '<' || c == 0xC2 || c == 0xE2 || c == 0xEF || is_double) {
            return true;
        }
    }
    return false;
}

static struct str take(struct arena *arena, struct buf *buf)
{
    struct str text = buf_ok(buf) ? arena_str(arena, str_trim(buf_str(buf))) : str_null();
    buf_done(buf);
    return text;
}

struct str plain_text(struct arena *arena, struct str s)
{
    struct buf buf;
    if (!needs_change(s)) {
        return str_trim(s);
    }
    buf_init(&buf, 0);
    add_plain(&buf, s);
    return take(arena, &buf);
}

struct str plain_element(struct arena *arena, const lxb_dom_node_t *element, size_t max,
                         struct str parting)
{
    struct buf buf;
    bool is_parted = false;
    buf_init(&buf, 0);
    const lxb_dom_node_t *node = element;
    for (size_t n = 0; node && n < NODES_MAX && buf.len < max; n++) {
        enum tag_kind kind = tag_kind(dom_tag(node));
        bool is_element = dom_is_element(node);
        bool is_skipped =
            is_element && (node->ns != LXB_NS_HTML || kind == TAG_SKIP || kind == TAG_FACT);
        if (dom_is_text(node) && str_trim(dom_text(node)).len) {
            if (is_parted && buf.len) {
                buf_add_str(&buf, parting);
            }
            is_parted = false;
            add_plain(&buf, str_sub(dom_text(node), 0, max));
        } else if (dom_is_text(node)) {
            add_space(&buf);
        } else if (is_element && kind != TAG_INLINE) {
            is_parted = true;
        }
        node = is_skipped ? dom_next_outside(node, element) : dom_next(node, element);
    }
    return take(arena, &buf);
}
