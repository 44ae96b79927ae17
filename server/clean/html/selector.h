/* CSS selectors: parsed by lexbor, matched here, where the work has a bound for every page. */
#ifndef CLEAN_HTML_SELECTOR_H
#define CLEAN_HTML_SELECTOR_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

#include <lexbor/css/css.h>
#include <lexbor/dom/dom.h>

/* A zeroed one is empty. */
struct selector {
    lxb_css_parser_t *parser;
    lxb_css_selector_list_t *list;
};

/*
 * ERR_UNPROCESSABLE names the place of what is wrong, and what is not known here (pseudo-elements,
 * states such as :hover, :has): a page at rest has no use for it.
 */
enum status selector_parse(struct str text, struct selector *ret_selector,
                           struct error *err) MUST_USE;
void selector_done(struct selector *selector);

/*
 * Whether an element matches.  `*steps` says how many more looks may be taken, and falls; at 0
 * nothing matches any more: combinators over deep trees can take more looks than there are atoms.
 */
bool selector_matches(const struct selector *selector, const lxb_dom_node_t *element,
                      size_t *steps);

#endif
