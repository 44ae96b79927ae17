/* lexbor's tree as the engine reads it: attributes by a number of ours, texts as `struct str`. */
#include "clean/html/dom.h"

static const struct str NAMES[ATTR_COUNT] = {
    {"class", 5},
    {"id", 2},
    {"role", 4},
    {"itemprop", 8},
    {"style", 5},
    {"hidden", 6},
    {"aria-hidden", 11},
    {"href", 4},
    {"rel", 3},
    {"src", 3},
    {"content", 7},
    {"property", 8},
    {"name", 4},
    {"http-equiv", 10},
    {"type", 4},
    {"lang", 4},
    {"dir", 3},
    {"datetime", 8},
    {"title", 5},
    {"alt", 3},
    {"width", 5},
    {"height", 6},
    {"srcset", 6},
    {"sizes", 5},
    {"data-src", 8},
    {"data-original", 13},
    {"data-lazy-src", 13},
    {"data-srcset", 11},
    {"data-lazy-srcset", 16},
    {"data-url", 8},
    {"data-image", 10},
    {"colspan", 7},
    {"rowspan", 7},
    {"start", 5},
    {"reversed", 8},
    {"scope", 5},
    {"data-lang", 9},
    {"data-language", 13},
    {"itemtype", 8},
    {"cite", 4},
    {"data-preloaded", 14},
    {"value", 5},
    {"checked", 7},
    {"disabled", 8},
    {"data", 4},
    {"encoding", 8},
    {"alttext", 7},
    {"display", 7},
    {"aria-label", 10},
    {"aria-level", 10},
    {"videoid", 7},
    {"data-videoid", 12},
    {"playlabel", 9},
    {"data-line-number", 16},
};

/* Elements of AMP, of players that are loaded late, and some that stand within lines. */
static const struct {
    struct str name;
    lxb_tag_id_t tag;
} CUSTOM[] = {
    {{"amp-img", 7}, LXB_TAG_IMG},
    {{"amp-anim", 8}, LXB_TAG_IMG},
    {{"amp-video", 9}, LXB_TAG_VIDEO},
    {{"amp-audio", 9}, LXB_TAG_AUDIO},
    {{"amp-iframe", 10}, LXB_TAG_IFRAME},
    {{"amp-youtube", 11}, LXB_TAG_IFRAME},
    {{"amp-vimeo", 9}, LXB_TAG_IFRAME},
    {{"lite-youtube", 12}, LXB_TAG_IFRAME},
    {{"lite-vimeo", 10}, LXB_TAG_IFRAME},
    {{"youtube-video", 13}, LXB_TAG_IFRAME},
    {{"g-emoji", 7}, LXB_TAG_SPAN},
    {{"relative-time", 13}, LXB_TAG_SPAN},
    {{"time-ago", 8}, LXB_TAG_SPAN},
    {{"amp-pixel", 9}, LXB_TAG_TEMPLATE},
    {{"amp-analytics", 13}, LXB_TAG_TEMPLATE},
};

/* The name of an element that HTML does not know; names that it knows are not looked up. */
struct str dom_custom_name(const lxb_dom_node_t *node)
{
    const lxb_tag_data_t *data = lxb_tag_data_by_id(node->local_name);
    return data ? str_of((const char *)lexbor_hash_entry_str(&data->entry), data->entry.length)
                : str_null();
}

lxb_tag_id_t dom_custom_tag(const lxb_dom_node_t *node)
{
    struct str name = dom_custom_name(node);
    for (size_t i = 0; i < ARRAY_LEN(CUSTOM); i++) {
        if (name.len && name.ptr[0] == CUSTOM[i].name.ptr[0] && str_equal(name, CUSTOM[i].name)) {
            return CUSTOM[i].tag;
        }
    }
    /* MathJax draws with dozens of elements of its own. */
    return str_starts(name, STR("mjx-")) ? LXB_TAG_SPAN : node->local_name;
}

void dom_init(struct dom *dom, lxb_html_document_t *document)
{
    dom->document = document;
    lexbor_hash_t *attrs = lxb_dom_interface_document(document)->attrs;
    for (size_t i = 0; i < ATTR_COUNT; i++) {
        const lxb_dom_attr_data_t *found =
            lxb_dom_attr_data_by_local_name(attrs, (const lxb_char_t *)NAMES[i].ptr, NAMES[i].len);
        dom->names[i] = found ? found->attr_id : LXB_DOM_ATTR__UNDEF;
    }
}

static size_t name_row(struct str name)
{
    return (size_t)(name.ptr[0] ^ name.ptr[name.len - 1] * 2) & 63;
}

void dom_names_init(struct dom_names *names)
{
    *names = (struct dom_names){0};
    for (size_t i = 0; i < ATTR_COUNT; i++) {
        names->lengths[name_row(NAMES[i])] |= UINT64_C(1) << NAMES[i].len;
    }
}

bool dom_names_may_have(const struct dom_names *names, struct str name)
{
    return name.len && name.len < 64 && names->lengths[name_row(name)] >> name.len & 1;
}

static const lxb_dom_attr_t *find(const struct dom *dom, const lxb_dom_node_t *element,
                                  enum attr attr)
{
    lxb_dom_attr_id_t name = dom->names[attr];
    const lxb_dom_attr_t *at = name ? ((const lxb_dom_element_t *)element)->first_attr : NULL;
    while (at && at->node.local_name != name) {
        at = at->next;
    }
    return at;
}

struct str dom_attr(const struct dom *dom, const lxb_dom_node_t *element, enum attr attr)
{
    const lxb_dom_attr_t *found = find(dom, element, attr);
    return found ? dom_value(found) : str_null();
}

bool dom_has_attr(const struct dom *dom, const lxb_dom_node_t *element, enum attr attr)
{
    return find(dom, element, attr) != NULL;
}

/* Names that HTML knows have small numbers, others are addresses. */
static uint64_t name_bit(lxb_dom_attr_id_t name)
{
    return UINT64_C(1) << ((name ^ name >> 6) & 63);
}

void dom_attrs(const struct dom *dom, const lxb_dom_node_t *element, const enum attr *attrs,
               size_t n, struct str *values)
{
    /* Most attributes of most elements are none of those: one look tells it. */
    uint64_t names = 0;
    for (size_t i = 0; i < n; i++) {
        values[i] = str_null();
        names |= name_bit(dom->names[attrs[i]]);
    }
    const lxb_dom_attr_t *at = ((const lxb_dom_element_t *)element)->first_attr;
    for (; at; at = at->next) {
        bool may_be = names & name_bit(at->node.local_name);
        for (size_t i = 0; may_be && i < n; i++) {
            if (at->node.local_name == dom->names[attrs[i]]) {
                values[i] = dom_value(at);
                break;
            }
        }
    }
}

bool dom_is_formatting(lxb_tag_id_t tag)
{
    switch (tag) {
    case LXB_TAG_A:
    case LXB_TAG_B:
    case LXB_TAG_BIG:
    case LXB_TAG_CODE:
    case LXB_TAG_EM:
    case LXB_TAG_FONT:
    case LXB_TAG_I:
    case LXB_TAG_NOBR:
    case LXB_TAG_S:
    case LXB_TAG_SMALL:
    case LXB_TAG_STRIKE:
    case LXB_TAG_STRONG:
    case LXB_TAG_TT:
    case LXB_TAG_U:
        return true;
    default:
        return false;
    }
}

bool dom_has_word(struct str words, struct str word)
{
    for (size_t at = 0; at < words.len;) {
        size_t start = at;
        while (at < words.len && !byte_is_space((unsigned char)words.ptr[at])) {
            at++;
        }
        if (str_equal_nocase(str_sub(words, start, at - start), word)) {
            return true;
        }
        at++;
    }
    return false;
}

lxb_dom_node_t *dom_next_outside(const lxb_dom_node_t *node, const lxb_dom_node_t *root)
{
    while (node != root && !node->next) {
        node = node->parent;
    }
    return node == root ? NULL : node->next;
}

lxb_dom_node_t *dom_next(const lxb_dom_node_t *node, const lxb_dom_node_t *root)
{
    return node->first_child ? node->first_child : dom_next_outside(node, root);
}
