/* What md4c reads, built into a tree of nodes. */
#ifndef CLEAN_MARKDOWN_TREE_H
#define CLEAN_MARKDOWN_TREE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/url.h"
#include "clean/clean.h"
#include "doc/node.h"

#include <stdbool.h>

enum {
    TREE_NODES_MAX = 100000,   /* a thousand-page book has 40,000 */
    TREE_MARKS_MAX = 250000,   /* brackets, stars, ...: as many as ten megabytes of prose have */
    TREE_FRAGMENTS_MAX = 1000, /* raw HTML blocks, each a parse of its own */
    TREE_FRAMES = NODE_DEPTH_MAX - 4, /* open blocks and spans; raw HTML may add a few */
};

struct tree {
    struct arena *arena;
    struct cleaner *cleaner;
    const struct url *base; /* for relative addresses; may be NULL */
    struct node *root;
    struct node *frames[TREE_FRAMES]; /* where each open block or span puts its content */
    size_t depth;
    size_t hidden; /* open blocks and spans beyond the frames: their content joins the innermost */
    struct buf text; /* that is not in the tree yet */
    struct buf html; /* of the raw block that is open */
    bool is_in_html;
    size_t images; /* open images: all text in them is their alternative */
    struct node *image;
    size_t nodes, fragments;
    size_t bytes_left;  /* of addresses and titles: references can repeat long ones without end */
    bool is_cut;        /* a limit was reached */
    enum status status; /* of what failed in a callback */
    struct error *err;
};

/* `text` must be shorter than 4 GiB.  Fills tree->root; a limit ends the tree early and sets
 * is_cut. */
enum status tree_parse(struct tree *tree, struct str text) MUST_USE;

#endif
