/* What the engine does not read of a page, and the tree need not hold. */
#ifndef CLEAN_HTML_SPARE_H
#define CLEAN_HTML_SPARE_H

#include "clean/html/dom.h"

#include <stdbool.h>

/*
 * Takes out of a token that the tree builder is to have next the attributes whose names are none of
 * `names`, as far as nothing else depends on them.  True when the whole token may be left out.
 *
 * A script whose text is left out has its length as its `user`.
 */
bool spare_token(const struct dom_names *names, const lxb_html_tree_t *tree,
                 lxb_html_token_t *token) MUST_USE;

#endif
