/* Tables of a body: which row is the head, and which table only laid its content out. */
#include "clean/html/settle_internal.h"

enum {
    LAYOUT_BLOCKS = 4,  /* in one cell: no reader of a table compares texts of that size */
    LAYOUT_COLUMNS = 3, /* at most: a number or a picture, who, and what was said */
};

/* Whether all cells of a row hold bold text and nothing else. */
static bool is_bold_row(const struct node *row)
{
    size_t bold = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->first && !settle_only_child(cell, NODE_STRONG)) {
            return false;
        }
        bold += cell->first != NULL;
    }
    return bold > 0;
}

/* A first row in bold above others that are not is a head, whatever its cells are called. */
static void settle_head(struct node *table)
{
    struct node *first = table->first;
    while (first && first->kind != NODE_ROW) {
        first = first->next;
    }
    bool has_other = false, has_header = false;
    for (const struct node *row = first ? first->next : NULL; row; row = row->next) {
        has_other |= row->kind == NODE_ROW && !is_bold_row(row);
    }
    for (const struct node *cell = first ? first->first : NULL; cell; cell = cell->next) {
        has_header |= cell->is_header;
    }
    if (!first || !has_other || (!has_header && !is_bold_row(first))) {
        return;
    }
    for (struct node *cell = first->first; cell; cell = cell->next) {
        cell->is_header |= !has_header;
        if (cell->is_header) {
            settle_unwrap_strong(cell);
        }
    }
}

static bool has_content(const struct node *cell)
{
    for (const struct node *node = cell->first; node; node = node_next(node, cell)) {
        if (node->kind == NODE_IMAGE || (node->kind == NODE_TEXT && str_trim(node->text).len)) {
            return true;
        }
    }
    return false;
}

/* Without heads, and with at most one cell of content in a row or a text in a cell. */
static bool is_layout(const struct node *table)
{
    size_t columns = 0;
    bool has_texts = false;
    for (const struct node *row = table->first; row; row = row->next) {
        size_t filled = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            size_t blocks = 0;
            if (row->kind != NODE_ROW || cell->is_header) {
                return false; /* a caption, or a head: somebody meant a table */
            }
            filled += has_content(cell);
            for (const struct node *block = cell->first; block; block = block->next) {
                blocks += node_is_block(block->kind);
            }
            has_texts |= blocks >= LAYOUT_BLOCKS;
        }
        columns = MAX(columns, filled);
    }
    return columns <= 1 || (has_texts && columns <= LAYOUT_COLUMNS);
}

/* Moves a cell's content to the end of `into`, where inlines need paragraphs. */
static bool pour(struct arena *arena, struct node *into, struct node *cell)
{
    struct node *paragraph = NULL;
    while (cell->first) {
        struct node *child = cell->first;
        cell->first = child->next;
        child->next = NULL;
        if (node_is_block(child->kind)) {
            paragraph = NULL;
            node_append(into, child);
            continue;
        }
        paragraph = paragraph ? paragraph : node_new(arena, into, NODE_PARAGRAPH);
        if (!paragraph) {
            return false;
        }
        node_append(paragraph, child);
    }
    cell->last = NULL;
    return true;
}

/* Puts the content of layout tables in their place; `*ret_n` is how many there were. */
static bool unwrap_in(struct arena *arena, struct node *parent, size_t *ret_n)
{
    struct node *child = parent->first, *next;
    bool is_ok = true;
    parent->first = parent->last = NULL;
    for (*ret_n = 0; child && is_ok; child = next) {
        next = child->next;
        if (child->kind != NODE_TABLE || !is_layout(child)) {
            node_append(parent, child);
            continue;
        }
        *ret_n += 1;
        for (struct node *row = child->first; row; row = row->next) {
            for (struct node *cell = row->first; cell && is_ok; cell = cell->next) {
                is_ok = pour(arena, parent, cell);
            }
        }
    }
    return is_ok;
}

static bool may_hold_blocks(const struct node *node)
{
    return node->kind == NODE_ROOT || node->kind == NODE_QUOTE || node->kind == NODE_ITEM ||
           node->kind == NODE_DEFINITION || node->kind == NODE_CELL;
}

static bool has_table(const struct node *parent)
{
    const struct node *child = parent->first;
    while (child && child->kind != NODE_TABLE) {
        child = child->next;
    }
    return child != NULL;
}

bool settle_tables(struct arena *arena, struct node *root)
{
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->kind == NODE_TABLE) {
            settle_head(node);
        }
    }
    for (struct node *node = root; node; node = node_next(node, root)) {
        /* A table in a cell of another comes to light with it; they nest as deep as trees do. */
        size_t n = may_hold_blocks(node) && has_table(node);
        while (n) {
            if (!unwrap_in(arena, node, &n)) {
                return false;
            }
        }
    }
    return true;
}
