/* Where an element stands, as a CSS selector that finds it again. */
#ifndef CLEAN_HTML_PATH_H
#define CLEAN_HTML_PATH_H

#include "base/arena.h"
#include "clean/html/dom.h"

/*
 * "#story > div:nth-of-type(2) > p:nth-of-type(3)": from the nearest ancestor with an id, or the
 * sixteenth, down; not the only element that it finds where ids repeat.  Unknown when memory is
 * out.
 */
struct str path_of(struct arena *arena, const struct dom *dom, const lxb_dom_node_t *node) MUST_USE;

#endif
