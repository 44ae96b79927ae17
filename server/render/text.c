/* A document's tree as plain text: what a person would read aloud, in lines. */
#include "render/render.h"

#include "render/layout_internal.h"
#include "render/walk_internal.h"

#include <stdio.h>

#define OPENING_QUOTE "\xE2\x80\x9C"
#define CLOSING_QUOTE "\xE2\x80\x9D"
#define INNER_OPENING_QUOTE "\xE2\x80\x98"
#define INNER_CLOSING_QUOTE "\xE2\x80\x99"

struct text {
    struct buf *buf;
    struct layout layout;
    struct buf scratch; /* a code block's text */
    bool is_flowing;    /* inside a line of text; it begins with the first visible byte */
    bool has_space;     /* white space waits for something visible behind it */
    bool has_break;     /* and so does a line break */
    int rows;           /* rows of tables around: within one, everything stands on its line */
    size_t tabs;        /* the cells' borders that wait */
    int quotations;
};

static void begin_visible(struct text *text)
{
    if (!text->is_flowing) {
        layout_block(&text->layout);
        text->is_flowing = true;
        text->has_space = false;
    } else if (text->has_break) {
        layout_line(&text->layout);
        text->has_space = false;
    }
    if (text->tabs) {
        buf_add_repeated(text->buf, '\t', text->tabs);
    } else if (text->has_space) {
        buf_add_byte(text->buf, ' ');
    }
    text->tabs = 0;
    text->has_space = text->has_break = false;
}

static void end_flow(struct text *text)
{
    if (text->is_flowing) {
        layout_block_end(&text->layout);
    }
    text->is_flowing = text->has_space = text->has_break = false;
}

static inline bool is_visible(unsigned char c)
{
    return c > ' ' && c != 0x7F;
}

/* Whether the byte at `at` may stand as it is: visible, or one space within what is. */
static bool is_plain(struct str s, size_t start, size_t at)
{
    unsigned char c = (unsigned char)s.ptr[at];
    return is_visible(c) ||
           (c == ' ' && at > start && at + 1 < s.len && is_visible((unsigned char)s.ptr[at + 1]));
}

/* How much of a text stands as it is from `start` on. */
static size_t plain_end(struct str s, size_t start)
{
    size_t at = start, end;
    do {
        at = at > start ? str_skip_words(s, at, 0) : at;
        end = MIN(at + sizeof(uint64_t), s.len);
        while (at < end && is_plain(s, start, at)) {
            at++;
        }
    } while (at == end && at < s.len);
    return at;
}

/* White space becomes one space, and none at the ends of lines; other control characters go. */
static void add_flow(struct text *text, struct str s)
{
    for (size_t i = 0; i < s.len;) {
        size_t start = i;
        i = plain_end(s, start);
        if (i > start) {
            begin_visible(text);
            buf_add(text->buf, s.ptr + start, i - start);
        } else {
            text->has_space |= byte_is_space((unsigned char)s.ptr[i]);
            i++;
        }
    }
}

static void add_code(struct text *text, const struct node *block)
{
    buf_clear(&text->scratch);
    layout_collect(block, &text->scratch);
    struct str code = layout_trim_code(buf_str(&text->scratch));
    if (text->rows) {
        add_flow(text, code);
    } else if (code.len) {
        layout_block(&text->layout);
        layout_add_code(&text->layout, code);
        layout_block_end(&text->layout);
    }
}

/* What parts blocks elsewhere is a space where everything has to stay on one line. */
static void part_blocks(struct text *text)
{
    if (text->rows) {
        text->has_space = text->is_flowing;
    } else {
        end_flow(text);
    }
}

static void enter_item(struct text *text, const struct node *item)
{
    static const char spaces[] = "                            ";
    char marker[sizeof(spaces)] = "- ";
    struct layout_level *list = layout_level(&text->layout);
    int len = 2;
    if (item->parent && item->parent->is_ordered) {
        len = snprintf(marker, sizeof(marker), "%lld. ", (long long)list->number);
    }
    int box = snprintf(marker + len, sizeof(marker) - (size_t)len, "%s", layout_task(item));
    struct str first = str_of(marker, (size_t)len + (size_t)box);
    layout_enter(&text->layout, first, str_of(spaces, (size_t)len), list->is_tight);
}

static void enter_block(struct text *text, const struct node *node)
{
    part_blocks(text);
    if (node->kind == NODE_ROW) {
        text->rows++;
        text->tabs = text->rows == 1 ? 0 : text->tabs;
    } else if (node->kind == NODE_CELL && text->rows == 1) {
        text->tabs += node->parent->first != node;
    } else if (node->kind == NODE_CODE_BLOCK) {
        add_code(text, node);
    } else if (text->rows) {
        return;
    } else if (node->kind == NODE_ITEM) {
        enter_item(text, node);
    } else if (node->kind == NODE_LIST) {
        layout_group(&text->layout, layout_is_tight_list(node));
        layout_level(&text->layout)->number = node->start;
    } else if (node->kind == NODE_TABLE || node->kind == NODE_DEFINITIONS) {
        layout_group(&text->layout, true);
    } else if (node->kind == NODE_RULE) {
        add_flow(text, STR("* * *"));
        end_flow(text);
    }
}

static void leave_block(struct text *text, const struct node *node)
{
    part_blocks(text);
    if (node->kind == NODE_ROW && --text->rows == 0) {
        end_flow(text);
        text->tabs = 0;
    } else if (text->rows) {
        return;
    } else if (node->kind == NODE_ITEM) {
        bool is_shown = layout_leave(&text->layout);
        layout_level(&text->layout)->number += is_shown;
    } else if (node->kind == NODE_LIST || node->kind == NODE_TABLE ||
               node->kind == NODE_DEFINITIONS) {
        (void)layout_leave(&text->layout);
    }
}

static void enter_inline(struct text *text, const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        add_flow(text, node->text);
        break;
    case NODE_BREAK:
        text->has_break |= text->is_flowing && !text->rows;
        text->has_space |= text->is_flowing;
        break;
    case NODE_QUOTATION:
        add_flow(text, text->quotations++ % 2 ? STR(INNER_OPENING_QUOTE) : STR(OPENING_QUOTE));
        break;
    case NODE_RUBY_TEXT:
        add_flow(text, STR("("));
        break;
    default:
        break;
    }
}

static void leave_inline(struct text *text, const struct node *node)
{
    if (node->kind == NODE_QUOTATION) {
        add_flow(text, --text->quotations % 2 ? STR(INNER_CLOSING_QUOTE) : STR(CLOSING_QUOTE));
    } else if (node->kind == NODE_RUBY_TEXT) {
        add_flow(text, STR(")"));
    }
}

void render_text(const struct node *root, struct buf *buf)
{
    struct text text = {.buf = buf};
    struct walk walk = walk_of(root);
    size_t start = buf->len;
    layout_init(&text.layout, buf);
    buf_init(&text.scratch, 0);
    while (walk_step(&walk)) {
        const struct node *node = walk.node;
        bool is_inline = node_is_inline(node->kind);
        if (is_inline && walk.is_leaving) {
            leave_inline(&text, node);
        } else if (is_inline) {
            enter_inline(&text, node);
            walk.is_skipped = walk_is_arrow(node) || node->is_beside;
        } else if (walk.is_leaving) {
            leave_block(&text, node);
        } else {
            enter_block(&text, node);
            walk.is_skipped = node->kind == NODE_CODE_BLOCK || node->is_beside;
        }
    }
    if (buf->len > start) {
        buf_add_byte(buf, '\n');
    }
    if (!buf_ok(&text.scratch)) {
        (void)buf_reserve(buf, SIZE_MAX); /* the caller asks the one buffer */
    }
    buf_done(&text.scratch);
}
