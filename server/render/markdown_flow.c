/* The flow of Markdown: marks that open and close as CommonMark 0.31 wants it, and text that stays
 * text. */
#include "render/markdown_internal.h"

#include "base/utf8.h"

enum { LABEL_MAX = 1000 }; /* CommonMark 4.7: at most 999 characters; then it is no label */

/* What delimiter runs look at (CommonMark 6.2).  Where the class is not certain, the harder one is
 * taken. */
enum char_class { CLASS_SPACE, CLASS_PUNCTUATION, CLASS_WORD };

static enum char_class class_of_byte(unsigned char c)
{
    return c <= ' '                               ? CLASS_SPACE
           : byte_is_alpha(c) || byte_is_digit(c) ? CLASS_WORD
                                                  : CLASS_PUNCTUATION;
}

/* Beyond ASCII, only letters are certain to be no punctuation to any parser. */
static enum char_class class_at(struct str s, size_t at)
{
    if ((unsigned char)s.ptr[at] < 0x80) {
        return class_of_byte((unsigned char)s.ptr[at]);
    }
    uint32_t c = utf8_next(s, &at);
    return utf8_is_space(c) ? CLASS_SPACE : utf8_is_word(c) ? CLASS_WORD : CLASS_PUNCTUATION;
}

/* What stands before the place where a mark is to open; GFM's own parser looks through strikes. */
static enum char_class class_before(const struct flow *flow)
{
    struct str written = buf_str(flow->buf);
    while (written.len && written.ptr[written.len - 1] == '~') {
        written.len--;
    }
    unsigned char c = written.len ? (unsigned char)written.ptr[written.len - 1] : ' ';
    return c < 0x80 ? class_of_byte(c) : CLASS_WORD;
}

/* White space at a node's end is written behind its closing mark. */
static bool ends_with_space(const struct node *node)
{
    const struct node *last = node->last;
    return last && (last->kind == NODE_BREAK ||
                    (last->kind == NODE_TEXT && last->text.len &&
                     byte_is_space((unsigned char)last->text.ptr[last->text.len - 1])));
}

/* What will stand right behind the node's closing mark. */
static enum char_class class_behind(const struct node *node)
{
    if (ends_with_space(node)) {
        return CLASS_SPACE;
    }
    while (!node->next && node->parent && node_is_inline(node->parent->kind)) {
        node = node->parent;
    }
    const struct node *next = node->next;
    if (!next || node_is_block(next->kind) || next->kind == NODE_BREAK) {
        return CLASS_SPACE;
    }
    if (next->kind != NODE_TEXT || !next->text.len) {
        return CLASS_WORD;
    }
    unsigned char c = (unsigned char)next->text.ptr[0];
    return c < 0x80 && (c > ' ' || byte_is_space(c)) ? class_of_byte(c) : CLASS_WORD;
}

/* The last visible character before the closing mark. */
static enum char_class class_at_end(const struct node *node)
{
    struct str text = node->last && node->last->kind == NODE_TEXT ? node->last->text : str_null();
    while (text.len && byte_is_space((unsigned char)text.ptr[text.len - 1])) {
        text.len--;
    }
    size_t at = text.len ? text.len - 1 : 0;
    while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
        at--;
    }
    return text.len ? class_at(text, at) : CLASS_PUNCTUATION;
}

static bool ends_with(const struct buf *buf, char c)
{
    return buf->len && buf->ptr[buf->len - 1] == c;
}

static bool is_within(const struct flow *flow, enum node_kind kind, bool must_be_written)
{
    for (size_t i = 0; i < flow->marks_len; i++) {
        if (flow->marks[i].kind == kind && (flow->marks[i].is_written || !must_be_written)) {
            return true;
        }
    }
    return false;
}

bool flow_is_within(const struct flow *flow, enum node_kind kind)
{
    return is_within(flow, kind, false);
}

static struct str delimiter_of(enum node_kind kind)
{
    switch (kind) {
    case NODE_EMPHASIS:
        return STR("*");
    case NODE_STRONG:
        return STR("**");
    case NODE_DELETED:
        return STR("~~");
    default:
        return STR("[");
    }
}

static bool is_emphasis(enum node_kind kind)
{
    return kind == NODE_EMPHASIS || kind == NODE_STRONG;
}

/*
 * Whether the mark will be read as one.  If not, it is left out: emphasis may be lost, text may
 * not.  Two runs of the same character that touch would become one run.  Within others, a run that
 * could both open and close is read in different ways (CommonMark 6.2, rules 9 and 10).
 */
static bool can_write(const struct flow *flow, const struct mark *mark, enum char_class first)
{
    if (mark->kind == NODE_LINK) {
        return true;
    }
    char delimiter = delimiter_of(mark->kind).ptr[0];
    bool touches_closing = flow->closed_at == flow->buf->len && ends_with(flow->buf, delimiter);
    bool touches_opening = flow->opened_at == flow->buf->len;
    enum char_class before = class_before(flow), behind = class_behind(mark->node);
    enum char_class end = class_at_end(mark->node);
    bool is_inner = is_emphasis(mark->kind) &&
                    (is_within(flow, NODE_EMPHASIS, true) || is_within(flow, NODE_STRONG, true));
    bool is_ambiguous = (before == first && !touches_opening) || end == behind ||
                        (is_within(flow, NODE_DELETED, true) &&
                         (first != CLASS_WORD || end != CLASS_WORD)); /* may stand beside "~~" */
    return !touches_closing && !is_within(flow, mark->kind, true) && first != CLASS_SPACE &&
           end != CLASS_SPACE && (first == CLASS_WORD || before != CLASS_WORD) &&
           (end == CLASS_WORD || behind != CLASS_WORD) && !(is_inner && is_ambiguous);
}

/* Writes what waits, because something visible that begins with a character of class `first` comes
 * now. */
static void begin_visible(struct flow *flow, enum char_class first)
{
    if (!flow->is_flowing) {
        layout_block(flow->layout);
        buf_add_str(flow->buf, flow->lead);
        flow->is_at_start = flow->lead.len == 0;
        flow->digits = flow->is_at_start ? 0 : -1;
        flow->lead = str_null();
        flow->is_flowing = true;
    } else if (flow->has_break && flow->is_in_cell) {
        /* GFM: a cell is one line, and the way to break it is HTML's. */
        buf_add_z(flow->buf, flow->buf->len > flow->cell_at ? "<br>" : "");
    } else if (flow->has_break) {
        buf_add_byte(flow->buf, '\\');
        layout_line(flow->layout);
        flow->is_at_start = true;
        flow->digits = 0;
    } else if (flow->has_space && !ends_with(flow->buf, ' ')) {
        buf_add_byte(flow->buf, ' ');
        flow->digits = -1;
    }
    flow->has_space = flow->has_break = false;
    for (; flow->settled < flow->marks_len; flow->settled++) {
        struct mark *mark = &flow->marks[flow->settled];
        /* What opens inside is a mark itself, and may be left out. */
        bool is_innermost = flow->settled + 1 == flow->marks_len || first == CLASS_SPACE;
        mark->is_written = can_write(flow, mark, is_innermost ? first : CLASS_PUNCTUATION);
        if (mark->is_written && mark->kind == NODE_LINK && ends_with(flow->buf, '!')) {
            flow->buf->ptr[flow->buf->len - 1] = '\\'; /* else it would be a picture */
            buf_add_byte(flow->buf, '!');
        }
        if (mark->is_written) {
            buf_add_str(flow->buf, delimiter_of(mark->kind));
            flow->opened_at = is_emphasis(mark->kind) ? flow->buf->len : flow->opened_at;
            flow->is_at_start = false;
            flow->digits = -1;
        }
    }
}

static bool is_alphanumeric(struct str s, size_t at)
{
    return at < s.len && class_of_byte((unsigned char)s.ptr[at]) == CLASS_WORD;
}

/* Number signs at a heading's end, parted from what is before, are no part of it (CommonMark 4.2).
 */
static bool is_closing_sequence(struct str s, size_t at)
{
    if (at && s.ptr[at - 1] != '#' && !byte_is_space((unsigned char)s.ptr[at - 1])) {
        return false;
    }
    while (at < s.len && (s.ptr[at] == '#' || byte_is_space((unsigned char)s.ptr[at]))) {
        at++;
    }
    return at == s.len;
}

/*
 * Whether what stands at `at`, and as often as `repeated` follows it, is before a space or the end
 * of what is known: only then it marks an item or a rule (CommonMark 4.1, 4.3, 5.2).
 */
static bool ends_marker(struct str s, size_t at, char repeated)
{
    do {
        at++;
    } while (at < s.len && s.ptr[at] == repeated);
    return at == s.len || byte_is_space((unsigned char)s.ptr[at]);
}

/* Whether brackets at a line's start could define a reference (CommonMark 4.7) or be a task's box.
 */
static bool may_define(struct str s, size_t at)
{
    ptrdiff_t len = str_find_byte(str_sub(s, at, LABEL_MAX), ']');
    bool is_box = len == 2 && str_find_byte(STR(" xX"), s.ptr[at + 1]) >= 0;
    return is_box || len < 2 || at + (size_t)len + 1 == s.len || s.ptr[at + (size_t)len + 1] == ':';
}

/* Whether "&...;" stands at `at`, or may once what comes is there (CommonMark 2.5). */
static bool may_be_entity(struct str s, size_t at)
{
    size_t i = at + 1;
    while (i < s.len && (is_alphanumeric(s, i) || s.ptr[i] == '#')) {
        i++;
    }
    return i == s.len || (i > at + 1 && s.ptr[i] == ';');
}

/* Whether the byte at `at` would be read as more than itself: CommonMark 2.4 to 6.7, GFM's tables
 * and strikes. */
static bool needs_escape(const struct flow *flow, struct str s, size_t at)
{
    switch (s.ptr[at]) {
    case '\\':
    case '`':
    case '*':
    case '<':
    case '~':
        return true;
    case '[':
    case ']':
        return flow->is_in_image || flow_is_within(flow, NODE_LINK) ||
               (s.ptr[at] == '[' && flow->is_at_start && may_define(s, at));
    case '(': /* only this makes brackets a link (6.3), as there are no references */
        return ends_with(flow->buf, ']');
    case '_':
        return !(at && is_alphanumeric(s, at - 1) && is_alphanumeric(s, at + 1));
    case '&':
        return may_be_entity(s, at);
    case '|':
        return flow->is_in_cell || flow->is_at_start;
    case '#': /* without a space behind it too, as older parsers want none */
        return flow->is_at_start || (flow->is_heading && is_closing_sequence(s, at));
    case '+':
    case '-':
        return flow->is_at_start && ends_marker(s, at, s.ptr[at]);
    case '=':
    case '>':
    case ':':
        return flow->is_at_start;
    case '.':
    case ')':
        return flow->digits > 0 && ends_marker(s, at, '\0');
    default:
        return false;
    }
}

/* Bytes that stand for themselves wherever they are, but for the beginning of a line. */
static inline bool is_plain(unsigned char c)
{
    static const bool marks[256] = {
        ['\\'] = true, ['`'] = true, ['*'] = true, ['['] = true, [']'] = true, ['<'] = true,
        ['~'] = true,  ['_'] = true, ['&'] = true, ['!'] = true, ['|'] = true, ['#'] = true,
    };
    return c > ' ' && c != 0x7F && !marks[c];
}

/* The length of a run of plain bytes with single spaces between them. */
static size_t plain_run(struct str s, size_t start)
{
    size_t i = start;
    while (i < s.len &&
           (is_plain((unsigned char)s.ptr[i]) || (s.ptr[i] == ' ' && i > start && i + 1 < s.len &&
                                                  is_plain((unsigned char)s.ptr[i + 1])))) {
        i++;
    }
    return i - start;
}

/* One byte, because it matters what stands before it; returns false for one that plain_run can
 * take. */
static bool add_special(struct flow *flow, struct str s, size_t at)
{
    char c = s.ptr[at];
    bool is_digit = byte_is_digit((unsigned char)c);
    bool must_escape = needs_escape(flow, s, at);
    if (!must_escape && !flow->is_at_start && flow->digits < 0 && is_plain((unsigned char)c)) {
        return false;
    }
    if (must_escape) {
        buf_add_byte(flow->buf, '\\');
    }
    buf_add_byte(flow->buf, c);
    flow->digits = is_digit && flow->digits >= 0 ? flow->digits + 1 : -1;
    flow->is_at_start = false;
    return true;
}

void flow_add(struct flow *flow, struct str s)
{
    for (size_t i = 0; i < s.len;) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c <= ' ' || c == 0x7F) {
            flow->has_space |= flow->is_flowing && byte_is_space(c);
            i++;
            continue;
        }
        begin_visible(flow, class_at(s, i));
        if (add_special(flow, s, i)) {
            i++;
        } else {
            size_t run = plain_run(s, i);
            buf_add(flow->buf, s.ptr + i, run);
            i += run;
        }
    }
}

void flow_begin(struct flow *flow)
{
    begin_visible(flow, CLASS_PUNCTUATION);
    flow->is_at_start = false;
    flow->digits = -1;
}

void flow_open(struct flow *flow, const struct node *node, enum node_kind kind)
{
    if (flow->marks_len < MARKS_MAX) {
        flow->marks[flow->marks_len++] = (struct mark){.node = node, .kind = kind};
    }
}

static void write_closing(struct flow *flow, struct mark *mark)
{
    if (mark->is_written && mark->kind != NODE_LINK) {
        buf_add_str(flow->buf, delimiter_of(mark->kind));
        flow->closed_at = flow->buf->len;
    }
    mark->is_written = false;
}

bool flow_close(struct flow *flow, const struct node *node)
{
    if (!flow->marks_len || flow->marks[flow->marks_len - 1].node != node) {
        return false;
    }
    struct mark *mark = &flow->marks[--flow->marks_len];
    bool is_written = mark->is_written;
    write_closing(flow, mark);
    flow->settled = MIN(flow->settled, flow->marks_len);
    return is_written;
}

void flow_end(struct flow *flow)
{
    for (size_t i = flow->marks_len; i-- > 0;) {
        write_closing(flow, &flow->marks[i]);
    }
    if (flow->is_flowing) {
        layout_block_end(flow->layout);
    }
    flow->is_flowing = flow->is_heading = flow->has_space = flow->has_break = false;
    flow->lead = str_null();
}

void flow_init(struct flow *flow, struct layout *layout)
{
    *flow = (struct flow){.buf = layout->buf, .layout = layout};
    buf_init(&flow->scratch, 0);
}

void flow_done(struct flow *flow)
{
    buf_done(&flow->scratch);
}
