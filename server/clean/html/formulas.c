/* Formulas: MathML, TeX in scripts and in the texts of pictures, as a line of text. */
#include "clean/html/formulas.h"

#include "base/buf.h"
#include "base/utf8.h"

enum {
    MATH_DEPTH_MAX = 24,        /* elements of MathML within each other */
    MATH_BYTES_MAX = 16 * 1024, /* of one formula */
    SIBLINGS = 5,               /* nodes between a formula drawn and its source */
    LOOKS_MAX = 2000,           /* nodes in which a note is looked for */
};

/* How elements of MathML put their parts on one line: what stands before the second and the third.
 */
static const struct layout_row {
    struct str name;
    const char *before, *second, *third;
} LAYOUTS[] = {
    {{"msup", 4}, "", "^", ""},
    {{"msub", 4}, "", "_", ""},
    {{"msubsup", 7}, "", "_", "^"},
    {{"mover", 5}, "", "^", ""},
    {{"munder", 6}, "", "_", ""},
    {{"munderover", 10}, "", "_", "^"},
    {{"mfrac", 5}, "", "/", ""},
    {{"msqrt", 5}, "\xE2\x88\x9A", "", ""},
    {{"mroot", 5}, "\xE2\x88\x9A", ",", ""},
};

/* lexbor notes the names that it does not know; one of these is in any formula of more than a sign.
 */
bool formulas_exist(const struct page *page)
{
    static const struct str names[] = {{"annotation", 10}, {"semantics", 9}, {"mrow", 4},
                                       {"mstyle", 6},      {"msup", 4},      {"msub", 4},
                                       {"mfrac", 5},       {"mtable", 6}};
    lexbor_hash_t *tags = lxb_dom_interface_document(page->dom.document)->tags;
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (lxb_tag_id_by_name(tags, (const lxb_char_t *)names[i].ptr, names[i].len)) {
            return true;
        }
    }
    return false;
}

bool formula_is(const struct page *page, const lxb_dom_node_t *node)
{
    if (!dom_is_element(node)) {
        return false;
    }
    if (node->ns == LXB_NS_MATH) {
        return node->local_name == LXB_TAG_MATH;
    }
    return dom_tag(node) == LXB_TAG_SCRIPT &&
           str_starts_nocase(dom_attr(&page->dom, node, ATTR_TYPE), STR("math/tex"));
}

bool formula_follows(const struct page *page, const lxb_dom_node_t *node)
{
    for (int i = 0; i < SIBLINGS && node; i++, node = node->next) {
        if (formula_is(page, node)) {
            return true;
        }
    }
    return false;
}

static uint32_t box_around(const lxb_dom_node_t *node)
{
    const lxb_dom_node_t *around = node->parent;
    while (around && !around->user) {
        around = around->parent;
    }
    return around ? (uint32_t)(uintptr_t)around->user - 1 : 0;
}

void formulas_choose(const struct page *page, const bool *keep, uint32_t *kept)
{
    lxb_dom_node_t *root = lxb_dom_interface_node(page->dom.document), *waiting = NULL;
    bool is_kept_before = false;
    for (lxb_dom_node_t *node = root->first_child; node; node = dom_next(node, root)) {
        if (formula_is(page, node)) {
            node->user = is_kept_before || !keep ? node : NULL;
            kept[box_around(node)] += node->user != NULL;
            waiting = waiting && !node->user ? waiting : node;
        } else if (dom_is_text(node) && node->user && keep) {
            is_kept_before = keep[(uintptr_t)node->user - 1];
            bool is_awaited = waiting && !waiting->user && is_kept_before;
            if (is_awaited) {
                waiting->user = waiting;
                kept[box_around(waiting)]++;
            }
            waiting = NULL;
        }
    }
}

static bool is_annotation(const lxb_dom_node_t *element)
{
    return str_starts(dom_custom_name(element), STR("annotation"));
}

/* The element's first annotation in TeX, or what it says itself. */
static struct str tex_of(const struct dom *dom, const lxb_dom_node_t *math)
{
    const lxb_dom_node_t *node = math->first_child;
    for (size_t n = 0; node && n < LOOKS_MAX; n++, node = dom_next(node, math)) {
        const lxb_dom_node_t *text = node->first_child;
        if (dom_is_element(node) && text && dom_is_text(text) && is_annotation(node) &&
            str_find_nocase(dom_attr(dom, node, ATTR_ENCODING), STR("tex")) >= 0) {
            return dom_text(text);
        }
    }
    return dom_attr(dom, math, ATTR_ALTTEXT);
}

/* Without the wrapping that wikis and typesetters put around each formula. */
static struct str unwrap(struct str tex)
{
    static const struct {
        struct str open, close;
    } wraps[] = {
        {{"{\\displaystyle ", 15}, {"}", 1}},
        {{"{\\textstyle ", 12}, {"}", 1}},
        {{"\\displaystyle ", 14}, {"", 0}},
        {{"$$", 2}, {"$$", 2}},
        {{"$", 1}, {"$", 1}},
        {{"\\(", 2}, {"\\)", 2}},
        {{"\\[", 2}, {"\\]", 2}},
    };
    tex = str_trim(tex);
    for (size_t i = 0; i < ARRAY_LEN(wraps); i++) {
        size_t len = wraps[i].open.len + wraps[i].close.len;
        if (tex.len > len && str_starts(tex, wraps[i].open) && str_ends(tex, wraps[i].close)) {
            tex = str_trim(str_sub(tex, wraps[i].open.len, tex.len - len));
        }
    }
    return tex;
}

static const struct layout_row *layout_of(const lxb_dom_node_t *node)
{
    struct str name = dom_custom_name(node);
    for (size_t i = 0; i < ARRAY_LEN(LAYOUTS); i++) {
        if (str_equal(name, LAYOUTS[i].name)) {
            return &LAYOUTS[i];
        }
    }
    return NULL;
}

/* Puts what was added since `start` in parentheses if it is more than one sign or number. */
static void group(struct buf *buf, size_t start)
{
    struct str part = str_sub(buf_str(buf), start, buf->len);
    bool is_number = true;
    for (size_t i = 0; i < part.len; i++) {
        is_number = is_number && byte_is_digit((unsigned char)part.ptr[i]);
    }
    if (utf8_length(part) < 2 || is_number || !buf_ok(buf)) {
        return;
    }
    BUF_LITERAL(buf, "()");
    if (buf_ok(buf)) {
        char *bytes = buf->ptr + start;
        for (size_t i = part.len; i-- > 0;) {
            bytes[i + 1] = bytes[i];
        }
        bytes[0] = '(';
    }
}

static void add_math(const lxb_dom_node_t *element, struct buf *buf, int depth);

/* Recursion is bounded by MATH_DEPTH_MAX. */
static void add_parts(const lxb_dom_node_t *element, const struct layout_row *layout,
                      struct buf *buf, int depth)
{
    const char *const before[] = {layout->before, layout->second, layout->third};
    size_t n = 0;
    for (const lxb_dom_node_t *child = element->first_child; child; child = child->next) {
        if (dom_is_element(child)) {
            buf_add_z(buf, n < ARRAY_LEN(before) ? before[n] : "");
            size_t start = buf->len;
            add_math(child, buf, depth);
            group(buf, start);
            n++;
        }
    }
}

static void add_math(const lxb_dom_node_t *element, struct buf *buf, int depth)
{
    if (depth >= MATH_DEPTH_MAX || buf->len >= MATH_BYTES_MAX || is_annotation(element)) {
        return;
    }
    const struct layout_row *layout = layout_of(element);
    if (layout) {
        add_parts(element, layout, buf, depth + 1);
        return;
    }
    for (const lxb_dom_node_t *child = element->first_child; child; child = child->next) {
        if (dom_is_text(child)) {
            buf_add_str(buf, str_trim(dom_text(child)));
        } else if (dom_is_element(child)) {
            add_math(child, buf, depth + 1);
        }
    }
    bool is_row = str_equal(dom_custom_name(element), STR("mtr"));
    bool is_cell = str_equal(dom_custom_name(element), STR("mtd"));
    buf_add_z(buf, is_row ? "; " : is_cell ? " " : "");
}

bool formula_read(const struct page *page, struct arena *arena, const lxb_dom_node_t *node,
                  struct formula *ret_formula)
{
    const struct dom *dom = &page->dom;
    const lxb_dom_node_t *text = node->first_child;
    bool is_script = node->ns != LXB_NS_MATH;
    struct str told =
        is_script ? dom_attr(dom, node, ATTR_TYPE) : dom_attr(dom, node, ATTR_DISPLAY);
    struct str tex = !is_script                  ? tex_of(dom, node)
                     : text && dom_is_text(text) ? dom_text(text)
                                                 : str_null();
    tex = unwrap(tex);
    *ret_formula = (struct formula){
        .is_tex = tex.len > 0,
        .is_display = str_find(told, is_script ? STR("display") : STR("block")) >= 0};
    struct buf buf;
    buf_init(&buf, 0);
    if (!tex.len && !is_script) {
        add_math(node, &buf, 0);
        tex = str_trim(buf_str(&buf));
    }
    ret_formula->text = tex.len ? arena_str(arena, tex) : str_null();
    bool is_ok = buf_ok(&buf) && (ret_formula->text.ptr || !tex.len);
    buf_done(&buf);
    return is_ok;
}

struct str formula_of_image(const struct page *page, const lxb_dom_node_t *image)
{
    static const struct str words[] = {{"tex", 3},
                                       {"latex", 5},
                                       {"math", 4},
                                       {"mwe-math-fallback-image-inline", 30},
                                       {"mwe-math-fallback-image-display", 31}};
    struct str classes = dom_attr(&page->dom, image, ATTR_CLASS);
    for (size_t i = 0; i < ARRAY_LEN(words) && classes.len; i++) {
        if (dom_has_word(classes, words[i])) {
            return unwrap(dom_attr(&page->dom, image, ATTR_ALT));
        }
    }
    return str_null();
}
