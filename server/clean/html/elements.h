/* What an element becomes in a document: its kind, and what its attributes change of it. */
#ifndef CLEAN_HTML_ELEMENTS_H
#define CLEAN_HTML_ELEMENTS_H

#include "clean/html/dom.h"
#include "doc/node.h"

#include <stdbool.h>

/* What classes, roles and styles say. */
enum trait {
    TRAIT_NUMBERS = 1 << 0,   /* numbers of lines beside code */
    TRAIT_TOOL = 1 << 1,      /* something to press: "edit", "copy" */
    TRAIT_PULLED = 1 << 2,    /* a quotation out of the text itself */
    TRAIT_FIGURE = 1 << 3,    /* a picture with its caption */
    TRAIT_COPY = 1 << 4,      /* a formula as a script has drawn it */
    TRAIT_UNSEEN = 1 << 5,    /* for screen readers alone */
    TRAIT_NOTE = 1 << 6,      /* a mark that leads to a note */
    TRAIT_PERMALINK = 1 << 7, /* leads to the heading it stands in */
    TRAIT_BOLD = 1 << 8,
    TRAIT_SLANTED = 1 << 9,
    TRAIT_UPRIGHT = 1 << 10,  /* neither, though the element is */
    TRAIT_FLOWING = 1 << 11,  /* a block that is none: display: inline */
    TRAIT_STANDING = 1 << 12, /* an inline that is a block: display: block */
};

struct element {
    const lxb_dom_node_t *node;
    lxb_tag_id_t tag;
    enum node_kind kind; /* NODE_ROOT: it is only what is in it */
    unsigned traits;
    int level;                  /* NODE_HEADING */
    struct str name, lang, dir; /* as written; unknown where not */
};

/* Reads an element that is entered: one look at its attributes. */
void element_read(const struct dom *dom, const lxb_dom_node_t *node, struct element *ret_element);
/* Whether it and all that is in it is none of the content, whatever was chosen. */
bool element_is_dropped(const struct dom *dom, const struct element *element);

#endif
