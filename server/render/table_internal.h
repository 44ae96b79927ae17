/* What renderers ask of a table's rows. */
#ifndef RENDER_TABLE_INTERNAL_H
#define RENDER_TABLE_INTERNAL_H

#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>

static inline bool table_is_row(const struct node *node)
{
    return node->kind == NODE_ROW && node->parent && node->parent->kind == NODE_TABLE;
}

/* The first row from this sibling on, or NULL. */
static inline const struct node *table_row_from(const struct node *node)
{
    while (node && node->kind != NODE_ROW) {
        node = node->next;
    }
    return node;
}

/* Only the first row can be the head: later ones of header cells part the body.  Its corner may be
 * an empty cell. */
static inline bool table_is_head(const struct node *row)
{
    if (row != table_row_from(row->parent->first) || !row->first) {
        return false;
    }
    bool has_header = false;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (!cell->is_header && cell->first) {
            return false;
        }
        has_header |= cell->is_header;
    }
    return has_header;
}

#endif
