/* Builds a document's tree from a stream of blocks, inlines and texts that need not be well nested.
 */
#ifndef CLEAN_HTML_EMIT_H
#define CLEAN_HTML_EMIT_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    EMIT_NODES_MAX = 80000, /* about 15 MB; a thousand pages of a book have fewer */
    EMIT_INLINES_MAX = 64,  /* inlines within each other; more change nothing that is read */
    EMIT_DEPTH_MAX = NODE_DEPTH_MAX - 20, /* blocks within each other; inlines need the rest */
};

/* An inline that is open in the source.  It gets a node in each line that has text of it, and only
 * there. */
struct open_inline {
    enum node_kind kind;
    const struct url *url;
    struct str fragment, title, anchor;
    bool is_beside;    /* the link's text is its address */
    struct node *node; /* in the current line, or NULL */
};

/*
 * Texts collect in a line: the children of a paragraph, heading, caption, term, or of an item or
 * cell that has nothing but text.  Paragraphs open by themselves where text comes, so an empty one
 * never is.
 */
struct emit {
    struct arena *arena;
    struct node *root;
    struct node *container; /* the innermost open block */
    struct node *line;      /* where inlines go now, or NULL */
    struct node *last_text; /* of the line, if nothing came behind it */
    struct open_inline inlines[EMIT_INLINES_MAX];
    size_t n_inlines;
    unsigned breaks;   /* <br> that wait for text behind them */
    bool has_space;    /* the line is empty or ends with white space */
    bool is_parted;    /* a boundary of blocks fell within a heading or caption: a space is due */
    bool is_code;      /* in a code block: texts are taken as they are */
    bool has_line;     /* in a code block: the last line of it has not ended */
    struct str anchor; /* waits for the next block or link */
    struct str lang, dir; /* of what comes now, where the page says so; unknown: the document's */
    int depth;            /* of `container` */
    size_t nodes;         /* made so far; at EMIT_NODES_MAX no text is taken any more */
    bool is_ok;           /* memory was there */
};

void emit_init(struct emit *emit, struct arena *arena, struct node *root);

/*
 * Opens a block and returns it; NULL if it cannot stand where it would come, which is no error: its
 * content then belongs to what is around it.  emit_close takes the container that was open before.
 */
struct node *emit_open(struct emit *emit, enum node_kind kind);
void emit_close(struct emit *emit, struct node *container);
/* A boundary between blocks that have no kind of their own: the text behind it is a new paragraph.
 */
void emit_part(struct emit *emit);
/* The end of such a block; in code, one with nothing in it is an empty line. */
void emit_part_end(struct emit *emit, bool has_nothing);

/*
 * An inline begins; emit_end_inline ends it.  False, and nothing to end, where too many are open.
 * `open` is copied, but not its strings.
 */
bool emit_begin_inline(struct emit *emit, const struct open_inline *open);
void emit_end_inline(struct emit *emit);

/* Text as it stands in the source; white space is collapsed, but in code. */
void emit_text(struct emit *emit, struct str text);
void emit_break(struct emit *emit);
/* A space, if there is none and the line has begun. */
void emit_space(struct emit *emit);
/* An image in the line; NULL when memory is out. */
struct node *emit_image(struct emit *emit, const struct url *url, struct str alternative);
void emit_rule(struct emit *emit);

#endif
