/* Elements whose use has to be guessed: tables that only lay a page out, figures that are no
 * figures. */
#include "clean/html/tables.h"

#include "clean/html/tags.h"

enum {
    LOOKS_MAX = 4000, /* nodes that are looked at */
    LAYOUT_TEXT_MIN =
        1500, /* bytes in one cell on average: no reader compares cells of that size */
    FIGURE_TEXT_MAX = 1500, /* bytes of text in a figure: more is an article in it */
    LANGUAGE_MAX = 24,      /* bytes of a language's name */
    CODE_CLIMB = 3,         /* elements around a <pre> that may name the language */
};

struct contents {
    size_t rows, cells, headers, tables, headings, media, text, blocks, figures;
};

/* Counts what is in an element; of a table in it, not what is in that. */
static struct contents count(const lxb_dom_node_t *root)
{
    struct contents found = {0};
    const lxb_dom_node_t *node = root->first_child, *next;
    for (size_t n = 0; node && n < LOOKS_MAX; n++, node = next) {
        bool is_table = dom_tag(node) == LXB_TAG_TABLE;
        next = is_table ? dom_next_outside(node, root) : dom_next(node, root);
        if (dom_is_text(node)) {
            found.text += dom_text(node).len;
            continue;
        }
        switch (dom_tag(node)) {
        case LXB_TAG_TR:
            found.rows++;
            break;
        case LXB_TAG_TH:
            found.headers++;
            found.cells++;
            break;
        case LXB_TAG_TD:
            found.cells++;
            break;
        case LXB_TAG_TABLE:
        case LXB_TAG_PRE:
        case LXB_TAG_BLOCKQUOTE:
            found.tables += dom_tag(node) == LXB_TAG_TABLE;
            found.media++;
            break;
        case LXB_TAG_IMG:
            found.media++;
            break;
        case LXB_TAG_FIGURE:
            found.figures++;
            break;
        case LXB_TAG_UL:
        case LXB_TAG_OL:
        case LXB_TAG_DL:
        case LXB_TAG_ARTICLE:
        case LXB_TAG_SECTION:
            found.blocks++;
            break;
        default:
            found.headings += tag_heading(dom_tag(node)) > 0;
        }
    }
    return found;
}

bool table_is_data(const struct dom *dom, const lxb_dom_node_t *table)
{
    struct str role = dom_attr(dom, table, ATTR_ROLE);
    struct contents found = count(table);
    /* A table with heads of its own may hold another; one without lays it out. */
    if (str_equal_nocase(role, STR("presentation")) || str_equal_nocase(role, STR("none")) ||
        (found.tables && !found.headers)) {
        return false;
    }
    bool has_columns = found.cells >= 2 * found.rows && found.rows >= 2;
    bool is_wordy = found.text > LAYOUT_TEXT_MIN * found.cells;
    return !is_wordy && (has_columns || found.headers) && found.headings <= found.rows;
}

bool figure_is_figure(const lxb_dom_node_t *figure)
{
    struct contents found = count(figure);
    return found.media && !found.headings && !found.blocks && !found.figures &&
           found.text <= FIGURE_TEXT_MAX;
}

static bool is_language_byte(unsigned char c)
{
    return byte_is_alpha(c) || byte_is_digit(c) || c == '+' || c == '#' || c == '-' || c == '_' ||
           c == '.';
}

/* The name behind `prefix` in a class attribute. */
static struct str behind(struct str classes, struct str prefix)
{
    ptrdiff_t at = str_find_nocase(classes, prefix);
    bool is_start = at == 0 || (at > 0 && byte_is_space((unsigned char)classes.ptr[at - 1]));
    if (!is_start) {
        return str_null();
    }
    struct str rest = str_sub(classes, (size_t)at + prefix.len, classes.len);
    size_t n = 0;
    while (n < rest.len && is_language_byte((unsigned char)rest.ptr[n])) {
        n++;
    }
    return n <= LANGUAGE_MAX ? str_sub(rest, 0, n) : str_null();
}

static struct str language_of(const struct dom *dom, const lxb_dom_node_t *element)
{
    static const struct str prefixes[] = {
        {"language-", 9}, {"lang-", 5},       {"highlight-source-", 17}, {"brush: ", 7},
        {"brush:", 6},    {"highlight-", 10}, {"sourceCode ", 11},       {"hljs ", 5}};
    struct str classes = dom_attr(dom, element, ATTR_CLASS), found = str_null();
    for (size_t i = 0; i < ARRAY_LEN(prefixes) && classes.len && !found.len; i++) {
        found = behind(classes, prefixes[i]);
    }
    static const enum attr named[] = {ATTR_DATA_LANG, ATTR_DATA_LANGUAGE};
    for (size_t i = 0; i < ARRAY_LEN(named) && !found.len; i++) {
        struct str value = dom_attr(dom, element, named[i]);
        found =
            value.len <= LANGUAGE_MAX && str_find_byte(value, ' ') == STR_NONE ? value : str_null();
    }
    return found;
}

struct str code_language(const struct dom *dom, const lxb_dom_node_t *pre)
{
    struct str found = language_of(dom, pre);
    const lxb_dom_node_t *code = pre->first_child;
    while (code && !dom_is_element(code)) {
        code = code->next;
    }
    if (!found.len && dom_tag(code ? code : pre) == LXB_TAG_CODE) {
        found = language_of(dom, code);
    }
    const lxb_dom_node_t *around = pre->parent;
    for (int i = 0; i < CODE_CLIMB && around && dom_is_element(around) && !found.len;
         i++, around = around->parent) {
        bool is_other = around->first_child != around->last_child && i > 0;
        found = is_other ? found : language_of(dom, around);
    }
    bool is_none = str_equal_nocase(found, STR("none")) ||
                   str_equal_nocase(found, STR("plaintext")) ||
                   str_equal_nocase(found, STR("text"));
    return is_none ? str_null() : found;
}
