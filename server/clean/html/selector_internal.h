/* What parsing and matching of selectors share. */
#ifndef CLEAN_HTML_SELECTOR_INTERNAL_H
#define CLEAN_HTML_SELECTOR_INTERNAL_H

#include "clean/html/selector.h"

static inline struct str selector_str(lexbor_str_t s)
{
    return str_of((const char *)s.data, s.length);
}

/* :is(), :where() and :not() */
static inline bool selector_takes_list(unsigned function)
{
    return function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_IS ||
           function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_WHERE ||
           function == LXB_CSS_SELECTOR_PSEUDO_CLASS_FUNCTION_NOT;
}

static inline bool selector_has_list(const lxb_css_selector_t *simple)
{
    return simple->type == LXB_CSS_SELECTOR_TYPE_PSEUDO_CLASS_FUNCTION &&
           selector_takes_list(simple->u.pseudo.type);
}

#endif
