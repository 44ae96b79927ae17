/* What single elements tell: facts of the page, and what an element's attributes say of what is in
 * it. */
#ifndef CLEAN_HTML_COLLECT_H
#define CLEAN_HTML_COLLECT_H

#include "clean/html/page.h"

#include <stdbool.h>
#include <stdint.h>

struct traits {
    uint64_t hints;
    struct prior_weight prior;
    uint8_t flags; /* enum box_flag */
};

/* Notes what a <meta>, <link>, <title>, <base> or <script> says; false when memory is out. */
bool collect_fact(struct page *page, const lxb_dom_node_t *node) MUST_USE;
/* Reads an element's attributes, and notes it as a mark if it may name the author or the date. */
struct traits collect_traits(struct page *page, lxb_dom_node_t *node, struct hints *hints);

/* Whose page a link leads to, by its address. */
enum collect_link { COLLECT_LINK_OTHER, COLLECT_LINK_AUTHOR, COLLECT_LINK_USER };
enum collect_link collect_link_of(const struct dom *dom, const lxb_dom_node_t *node);

#endif
