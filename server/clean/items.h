/* List items whose text stands beside blocks. */
#ifndef CLEAN_ITEMS_H
#define CLEAN_ITEMS_H

#include "base/arena.h"
#include "doc/node.h"

#include <stdbool.h>

/* Puts each run of inlines of an item that has blocks too into a paragraph.  False when memory is
 * out. */
bool items_part(struct arena *arena, struct node *item) MUST_USE;

#endif
