/* A document's tree as CommonMark with GFM tables: the blocks. */
#include "render/markdown_internal.h"
#include "render/render.h"
#include "render/table_internal.h"
#include "render/walk_internal.h"

#include <stdio.h>

struct markdown {
    struct layout layout;
    struct flow flow;
    struct table table;
    int rows; /* rows of tables around: within one, everything stands on its line */
};

static const char spaces[] = "                ";

/* CommonMark 5.2: at most nine digits. */
static int64_t list_number(int64_t number)
{
    return MIN(MAX(number, 0), 999999999);
}

/* A list right behind another, or right behind the mark of an item, needs another mark to be a list
 * of its own. */
static char list_mark(struct markdown *markdown, const struct node *list)
{
    const struct layout *layout = &markdown->layout;
    char usual = list->is_ordered ? '.' : '-', other = list->is_ordered ? ')' : '+';
    bool is_on_line_of_item = layout->gap == GAP_NONE && layout->depth > 1 && list->parent &&
                              list->parent->kind == NODE_ITEM;
    char taken = is_on_line_of_item ? layout->levels[layout->depth - 1].mark
                                    : layout->levels[layout->depth].last_mark;
    return taken == usual ? other : usual;
}

static void enter_list(struct markdown *markdown, const struct node *list)
{
    struct layout *layout = &markdown->layout;
    char mark = list_mark(markdown, list);
    /* CommonMark 5.2: only a list that starts with 1 can interrupt a paragraph. */
    if (list->is_ordered && list->start != 1 && layout->gap == GAP_LINE) {
        layout->gap = GAP_EMPTY_LINE;
    }
    layout_group(layout, layout_is_tight_list(list));
    layout_level(layout)->mark = mark;
    layout_level(layout)->number = list->start;
}

static void leave_list(struct markdown *markdown)
{
    char mark = layout_level(&markdown->layout)->mark;
    if (layout_leave(&markdown->layout)) {
        layout_level(&markdown->layout)->last_mark = mark;
    }
}

static void enter_item(struct markdown *markdown, const struct node *item)
{
    const struct layout_level *list = layout_level(&markdown->layout);
    char marker[sizeof(spaces)] = "- ";
    int len = 2;
    if (item->parent && item->parent->is_ordered) {
        len = snprintf(marker, sizeof(marker), "%d%c ", (int)list_number(list->number), list->mark);
    } else {
        marker[0] = list->mark ? list->mark : '-';
    }
    int box = snprintf(marker + len, sizeof(marker) - (size_t)len, "%s", layout_task(item));
    struct str first = str_of(marker, (size_t)len + (size_t)box);
    layout_enter(&markdown->layout, first, str_of(spaces, (size_t)len), list->is_tight);
}

static void leave_item(struct markdown *markdown)
{
    bool is_shown = layout_leave(&markdown->layout);
    layout_level(&markdown->layout)->number += is_shown;
}

/* An info string is read with escapes and entities; what could be one is no language's name. */
static bool is_language(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!byte_is_alpha(c) && !byte_is_digit(c) && str_find_byte(STR("+#._-"), (char)c) < 0) {
            return false;
        }
    }
    return true;
}

static void add_code(struct markdown *markdown, const struct node *block)
{
    struct layout *layout = &markdown->layout;
    struct buf *scratch = &markdown->flow.scratch;
    buf_clear(scratch);
    layout_collect(block, scratch);
    struct str code = layout_trim_code(buf_str(scratch));
    if (markdown->rows) {
        flow_add(&markdown->flow, code);
        return;
    }
    if (!code.len) {
        return;
    }
    size_t fence = MAX(layout_longest_run(code, '`') + 1, 3);
    layout_block(layout);
    buf_add_repeated(layout->buf, '`', fence);
    if (is_language(block->text)) {
        buf_add_str(layout->buf, block->text);
    }
    layout_line(layout);
    layout_add_code(layout, code);
    layout_line(layout);
    buf_add_repeated(layout->buf, '`', fence);
    layout_block_end(layout);
}

/* Not of hyphens: "- ---" is no rule in a list. */
static void add_rule(struct layout *layout)
{
    layout_block(layout);
    BUF_LITERAL(layout->buf, "***");
    layout_block_end(layout);
}

static void enter_row(struct markdown *markdown, const struct node *row)
{
    if (markdown->rows++ == 0) {
        table_row_begin(&markdown->table, &markdown->flow, row);
    }
}

static void leave_row(struct markdown *markdown, const struct node *row)
{
    if (--markdown->rows == 0) {
        table_row_end(&markdown->table, &markdown->flow, row);
    }
}

/* In a cell, what parts blocks elsewhere breaks the line; a table in it has no lines of its own. */
static void part_in_row(struct markdown *markdown, const struct node *node)
{
    struct flow *flow = &markdown->flow;
    flow->has_space = flow->is_flowing;
    flow->has_break |= flow->is_flowing && node->kind != NODE_CELL;
}

static void enter_in_row(struct markdown *markdown, const struct node *node)
{
    part_in_row(markdown, node);
    if (table_is_row(node)) {
        enter_row(markdown, node);
    } else if (markdown->rows == 1 && node->kind == NODE_CELL) {
        table_cell_begin(&markdown->table, &markdown->flow);
    } else if (node->kind == NODE_CODE_BLOCK) {
        add_code(markdown, node);
    }
}

static void leave_in_row(struct markdown *markdown, const struct node *node)
{
    part_in_row(markdown, node);
    if (table_is_row(node)) {
        leave_row(markdown, node);
    } else if (markdown->rows == 1 && node->kind == NODE_CELL) {
        table_cell_end(&markdown->table, &markdown->flow, node);
    }
}

static bool begins_definition(const struct node *node)
{
    if (node->kind == NODE_DEFINITION) {
        return node->first && node_is_inline(node->first->kind);
    }
    return node->kind == NODE_PARAGRAPH && node->parent && node->parent->kind == NODE_DEFINITION &&
           node->parent->first == node;
}

static void enter_block(struct markdown *markdown, const struct node *node)
{
    static const struct str hashes = {"###### ", 7};
    flow_end(&markdown->flow);
    switch (node->kind) {
    case NODE_HEADING:
        markdown->flow.lead = str_sub(hashes, 6 - (size_t)MIN(MAX(node->level, 1), 6), 7);
        markdown->flow.is_heading = true;
        break;
    case NODE_LIST:
        enter_list(markdown, node);
        break;
    case NODE_ITEM:
        enter_item(markdown, node);
        break;
    case NODE_QUOTE:
        layout_enter(&markdown->layout, STR("> "), STR("> "), false);
        break;
    case NODE_CODE_BLOCK:
        add_code(markdown, node);
        break;
    case NODE_TABLE:
        table_begin(&markdown->table, node);
        break;
    case NODE_ROW:
        if (table_is_row(node)) {
            enter_row(markdown, node);
        }
        break;
    case NODE_RULE:
        add_rule(&markdown->layout);
        break;
    case NODE_TERM:
        flow_open(&markdown->flow, node, NODE_STRONG);
        break;
    default:
        if (begins_definition(node)) {
            markdown->flow.lead = STR(": ");
        }
        break;
    }
}

static void leave_block(struct markdown *markdown, const struct node *node)
{
    (void)flow_close(&markdown->flow, node);
    flow_end(&markdown->flow);
    switch (node->kind) {
    case NODE_LIST:
        leave_list(markdown);
        break;
    case NODE_ITEM:
        leave_item(markdown);
        break;
    case NODE_QUOTE:
        (void)layout_leave(&markdown->layout);
        break;
    case NODE_TABLE:
        if (markdown->table.has_row) {
            layout_block_end(&markdown->layout);
        }
        break;
    default:
        break;
    }
}

static void enter(struct markdown *markdown, struct walk *walk)
{
    const struct node *node = walk->node;
    if (walk_is_arrow(node)) {
        walk->is_skipped = true;
    } else if (node_is_inline(node->kind)) {
        walk->is_skipped = flow_is_whole(&markdown->flow, node);
        flow_enter(&markdown->flow, node);
    } else if (markdown->rows) {
        enter_in_row(markdown, node);
    } else {
        enter_block(markdown, node);
    }
    walk->is_skipped |= node->kind == NODE_CODE_BLOCK;
}

static void leave(struct markdown *markdown, const struct node *node)
{
    if (node_is_inline(node->kind)) {
        flow_leave(&markdown->flow, node);
    } else if (markdown->rows) {
        leave_in_row(markdown, node);
    } else {
        leave_block(markdown, node);
    }
}

void render_markdown(const struct node *root, struct buf *buf)
{
    struct markdown markdown = {0};
    struct walk walk = walk_of(root);
    size_t start = buf->len;
    layout_init(&markdown.layout, buf);
    flow_init(&markdown.flow, &markdown.layout);
    while (walk_step(&walk)) {
        if (walk.is_leaving) {
            leave(&markdown, walk.node);
        } else {
            enter(&markdown, &walk);
        }
    }
    if (buf->len > start) {
        buf_add_byte(buf, '\n');
    }
    if (!buf_ok(&markdown.flow.scratch)) {
        (void)buf_reserve(buf, SIZE_MAX); /* the caller asks the one buffer */
    }
    flow_done(&markdown.flow);
}
