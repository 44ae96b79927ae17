/* Inlines as Markdown: links, images, code and what has no mark of its own. */
#include "render/markdown_internal.h"

#define OPENING_QUOTE "\xE2\x80\x9C"
#define CLOSING_QUOTE "\xE2\x80\x9D"
#define INNER_OPENING_QUOTE "\xE2\x80\x98"
#define INNER_CLOSING_QUOTE "\xE2\x80\x99"

static bool has_any(struct str s, const char *bytes)
{
    for (; *bytes; bytes++) {
        if (str_find_byte(s, *bytes) >= 0) {
            return true;
        }
    }
    return false;
}

static bool is_alphanumeric(struct str s, size_t at)
{
    return at < s.len &&
           (byte_is_alpha((unsigned char)s.ptr[at]) || byte_is_digit((unsigned char)s.ptr[at]));
}

/* Whether "&...;" stands at `at`: in addresses alone is a lone & common. */
static bool is_entity(struct str s, size_t at)
{
    size_t i = at + 1;
    while (i < s.len && (byte_is_alpha((unsigned char)s.ptr[i]) ||
                         byte_is_digit((unsigned char)s.ptr[i]) || s.ptr[i] == '#')) {
        i++;
    }
    return i > at + 1 && i < s.len && s.ptr[i] == ';';
}

/*
 * Some parsers see marks in an address before they see the link, so what CommonMark 6.3 would let
 * stand is escaped too.  A struct url has no space, quote, backtick, pipe, backslash or pointed
 * bracket.
 */
static bool needs_escape(struct str url, size_t at)
{
    switch (url.ptr[at]) {
    case '*':
    case '~':
    case '[':
    case ']':
        return true;
    case '_':
        return !(at && is_alphanumeric(url, at - 1) && is_alphanumeric(url, at + 1));
    case '&':
        return is_entity(url, at);
    default:
        return false;
    }
}

/* CommonMark 6.3: pointed brackets where parentheses are. */
static void add_destination(struct flow *flow, struct str url)
{
    bool is_pointed = has_any(url, "()");
    size_t start = 0;
    if (is_pointed) {
        buf_add_byte(flow->buf, '<');
    }
    for (size_t i = 0; i < url.len; i++) {
        if (needs_escape(url, i)) {
            buf_add_str(flow->buf, str_sub(url, start, i - start));
            buf_add_byte(flow->buf, '\\');
            start = i;
        }
    }
    buf_add_str(flow->buf, str_sub(url, start, url.len));
    if (is_pointed) {
        buf_add_byte(flow->buf, '>');
    }
}

static void add_target(struct flow *flow, const struct node *node, struct str title)
{
    BUF_LITERAL(flow->buf, "](");
    add_destination(flow, node->url->text);
    title = str_trim(title);
    if (title.len) {
        BUF_LITERAL(flow->buf, " \"");
        for (size_t i = 0; i < title.len; i++) {
            unsigned char c = (unsigned char)title.ptr[i];
            if (has_any(str_of(title.ptr + i, 1), "\"\\`<>&|*_[]")) {
                buf_add_byte(flow->buf, '\\');
            }
            buf_add_byte(flow->buf, c <= ' ' || c == 0x7F ? ' ' : (char)c);
        }
        buf_add_byte(flow->buf, '"');
    }
    buf_add_byte(flow->buf, ')');
}

static void add_image(struct flow *flow, const struct node *image)
{
    if (!image->url || str_equal(image->url->scheme, STR("mailto"))) {
        return;
    }
    flow_begin(flow);
    BUF_LITERAL(flow->buf, "![");
    flow->is_in_image = true;
    flow_add(flow, str_trim(image->text));
    flow->is_in_image = false;
    add_target(flow, image, str_null());
}

/* CommonMark 6.1: the fence is longer than any run inside; a space parts it from backticks at the
 * ends. */
static void add_code_span(struct flow *flow, struct str code)
{
    size_t fence = layout_longest_run(code, '`') + 1;
    bool is_spaced = code.ptr[0] == '`' || code.ptr[code.len - 1] == '`';
    flow_begin(flow);
    buf_add_repeated(flow->buf, '`', fence);
    buf_add_repeated(flow->buf, ' ', is_spaced);
    for (size_t i = 0; i < code.len; i++) {
        unsigned char c = (unsigned char)code.ptr[i];
        if (byte_is_space(c) || (c > ' ' && c != 0x7F)) {
            buf_add_byte(flow->buf, byte_is_space(c) ? ' ' : (char)c);
        }
    }
    buf_add_repeated(flow->buf, ' ', is_spaced);
    buf_add_repeated(flow->buf, '`', fence);
    flow->closed_at = flow->buf->len;
}

/*
 * Where a code span would not be read as one, its text is text: right behind another, with pipes in
 * a table, and with brackets in a link, where "[a `]: b`](c)" would define a reference
 * (CommonMark 4.7).
 */
static void add_code(struct flow *flow, const struct node *node)
{
    buf_clear(&flow->scratch);
    layout_collect(node, &flow->scratch);
    struct str code = str_trim(buf_str(&flow->scratch));
    bool touches = !flow->has_space && !flow->has_break && flow->buf->len &&
                   flow->closed_at == flow->buf->len && flow->buf->ptr[flow->buf->len - 1] == '`';
    if (!code.len || touches || (flow->is_in_cell && has_any(code, "|")) ||
        (flow_is_within(flow, NODE_LINK) && has_any(code, "]"))) {
        flow_add(flow, buf_str(&flow->scratch));
    } else {
        /* White space at its ends stands outside, as it would be lost inside. */
        struct str whole = buf_str(&flow->scratch);
        flow->has_space |= flow->is_flowing && byte_is_space((unsigned char)whole.ptr[0]);
        add_code_span(flow, code);
        flow->has_space |= byte_is_space((unsigned char)whole.ptr[whole.len - 1]);
    }
}

/* An address that is its own text: "<https://...>" (CommonMark 6.5). */
static bool is_autolink(const struct node *node)
{
    const struct node *text = node->first;
    return node->kind == NODE_LINK && node->url && text && !text->next && text->kind == NODE_TEXT &&
           str_equal(text->text, node->url->text) && !has_any(text->text, "*~[]_");
}

bool flow_is_whole(const struct flow *flow, const struct node *node)
{
    return node->kind == NODE_CODE || (is_autolink(node) && !flow_is_within(flow, NODE_LINK));
}

/* "10^6": without its sign a power would be another number. */
static void add_power_sign(struct flow *flow, const struct node *node)
{
    struct str written = buf_str(flow->buf);
    while (node->first) {
        node = node->first;
    }
    char first = node->kind == NODE_TEXT && node->text.len ? node->text.ptr[0] : ' ';
    char before = written.len ? written.ptr[written.len - 1] : ' ';
    bool is_power = byte_is_digit((unsigned char)first) || first == '-' || first == '+';
    bool is_base = byte_is_alpha((unsigned char)before) || byte_is_digit((unsigned char)before) ||
                   before == ')';
    if (is_power && is_base && flow->is_flowing && !flow->has_space && !flow->has_break) {
        flow_add(flow, STR("^"));
    }
}

static void enter_link(struct flow *flow, const struct node *link)
{
    if (flow_is_whole(flow, link)) {
        flow_begin(flow);
        buf_add_byte(flow->buf, '<');
        buf_add_str(flow->buf, link->url->text);
        buf_add_byte(flow->buf, '>');
    } else if (link->url && !flow_is_within(flow, NODE_LINK)) {
        flow_open(flow, link, NODE_LINK);
    }
}

void flow_enter(struct flow *flow, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        flow_add(flow, node->text);
        break;
    case NODE_BREAK:
        flow->has_break |= flow->is_flowing && !flow->is_heading;
        flow->has_space |= flow->is_flowing;
        break;
    case NODE_LINK:
        enter_link(flow, node);
        break;
    case NODE_IMAGE:
        add_image(flow, node);
        break;
    case NODE_CODE:
        add_code(flow, node);
        break;
    case NODE_EMPHASIS:
    case NODE_STRONG:
    case NODE_DELETED:
        flow_open(flow, node, node->kind);
        break;
    case NODE_SUPERSCRIPT:
        add_power_sign(flow, node);
        break;
    case NODE_QUOTATION:
        flow_add(flow, flow->quotations++ % 2 ? STR(INNER_OPENING_QUOTE) : STR(OPENING_QUOTE));
        break;
    case NODE_RUBY_TEXT:
        flow_add(flow, STR("("));
        break;
    default:
        break;
    }
}

void flow_leave(struct flow *flow, const struct node *node)
{
    if (node->kind == NODE_QUOTATION) {
        flow_add(flow, --flow->quotations % 2 ? STR(INNER_CLOSING_QUOTE) : STR(CLOSING_QUOTE));
    } else if (node->kind == NODE_RUBY_TEXT) {
        flow_add(flow, STR(")"));
    } else if (flow_close(flow, node) && node->kind == NODE_LINK) {
        add_target(flow, node, node->text);
    }
}
