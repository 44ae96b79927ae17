/* Markdown's layers: blocks in markdown.c, tables, inlines, and below them the flow of escaped text
 * and marks. */
#ifndef RENDER_MARKDOWN_INTERNAL_H
#define RENDER_MARKDOWN_INTERNAL_H

#include "render/layout_internal.h"

enum { MARKS_MAX = NODE_DEPTH_MAX + 2 };

/* An inline that has marks around it.  They are written when something visible stands between them.
 */
struct mark {
    const struct node *node;
    enum node_kind kind;
    bool is_written;
};

struct flow {
    struct buf *buf;
    struct layout *layout;
    struct buf scratch;
    struct mark marks[MARKS_MAX];
    size_t marks_len;
    size_t settled;  /* how many of the marks were written or given up */
    struct str lead; /* what the next flow begins with: "## ", ": " */
    bool is_flowing; /* a block of inlines has begun */
    bool is_heading;
    bool is_in_image; /* in a picture's text */
    bool is_in_cell;  /* of a table: one line, and the caller begins and ends the flow */
    bool has_space;   /* white space waits for something visible behind it */
    bool has_break;   /* and so does a hard line break */
    bool is_at_start; /* of a line, where some characters would begin a block */
    int digits;       /* written since the line's start, if nothing else was; else -1 */
    size_t opened_at; /* the buffer's length behind the last opening mark of emphasis */
    size_t cell_at;   /* the buffer's length where the cell's content begins */
    size_t closed_at; /* the buffer's length behind the last closing mark or code span */
    int quotations;
};

void flow_init(struct flow *flow, struct layout *layout);
void flow_done(struct flow *flow);

/* Text, with everything escaped that could be read as a mark. */
void flow_add(struct flow *flow, struct str s);
/* Begins what is a mark itself; the caller appends it to the buffer. */
void flow_begin(struct flow *flow);
/* Opens marks of a kind (emphasis, strong, deleted, link) in the name of `node`. */
void flow_open(struct flow *flow, const struct node *node, enum node_kind kind);
/* Closes them if they are the innermost and `node`'s; true when they were written.  "]" is the
 * caller's. */
bool flow_close(struct flow *flow, const struct node *node);
bool flow_is_within(const struct flow *flow, enum node_kind kind);
/* Ends the block of inlines if one has begun. */
void flow_end(struct flow *flow);

/* Inline nodes, in markdown_inline.c. */
void flow_enter(struct flow *flow, const struct node *node);
void flow_leave(struct flow *flow, const struct node *node);
/* Whether the node is written on entering, with what is in it. */
bool flow_is_whole(const struct flow *flow, const struct node *node);

/* Tables, in markdown_table.c. */
enum {
    COLUMNS_MAX = 100
}; /* beyond that, cells that span are not followed: padding costs rows times columns */

struct table {
    size_t columns;
    size_t column; /* where the row is */
    size_t spare;  /* columns that the row's own cells leave */
    bool has_row;
    int spans[COLUMNS_MAX]; /* how many more rows the cell above covers, by column */
};

void table_begin(struct table *table, const struct node *node);
/* Each row is a line of its own; the first brings the line below the head, and an empty head if it
 * is none. */
void table_row_begin(struct table *table, struct flow *flow, const struct node *row);
void table_row_end(struct table *table, struct flow *flow, const struct node *row);
void table_cell_begin(struct table *table, struct flow *flow);
void table_cell_end(struct table *table, struct flow *flow, const struct node *cell);

#endif
