/* What the parts of settle.h share. */
#ifndef CLEAN_HTML_SETTLE_INTERNAL_H
#define CLEAN_HTML_SETTLE_INTERNAL_H

#include "base/arena.h"
#include "base/macros.h"
#include "doc/node.h"

#include <stdbool.h>

/* Leaves nothing in the node, so that doc_finish takes it out. */
void settle_empty(struct node *node);
/* A node of the kind that is all there is in `block`, beside white space; NULL if there is more. */
struct node *settle_only_child(const struct node *block, enum node_kind kind);
/* Headings and heads of columns are bold by themselves. */
void settle_unwrap_strong(struct node *block);

/* Pictures that were shown before, and those that only lead elsewhere.  False when memory is out.
 */
bool settle_media(struct arena *scratch, struct node *root) MUST_USE;
/* Heads of tables, and tables that hold no table.  False when memory is out. */
bool settle_tables(struct arena *arena, struct node *root) MUST_USE;

#endif
