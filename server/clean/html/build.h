/* From the chosen blocks to a document's tree, with the page's own structure around them. */
#ifndef CLEAN_HTML_BUILD_H
#define CLEAN_HTML_BUILD_H

#include "base/arena.h"
#include "base/url.h"
#include "clean/html/page.h"
#include "clean/html/settle.h"
#include "doc/node.h"

#include <stdbool.h>

/* What there is to say of the tree beside it. */
struct build_notes {
    bool is_cut; /* it reached EMIT_NODES_MAX and ends there, or its later links are text */
    struct pulled pulled;
};

/*
 * Appends to `root` what is chosen: `keep[i]` for each block of the page; NULL keeps everything.
 * A caption of blocks for which `beside[i]` (may be NULL) says so is marked as such.  `base` (may
 * be NULL) resolves addresses.  All strings are copied into `arena`. False when memory is out.
 */
bool build_tree(const struct page *page, const bool *keep, const bool *beside,
                const struct url *base, struct arena *arena, struct node *root,
                struct build_notes *ret_notes) MUST_USE;

#endif
