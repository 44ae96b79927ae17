/* The walk that all renderers share: each node is entered and left, without recursion. */
#ifndef RENDER_WALK_INTERNAL_H
#define RENDER_WALK_INTERNAL_H

#include "base/utf8.h"
#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>

struct walk {
    const struct node *root;
    const struct node *node; /* where the walk is; NULL before the first step */
    int depth;
    bool is_leaving; /* whether `node` is left now; else it is entered */
    bool is_skipped; /* set by the caller on entering: what is inside is not visited */
};

static inline struct walk walk_of(const struct node *root)
{
    return (struct walk){.root = root};
}

/* Goes on; false after the root was left.  What lies deeper than NODE_DEPTH_MAX is left out. */
static inline bool walk_step(struct walk *walk)
{
    const struct node *node = walk->node;
    bool is_skipped = walk->is_skipped || walk->depth >= NODE_DEPTH_MAX;
    walk->is_skipped = false;
    if (!node) {
        walk->node = walk->root;
    } else if (!walk->is_leaving && node->first && !is_skipped) {
        walk->node = node->first;
        walk->depth++;
    } else if (!walk->is_leaving) {
        walk->is_leaving = true;
    } else if (node == walk->root) {
        return false;
    } else if (node->next) {
        walk->node = node->next;
        walk->is_leaving = false;
    } else {
        walk->node = node->parent;
        walk->depth--;
    }
    return walk->node != NULL;
}

/*
 * Whether a node is a link within the document that has no word for its text: the arrow behind a
 * note that leads back, which says nothing where links do not work.
 */
static inline bool walk_is_arrow(const struct node *link)
{
    if (link->kind != NODE_LINK || link->url || !link->fragment.len) {
        return false;
    }
    for (const struct node *node = link; node; node = node_next(node, link)) {
        for (size_t at = 0; node->kind == NODE_TEXT && at < node->text.len;) {
            if (utf8_is_word(utf8_next(node->text, &at))) {
                return false;
            }
        }
    }
    return true;
}

#endif
