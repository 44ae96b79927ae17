/* From the chosen blocks to a document's tree, with the page's own structure around them. */
#ifndef CLEAN_HTML_BUILD_H
#define CLEAN_HTML_BUILD_H

#include "base/arena.h"
#include "base/url.h"
#include "clean/html/page.h"
#include "doc/node.h"

#include <stdbool.h>

/*
 * Appends to `root` what is chosen: `keep[i]` for each block of the page; NULL keeps everything.
 * `base` (may be NULL) resolves addresses.  All strings are copied into `arena`.
 * `*ret_is_cut`: the tree reached EMIT_NODES_MAX and ends there.  False when memory is out.
 */
bool build_tree(const struct page *page, const bool *keep, const struct url *base,
                struct arena *arena, struct node *root, bool *ret_is_cut) MUST_USE;

#endif
