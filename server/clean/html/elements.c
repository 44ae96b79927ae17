/* What an element becomes in a document: its kind, and what its attributes change of it. */
#include "clean/html/elements.h"

#include "base/utf8.h"
#include "clean/html/tables.h"
#include "clean/html/tags.h"

enum {
    CHILDREN_MAX = 40, /* of an element that are looked at */
    LOOKS_MAX = 4000,  /* nodes that are looked at */
    SIGN_MAX = 12,     /* bytes of a sign that is a link to its heading */
    CLASSES_MAX = 12,  /* words of a class attribute that are read */
    WEIGHT_BOLD = 600, /* CSS Fonts 4, 2.2: 400 is normal, 700 bold */
};

/* The kinds that elements become; what is not here is only its content. */
static const uint8_t KINDS[LXB_TAG__LAST_ENTRY] = {
    [LXB_TAG_H1] = NODE_HEADING,
    [LXB_TAG_H2] = NODE_HEADING,
    [LXB_TAG_H3] = NODE_HEADING,
    [LXB_TAG_H4] = NODE_HEADING,
    [LXB_TAG_H5] = NODE_HEADING,
    [LXB_TAG_H6] = NODE_HEADING,
    [LXB_TAG_UL] = NODE_LIST,
    [LXB_TAG_OL] = NODE_LIST,
    [LXB_TAG_MENU] = NODE_LIST,
    [LXB_TAG_LI] = NODE_ITEM,
    [LXB_TAG_BLOCKQUOTE] = NODE_QUOTE,
    [LXB_TAG_PRE] = NODE_CODE_BLOCK,
    [LXB_TAG_TABLE] = NODE_TABLE,
    [LXB_TAG_CAPTION] = NODE_CAPTION,
    [LXB_TAG_TR] = NODE_ROW,
    [LXB_TAG_TD] = NODE_CELL,
    [LXB_TAG_TH] = NODE_CELL,
    [LXB_TAG_FIGURE] = NODE_FIGURE,
    [LXB_TAG_FIGCAPTION] = NODE_CAPTION,
    [LXB_TAG_DL] = NODE_DEFINITIONS,
    [LXB_TAG_DT] = NODE_TERM,
    [LXB_TAG_DD] = NODE_DEFINITION,
    [LXB_TAG_A] = NODE_LINK,
    [LXB_TAG_EM] = NODE_EMPHASIS,
    [LXB_TAG_I] = NODE_EMPHASIS,
    [LXB_TAG_CITE] = NODE_EMPHASIS,
    [LXB_TAG_DFN] = NODE_EMPHASIS,
    [LXB_TAG_VAR] = NODE_EMPHASIS,
    [LXB_TAG_STRONG] = NODE_STRONG,
    [LXB_TAG_B] = NODE_STRONG,
    [LXB_TAG_CODE] = NODE_CODE,
    [LXB_TAG_TT] = NODE_CODE,
    [LXB_TAG_SAMP] = NODE_CODE,
    [LXB_TAG_DEL] = NODE_DELETED,
    [LXB_TAG_S] = NODE_DELETED,
    [LXB_TAG_STRIKE] = NODE_DELETED,
    [LXB_TAG_INS] = NODE_INSERTED,
    [LXB_TAG_MARK] = NODE_MARKED,
    [LXB_TAG_SUB] = NODE_SUBSCRIPT,
    [LXB_TAG_SUP] = NODE_SUPERSCRIPT,
    [LXB_TAG_Q] = NODE_QUOTATION,
    [LXB_TAG_KBD] = NODE_KEYBOARD,
    [LXB_TAG_SMALL] = NODE_SMALL,
    [LXB_TAG_RUBY] = NODE_RUBY,
    [LXB_TAG_RT] = NODE_RUBY_TEXT,
};

/* Words of class attributes, as highlighters, wikis, and content systems write them, by length. */
static const struct {
    struct str word;
    unsigned trait;
} CLASSES[] = {
    {{"", 0}, 0},
    {{"ln", 2}, TRAIT_NUMBERS},
    {{"lnt", 3}, TRAIT_NUMBERS},
    {{"lntd", 4}, TRAIT_NUMBERS},
    {{"anchor", 6}, TRAIT_PERMALINK},
    {{"gutter", 6}, TRAIT_NUMBERS},
    {{"lineno", 6}, TRAIT_NUMBERS},
    {{"MathJax", 7}, TRAIT_COPY},
    {{"copybtn", 7}, TRAIT_TOOL},
    {{"linenos", 7}, TRAIT_NUMBERS},
    {{"noteref", 7}, TRAIT_NOTE},
    {{"sr-only", 7}, TRAIT_UNSEEN},
    {{"blob-num", 8}, TRAIT_NUMBERS},
    {{"footnote", 8}, TRAIT_NOTE},
    {{"hash-link", 9}, TRAIT_PERMALINK},
    {{"linenodiv", 9}, TRAIT_NUMBERS},
    {{"mjx-chtml", 9}, TRAIT_COPY},
    {{"permalink", 9}, TRAIT_PERMALINK},
    {{"headerlink", 10}, TRAIT_PERMALINK},
    {{"katex-html", 10}, TRAIT_COPY},
    {{"linenumber", 10}, TRAIT_NUMBERS},
    {{"thumbinner", 10}, TRAIT_FIGURE},
    {{"wp-caption", 10}, TRAIT_FIGURE},
    {{"MathJax_SVG", 11}, TRAIT_COPY},
    {{"copy-button", 11}, TRAIT_TOOL},
    {{"line-number", 11}, TRAIT_NUMBERS},
    {{"line_number", 11}, TRAIT_NUMBERS},
    {{"linenumbers", 11}, TRAIT_NUMBERS},
    {{"footnote-ref", 12}, TRAIT_NOTE},
    {{"line-numbers", 12}, TRAIT_NUMBERS},
    {{"rouge-gutter", 12}, TRAIT_NUMBERS},
    {{"MathJax_CHTML", 13}, TRAIT_COPY},
    {{"anchorjs-link", 13}, TRAIT_PERMALINK},
    {{"btn-clipboard", 13}, TRAIT_TOOL},
    {{"header-anchor", 13}, TRAIT_PERMALINK},
    {{"clipboard-copy", 14}, TRAIT_TOOL},
    {{"heading-anchor", 14}, TRAIT_PERMALINK},
    {{"js-line-number", 14}, TRAIT_NUMBERS},
    {{"mw-editsection", 14}, TRAIT_TOOL},
    {{"visuallyhidden", 14}, TRAIT_UNSEEN},
    {{"MathJax_Display", 15}, TRAIT_COPY},
    {{"MathJax_Preview", 15}, TRAIT_COPY},
    {{"footnote-anchor", 15}, TRAIT_NOTE},
    {{"hljs-ln-numbers", 15}, TRAIT_NUMBERS},
    {{"visually-hidden", 15}, TRAIT_UNSEEN},
    {{"code-line-number", 16}, TRAIT_NUMBERS},
    {{"screen-reader-text", 18}, TRAIT_UNSEEN},
    {{"react-syntax-highlighter-line-number", 36}, TRAIT_NUMBERS},
    {{"", 0}, 0},
};

/* The first row with a word of each length; 0: there is none.  The last row ends the last run. */
static const uint8_t FIRST_OF_LENGTH[] = {
    [2] = 1,   [3] = 2,   [4] = 3,   [6] = 4,   [7] = 7,   [8] = 12,  [9] = 14,  [10] = 18,
    [11] = 23, [12] = 28, [13] = 31, [14] = 35, [15] = 40, [16] = 45, [18] = 46, [36] = 47};

static unsigned read_classes(struct str classes)
{
    unsigned traits = 0;
    for (size_t at = 0, n = 0; at < classes.len && n < CLASSES_MAX; at++, n++) {
        size_t start = at;
        while (at < classes.len && !byte_is_space((unsigned char)classes.ptr[at])) {
            at++;
        }
        struct str word = str_sub(classes, start, at - start);
        size_t row = word.len < ARRAY_LEN(FIRST_OF_LENGTH) ? FIRST_OF_LENGTH[word.len] : 0;
        for (; row && CLASSES[row].word.len == word.len; row++) {
            bool is_it =
                word.ptr[0] == CLASSES[row].word.ptr[0] && str_equal(word, CLASSES[row].word);
            traits |= is_it ? CLASSES[row].trait : 0;
        }
    }
    return traits;
}

/* "pull-quote", "c-pullquote", "PullQuote_root", ... */
static bool names_pulled(struct str classes)
{
    ptrdiff_t at = classes.len < 9 ? STR_NONE : str_find_nocase(classes, STR("pull"));
    return at >= 0 && str_find_nocase(str_sub(classes, (size_t)at, 10), STR("quote")) > 0;
}

/* The value of a property in a style attribute; unknown if it is not set there. */
static struct str style_value(struct str style, struct str property)
{
    struct str rest = style, part;
    while (str_split(&rest, ';', &part)) {
        ptrdiff_t colon = str_find_byte(part, ':');
        if (colon > 0 && str_equal_nocase(str_trim(str_sub(part, 0, (size_t)colon)), property)) {
            return str_trim(str_sub(part, (size_t)colon + 1, part.len));
        }
    }
    return str_null();
}

static unsigned read_style(struct str style)
{
    struct str weight = style_value(style, STR("font-weight"));
    struct str slant = style_value(style, STR("font-style"));
    struct str display = style_value(style, STR("display"));
    uint64_t number = 0;
    bool is_number = str_to_uint(weight, 1000, &number);
    bool is_bold = str_starts_nocase(weight, STR("bold")) || number >= WEIGHT_BOLD;
    bool is_slanted =
        str_starts_nocase(slant, STR("italic")) || str_starts_nocase(slant, STR("oblique"));
    bool is_flowing =
        str_equal_nocase(display, STR("inline")) || str_equal_nocase(display, STR("contents"));
    bool is_upright = (is_number && !is_bold) || str_starts_nocase(weight, STR("normal")) ||
                      str_starts_nocase(slant, STR("normal"));
    return (is_bold ? (unsigned)TRAIT_BOLD : 0u) | (is_slanted ? (unsigned)TRAIT_SLANTED : 0u) |
           (is_upright ? (unsigned)TRAIT_UPRIGHT : 0u) |
           (str_equal_nocase(display, STR("block")) ? (unsigned)TRAIT_STANDING : 0u) |
           (is_flowing ? (unsigned)TRAIT_FLOWING : 0u);
}

/* Whether all texts within are of the allowed kind, and no picture is there. */
static bool holds_only(const lxb_dom_node_t *root, bool (*is_allowed)(struct str text))
{
    const lxb_dom_node_t *node = root->first_child;
    for (size_t n = 0; node; n++, node = dom_next(node, root)) {
        bool is_other =
            dom_is_text(node) ? !is_allowed(dom_text(node)) : dom_tag(node) == LXB_TAG_IMG;
        if (is_other || n >= LOOKS_MAX) {
            return false;
        }
    }
    return true;
}

static bool is_numbers(struct str text)
{
    size_t n = 0;
    while (n < text.len && (byte_is_digit((unsigned char)text.ptr[n]) ||
                            byte_is_space((unsigned char)text.ptr[n]) || text.ptr[n] == '.')) {
        n++;
    }
    return n == text.len;
}

static bool is_wordless(struct str text)
{
    for (size_t at = 0; at < text.len;) {
        if (utf8_is_word(utf8_next(text, &at))) {
            return false;
        }
    }
    return true;
}

/* "#", a paragraph sign, a picture of a chain. */
static bool is_sign(struct str text)
{
    text = str_trim(text);
    return text.len <= SIGN_MAX && is_wordless(text);
}

/* "#" and the like that link to the heading around them. */
static bool is_permalink(const lxb_dom_node_t *link, struct str href)
{
    const lxb_dom_node_t *parent = link->parent;
    bool is_in_heading =
        tag_heading(dom_tag(parent)) || (parent->parent && tag_heading(dom_tag(parent->parent)));
    return href.len && href.ptr[0] == '#' && is_in_heading;
}

/* A cell, or what else has numbers of lines beside code. */
static bool is_numbering(const struct dom *dom, const lxb_dom_node_t *node)
{
    return (dom_has_attr(dom, node, ATTR_DATA_LINE_NUMBER) ||
            read_classes(dom_attr(dom, node, ATTR_CLASS)) & TRAIT_NUMBERS) &&
           holds_only(node, is_numbers);
}

/* Whether a table's first cell has numbers of lines, and no <pre> in it tells what the code is. */
static bool is_code_table(const struct dom *dom, const lxb_dom_node_t *table)
{
    const lxb_dom_node_t *cell = NULL, *node = table->first_child;
    for (size_t n = 0; node && n < LOOKS_MAX; n++, node = dom_next(node, table)) {
        lxb_tag_id_t tag = dom_tag(node);
        cell = !cell && (tag == LXB_TAG_TD || tag == LXB_TAG_TH) ? node : cell;
        if (tag == LXB_TAG_PRE || (cell == node && !is_numbering(dom, cell))) {
            return false;
        }
    }
    return cell != NULL;
}

/* Whether what stands right before it is for eyes alone, so that this says the same again. */
static bool follows_shown(const struct dom *dom, const lxb_dom_node_t *node)
{
    const lxb_dom_node_t *before = node->prev;
    while (before && dom_is_text(before) && !str_trim(dom_text(before)).len) {
        before = before->prev;
    }
    return before && dom_is_element(before) &&
           str_equal(dom_attr(dom, before, ATTR_ARIA_HIDDEN), STR("true")) &&
           !holds_only(before, is_wordless);
}

/* Whether one of the element's children, or of the divs right in it, has one of two tags. */
static bool has_child(const lxb_dom_node_t *element, lxb_tag_id_t tag, lxb_tag_id_t other)
{
    const lxb_dom_node_t *node = element->first_child;
    for (int n = 0; node && n < CHILDREN_MAX; n++) {
        lxb_tag_id_t own = dom_tag(node);
        if (own == tag || own == other) {
            return true;
        }
        node = own == LXB_TAG_DIV && node->parent == element ? dom_next(node, element)
                                                             : dom_next_outside(node, element);
    }
    return false;
}

/* Elements that are used for what they are not. */
static bool is_misused(const struct dom *dom, const struct element *element)
{
    switch (element->tag) {
    case LXB_TAG_TABLE:
        return !table_is_data(dom, element->node);
    case LXB_TAG_DL: /* only to indent */
        return !has_child(element->node, LXB_TAG_DT, LXB_TAG_DT);
    case LXB_TAG_CITE: /* a whole reference, in which the work's title is slanted */
        return has_child(element->node, LXB_TAG_I, LXB_TAG_EM);
    default:
        return element->kind == NODE_FIGURE && !figure_is_figure(element->node);
    }
}

/* The kind that a role or a style gives to an element which has none, or takes from it. */
static void apply(const struct dom *dom, struct element *element, struct str role)
{
    uint64_t level = 0;
    bool is_styled = element->tag == LXB_TAG_SPAN || element->tag == LXB_TAG_FONT;
    if (element->kind == NODE_HEADING) {
        element->level = tag_heading(element->tag);
    } else if (role.len && str_equal(role, STR("heading")) && element->kind == NODE_ROOT) {
        struct str told = dom_attr(dom, element->node, ATTR_ARIA_LEVEL);
        element->kind = NODE_HEADING;
        element->level = str_to_uint(told, 6, &level) && level ? (int)level : 2;
    } else if (element->kind == NODE_ROOT && element->traits & TRAIT_FIGURE) {
        element->kind = NODE_FIGURE;
    } else if (element->kind == NODE_ROOT && element->traits & TRAIT_PULLED) {
        element->kind = NODE_QUOTE;
    } else if (is_styled && element->traits & TRAIT_BOLD) {
        element->kind = NODE_STRONG;
    } else if (is_styled && element->traits & TRAIT_SLANTED) {
        element->kind = NODE_EMPHASIS;
    } else if ((element->kind == NODE_STRONG || element->kind == NODE_EMPHASIS) &&
               element->traits & TRAIT_UPRIGHT) {
        element->kind = NODE_ROOT;
    } else if (element->kind == NODE_TABLE && is_code_table(dom, element->node)) {
        element->kind = NODE_CODE_BLOCK;
    } else if (element->kind != NODE_ROOT && is_misused(dom, element)) {
        element->kind = NODE_ROOT;
    }
}

void element_read(const struct dom *dom, const lxb_dom_node_t *node, struct element *ret_element)
{
    static const enum attr wanted[] = {ATTR_ID,    ATTR_NAME, ATTR_LANG,  ATTR_DIR,
                                       ATTR_CLASS, ATTR_ROLE, ATTR_STYLE, ATTR_HREF};
    struct str values[ARRAY_LEN(wanted)] = {0};
    lxb_tag_id_t tag = dom_tag(node);
    *ret_element = (struct element){.node = node, .tag = tag};
    ret_element->kind = tag < LXB_TAG__LAST_ENTRY ? (enum node_kind)KINDS[tag] : NODE_ROOT;
    if (((const lxb_dom_element_t *)node)->first_attr) {
        dom_attrs(dom, node, wanted, ARRAY_LEN(wanted), values);
        ret_element->name = values[0].len || tag != LXB_TAG_A ? values[0] : values[1];
        ret_element->lang = values[2];
        ret_element->dir = values[3];
        ret_element->traits = read_classes(values[4]);
        bool is_pulled = names_pulled(values[4]) && tag_kind(tag) == TAG_BLOCK;
        ret_element->traits |= is_pulled ? (unsigned)TRAIT_PULLED : 0u;
        ret_element->traits |= values[6].len ? read_style(values[6]) : 0;
        bool is_link = tag == LXB_TAG_A && is_permalink(node, values[7]);
        ret_element->traits |= is_link ? (unsigned)TRAIT_PERMALINK : 0u;
        bool is_note = str_equal(values[5], STR("doc-noteref"));
        ret_element->traits |= is_note ? (unsigned)TRAIT_NOTE : 0u;
    }
    if (node->local_name >= LXB_TAG__LAST_ENTRY) {
        ret_element->traits &= ~(unsigned)TRAIT_COPY; /* MathJax 3: <mjx-container class=MathJax> */
    }
    apply(dom, ret_element, values[5]);
}

bool element_is_dropped(const struct dom *dom, const struct element *element)
{
    unsigned traits = element->traits;
    return (traits & TRAIT_TOOL) || (traits & TRAIT_UNSEEN && follows_shown(dom, element->node)) ||
           (traits & TRAIT_NUMBERS && holds_only(element->node, is_numbers)) ||
           (traits & TRAIT_PERMALINK && holds_only(element->node, is_sign));
}
