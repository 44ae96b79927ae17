/* lexbor's tree as the engine reads it: attributes by a number of ours, texts as `struct str`. */
#ifndef CLEAN_HTML_DOM_H
#define CLEAN_HTML_DOM_H

#include "base/str.h"

#include <stdbool.h>

#include <lexbor/dom/dom.h>
#include <lexbor/html/html.h>

/* The attributes that mean something here; the tree has hardly any others (spare.h).  The order is
 * that of the names in dom.c. */
enum attr {
    ATTR_CLASS,
    ATTR_ID,
    ATTR_ROLE,
    ATTR_ITEMPROP,
    ATTR_STYLE,
    ATTR_HIDDEN,
    ATTR_ARIA_HIDDEN,
    ATTR_HREF,
    ATTR_REL,
    ATTR_SRC,
    ATTR_CONTENT,
    ATTR_PROPERTY,
    ATTR_NAME,
    ATTR_HTTP_EQUIV,
    ATTR_TYPE,
    ATTR_LANG,
    ATTR_DIR,
    ATTR_DATETIME,
    ATTR_TITLE,
    ATTR_ALT,
    ATTR_WIDTH,
    ATTR_HEIGHT,
    ATTR_SRCSET,
    ATTR_SIZES,
    ATTR_DATA_SRC,
    ATTR_DATA_ORIGINAL,
    ATTR_DATA_LAZY_SRC,
    ATTR_DATA_SRCSET,
    ATTR_DATA_LAZY_SRCSET,
    ATTR_DATA_URL,
    ATTR_DATA_IMAGE,
    ATTR_COLSPAN,
    ATTR_ROWSPAN,
    ATTR_START,
    ATTR_REVERSED,
    ATTR_SCOPE,
    ATTR_DATA_LANG,
    ATTR_DATA_LANGUAGE,
    ATTR_ITEMTYPE,
    ATTR_CITE,
    ATTR_DATA_PRELOADED,
    ATTR_VALUE,
    ATTR_CHECKED,
    ATTR_DISABLED,
    ATTR_DATA,
    ATTR_ENCODING,
    ATTR_ALTTEXT,
    ATTR_DISPLAY,
    ATTR_ARIA_LABEL,
    ATTR_ARIA_LEVEL,
    ATTR_VIDEOID,
    ATTR_DATA_VIDEOID,
    ATTR_PLAYLABEL,
    ATTR_DATA_LINE_NUMBER,
    ATTR_COUNT
};

/* What the names are called in one document; NULL-like 0 for those that it never uses. */
struct dom {
    lxb_html_document_t *document;
    lxb_dom_attr_id_t names[ATTR_COUNT];
};

void dom_init(struct dom *dom, lxb_html_document_t *document);

/* Tells names that are none of those from names that may be, by length and two letters. */
struct dom_names {
    uint64_t lengths[64];
};

void dom_names_init(struct dom_names *names);
bool dom_names_may_have(const struct dom_names *names, struct str name);

static inline struct str dom_value(const lxb_dom_attr_t *attr)
{
    return attr->value ? str_of((const char *)attr->value->data, attr->value->length) : STR("");
}
/* The attribute's value; unknown (ptr NULL) when the element has it not. */
struct str dom_attr(const struct dom *dom, const lxb_dom_node_t *element, enum attr attr);
bool dom_has_attr(const struct dom *dom, const lxb_dom_node_t *element, enum attr attr);
/* Several at once: `values[i]` for `attrs[i]`. */
void dom_attrs(const struct dom *dom, const lxb_dom_node_t *element, const enum attr *attrs,
               size_t n, struct str *values);
/* Whether a list of words parted by spaces has `word` (lower case) among them. */
bool dom_has_word(struct str words, struct str word);

static inline bool dom_is_element(const lxb_dom_node_t *node)
{
    return node->type == LXB_DOM_NODE_TYPE_ELEMENT;
}
static inline bool dom_is_text(const lxb_dom_node_t *node)
{
    return node->type == LXB_DOM_NODE_TYPE_TEXT;
}
static inline struct str dom_text(const lxb_dom_node_t *node)
{
    const lxb_dom_text_t *text = (const lxb_dom_text_t *)node;
    return str_of((const char *)text->char_data.data.data, text->char_data.data.length);
}
/* The name of an element that HTML does not know. */
struct str dom_custom_name(const lxb_dom_node_t *node);
/* The tag that a custom element stands for (<amp-img> for <img>), else its own number. */
lxb_tag_id_t dom_custom_tag(const lxb_dom_node_t *node);
/* The element's tag; LXB_TAG__UNDEF for what is of no HTML (svg, math, ...). */
static inline lxb_tag_id_t dom_tag(const lxb_dom_node_t *node)
{
    if (node->type != LXB_DOM_NODE_TYPE_ELEMENT || node->ns != LXB_NS_HTML) {
        return LXB_TAG__UNDEF;
    }
    return node->local_name < LXB_TAG__LAST_ENTRY ? node->local_name : dom_custom_tag(node);
}
/* HTML Standard, 13.2.4.3: the elements that the tree builder opens again where they were left. */
bool dom_is_formatting(lxb_tag_id_t tag);

/* The next node in document order within `root`; NULL at its end. */
lxb_dom_node_t *dom_next(const lxb_dom_node_t *node, const lxb_dom_node_t *root);
/* The same without going into `node`. */
lxb_dom_node_t *dom_next_outside(const lxb_dom_node_t *node, const lxb_dom_node_t *root);

/* The tag's number, 0 for elements that HTML does not know: lexbor numbers those by their address.
 */
static inline uint16_t dom_known_tag(lxb_tag_id_t tag)
{
    return (uint16_t)(tag < LXB_TAG__LAST_ENTRY ? tag : 0);
}

#endif
