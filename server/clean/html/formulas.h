/* Formulas: MathML, TeX in scripts and in the texts of pictures, as a line of text. */
#ifndef CLEAN_HTML_FORMULAS_H
#define CLEAN_HTML_FORMULAS_H

#include "base/arena.h"
#include "clean/html/page.h"

#include <stdbool.h>

struct formula {
    struct str text; /* TeX, or what MathML says in one line; empty: nothing */
    bool is_tex, is_display;
};

/* Whether the page has formulas in MathML, for which formulas_choose is worth its time. */
bool formulas_exist(const struct page *page);
/*
 * Marks the formulas beside chosen text (`keep` as for build_tree) and counts each to its box in
 * `kept`.  Where it did not run, those in boxes with chosen text are taken.
 */
void formulas_choose(const struct page *page, const bool *keep, uint32_t *kept);
/* Whether the node is a formula: <math>, or a script with TeX. */
bool formula_is(const struct page *page, const lxb_dom_node_t *node);
/* Whether the node or one of the next beside it is. */
bool formula_follows(const struct page *page, const lxb_dom_node_t *node);
static inline bool formula_is_chosen(const lxb_dom_node_t *node)
{
    return node->user != NULL;
}
/* Reads one; false when memory is out. */
bool formula_read(const struct page *page, struct arena *arena, const lxb_dom_node_t *node,
                  struct formula *ret_formula) MUST_USE;
/* The TeX that a picture of a formula has as its text; empty for other pictures. */
struct str formula_of_image(const struct page *page, const lxb_dom_node_t *image);

#endif
