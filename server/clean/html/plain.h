/* Short texts of markup and structured data, made fit to be shown. */
#ifndef CLEAN_HTML_PLAIN_H
#define CLEAN_HTML_PLAIN_H

#include "base/arena.h"
#include "base/str.h"
#include "clean/html/dom.h"

#include <stddef.h>

/*
 * `s` with character references decoded (structured data often hold them twice escaped), tags taken
 * out and white space collapsed.  Borrowed when nothing had to change; the unknown string when
 * memory is out.
 */
struct str plain_text(struct arena *arena, struct str s);
/*
 * The text of an element and all in it, collapsed, at most about `max` bytes of it, with `parting`
 * between its blocks.
 */
struct str plain_element(struct arena *arena, const lxb_dom_node_t *element, size_t max,
                         struct str parting);

#endif
