/* Which blocks may stand in which. */
#ifndef CLEAN_HTML_NESTING_H
#define CLEAN_HTML_NESTING_H

#include "doc/node.h"

#include <stdbool.h>

/* Blocks that hold inlines alone. */
bool nesting_is_leaf(enum node_kind kind);
/* Blocks that may hold text right away, as long as nothing else is in them. */
bool nesting_is_flexible(enum node_kind kind);
/* What must stand between a container and content that it cannot hold itself; NODE_ROOT: nothing.
 */
enum node_kind nesting_between(enum node_kind container, enum node_kind kind);
/* Whether the block means something in the container, perhaps with others between. */
bool nesting_may_stand(enum node_kind container, enum node_kind kind);

#endif
