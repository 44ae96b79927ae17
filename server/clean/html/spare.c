/* What the engine does not read of a page, and the tree need not hold. */
#include "clean/html/spare.h"

#include <lexbor/html/tree/insertion_mode.h>

static lxb_dom_node_t *current_node(const lxb_html_tree_t *tree)
{
    size_t n = lexbor_array_length(tree->open_elements);
    return n ? lexbor_array_get(tree->open_elements, n - 1) : NULL;
}

/* HTML Standard, 13.2.6: within these, what is read is HTML again. */
static bool is_integration_point(lxb_tag_id_t tag)
{
    return tag == LXB_TAG_FOREIGNOBJECT || tag == LXB_TAG_DESC || tag == LXB_TAG_TITLE;
}

/* Whether a start tag is <svg> or what stands in it alone, none of which is read. */
static bool is_drawing(const lxb_dom_node_t *around, lxb_tag_id_t tag)
{
    bool is_in = around && around->ns == LXB_NS_SVG && !is_integration_point(around->local_name);
    return tag == LXB_TAG_SVG || (is_in && (tag == LXB_TAG_PATH || tag >= LXB_TAG__LAST_ENTRY));
}

/*
 * Elements of which all attributes stay: pictures, whose address may be in one of any name
 * (images.h), elements of others' making, which may stand for them, and those that the tree builder
 * compares (HTML Standard, 13.2.4.3, the "Noah's Ark clause") or asks for a colour (13.2.6.5).  Of
 * <a> it never has two to compare.
 */
static bool keeps_attributes(lxb_tag_id_t tag)
{
    return (dom_is_formatting(tag) && tag != LXB_TAG_A) || tag == LXB_TAG_IMG ||
           tag == LXB_TAG_IMAGE || tag >= LXB_TAG__LAST_ENTRY;
}

static void drop_attributes(const struct dom_names *names, lxb_html_token_t *token)
{
    for (lxb_html_token_attr_t *attr = token->attr_first, *next; attr; attr = next) {
        next = attr->next;
        const lexbor_hash_entry_t *entry = &attr->name->entry;
        struct str name = str_of((const char *)lexbor_hash_entry_str(entry), entry->length);
        if (!dom_names_may_have(names, name)) {
            lxb_html_token_attr_remove(token, attr);
        }
    }
}

/* Whether a script is a program: it says so, or says nothing. */
static bool is_program(const lxb_dom_node_t *script)
{
    const lxb_dom_attr_t *at = ((const lxb_dom_element_t *)script)->first_attr;
    while (at && at->node.local_name != LXB_DOM_ATTR_TYPE) {
        at = at->next;
    }
    struct str type = at ? str_trim(dom_value(at)) : str_null();
    return !type.len || str_equal_nocase(type, STR("text/javascript")) ||
           str_equal_nocase(type, STR("module"));
}

/* Of a script that is a program, how long it is; of a style sheet nothing. */
static bool may_drop_text(lxb_dom_node_t *around, const lxb_html_token_t *token)
{
    lxb_tag_id_t tag = around ? dom_tag(around) : LXB_TAG__UNDEF;
    if (tag != LXB_TAG_SCRIPT || !is_program(around)) {
        return tag == LXB_TAG_STYLE;
    }
    size_t len = (size_t)(token->text_end - token->text_start);
    around->user = (void *)((uintptr_t)around->user + len);
    return true;
}

/* HTML Standard, 13.2.6.4.10: in a table, a comment parts the white space from the text behind it.
 */
static bool may_drop_comment(const lxb_html_tree_t *tree)
{
    return tree->mode != lxb_html_tree_insertion_mode_in_table_text;
}

bool spare_token(const struct dom_names *names, const lxb_html_tree_t *tree,
                 lxb_html_token_t *token)
{
    lxb_dom_node_t *around = current_node(tree);
    if (token->tag_id == LXB_TAG__TEXT) {
        return may_drop_text(around, token);
    }
    if (token->tag_id == LXB_TAG__EM_COMMENT) {
        return may_drop_comment(tree);
    }
    if (token->tag_id < LXB_TAG__BEGIN || token->type & LXB_HTML_TOKEN_TYPE_CLOSE) {
        return false;
    }
    if (is_drawing(around, token->tag_id)) {
        token->attr_first = token->attr_last = NULL;
        return token->type & LXB_HTML_TOKEN_TYPE_CLOSE_SELF && token->tag_id != LXB_TAG_SVG;
    }
    if (token->attr_first && !keeps_attributes(token->tag_id)) {
        drop_attributes(names, token);
    }
    return false;
}
