/* Blocks on lines: the empty lines between them and what stands before each line, for text and
 * Markdown. */
#ifndef RENDER_LAYOUT_INTERNAL_H
#define RENDER_LAYOUT_INTERNAL_H

#include "base/buf.h"
#include "base/str.h"
#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    /* Indentation is paid on each line: without a bound, depth times lines would be what a stranger
       can ask for. */
    LAYOUT_PREFIX_MAX = 64,
    LAYOUT_DEPTH_MAX = NODE_DEPTH_MAX + 2,
};

enum layout_gap { GAP_NONE, GAP_LINE, GAP_EMPTY_LINE };

struct layout_level {
    size_t prefix_len;
    bool is_tight;          /* blocks in here follow each other without an empty line */
    enum layout_gap before; /* the gap when the level was opened */
    size_t start,
        inside;     /* where its marker begins in the buffer, and where what follows it does */
    int64_t number; /* the renderer's: the next item's */
    char mark;      /* the renderer's: of a list */
    char last_mark; /* the renderer's: of the list that was the last block in here, or 0 */
};

struct layout {
    struct buf *buf;
    char prefix[LAYOUT_PREFIX_MAX];
    struct layout_level levels[LAYOUT_DEPTH_MAX];
    size_t depth;
    enum layout_gap gap; /* what the next block needs before it */
};

void layout_init(struct layout *layout, struct buf *buf);
static inline struct layout_level *layout_level(struct layout *layout)
{
    return &layout->levels[layout->depth];
}

/* Begins a block: ends the line before it and writes the prefix.  layout_block_end is called after
 * it. */
void layout_block(struct layout *layout);
void layout_block_end(struct layout *layout);
/* Goes to the next line of the same block; an empty one has no spaces at its end. */
void layout_line(struct layout *layout);
void layout_empty_line(struct layout *layout);

/* Opens a level that has no marker of its own. */
void layout_group(struct layout *layout, bool is_tight);
/*
 * Opens a level within which lines begin with `continuation`, its first with `marker`.  Where the
 * prefix has no room left, both are left out: what lies deeper is shown at this depth.
 */
void layout_enter(struct layout *layout, struct str marker, struct str continuation, bool is_tight);
/* "[x] " before an item that says whether it is done; else nothing. */
const char *layout_task(const struct node *item);
/* Closes the innermost level; false when nothing stood in it: then its marker is taken back. */
bool layout_leave(struct layout *layout);

/* Appends the text within `node`, a line break as a newline. */
void layout_collect(const struct node *node, struct buf *buf);
/* A code block's text without the empty lines at its ends. */
struct str layout_trim_code(struct str code);
/* The longest run of `c`: a fence has to be longer. */
size_t layout_longest_run(struct str s, char c);
/* Writes the lines of `code` from here on: tabs and spaces stay, other control characters go. */
void layout_add_code(struct layout *layout, struct str code);

/* Whether a list's items hold at most one paragraph and lists below it, so that no empty lines are
 * needed. */
bool layout_is_tight_list(const struct node *list);

#endif
