/* What build.c adds of elements that have no text of their own: links, pictures, players, formulas.
 */
#include "clean/html/build_internal.h"

#include "base/utf8.h"
#include "clean/html/embeds.h"
#include "clean/html/formulas.h"
#include "clean/html/images.h"
#include "clean/html/tags.h"

enum {
    TEXT_LOOKS = 12,  /* nodes in which an element's first text is looked for */
    ANCHOR_MAX = 200, /* bytes of an anchor */
    ADDRESS_MAX = 60, /* bytes of an address that can be read as the name of what is there */
    EMOJI_MAX = 40,   /* bytes of the text of a picture that stands for a character */
};

struct str build_copy(struct build *build, struct str s)
{
    struct str copied = s.len ? arena_str(build->arena, s) : str_null();
    build->emit.is_ok = build->emit.is_ok && (copied.ptr || !s.len);
    return copied;
}

/* The first text within that is seen; empty if there is none. */
static struct str first_text(const lxb_dom_node_t *root)
{
    const lxb_dom_node_t *node = root->first_child;
    for (int n = 0; node && n < TEXT_LOOKS; n++, node = dom_next(node, root)) {
        if (dom_is_text(node) && str_trim(dom_text(node)).len) {
            return dom_text(node);
        }
    }
    return str_null();
}

/*
 * Names, dates and prices stand side by side in elements of their own without a space: "Ann Lee"
 * and "2020", "Old Town" and "Canoe".  A word that elements cut goes on in lower case.
 */
bool build_is_apart(const struct build *build, const lxb_dom_node_t *node)
{
    const struct emit *emit = &build->emit;
    const lxb_dom_node_t *before = node->prev;
    if (!before || !dom_is_element(before) || tag_kind(dom_tag(before)) != TAG_INLINE ||
        emit->is_code || emit->has_space || !emit->last_text) {
        return false;
    }
    struct str text = first_text(node);
    size_t at = 0;
    uint32_t last = utf8_last(emit->last_text->text), first = text.len ? utf8_next(text, &at) : 0;
    uint32_t second = at < text.len ? utf8_next(text, &at) : 0;
    bool is_caption = emit->container->kind == NODE_CAPTION;
    bool are_links = dom_tag(before) == LXB_TAG_A && dom_tag(node) == LXB_TAG_A;
    bool is_break = utf8_is_lower(last)
                        ? utf8_is_upper(first) || utf8_is_digit(first)
                        : utf8_is_digit(last) && utf8_is_upper(first) && utf8_is_lower(second);
    return is_break || ((is_caption || are_links) && utf8_is_word(first) && !utf8_is_cjk(first));
}

/* A link to a place in this document has a fragment, any other an address; javascript: and the like
 * neither. */
static void aim_link(struct build *build, const lxb_dom_node_t *node, struct open_inline *link)
{
    const struct dom *dom = &build->page->dom;
    struct str href = str_trim(dom_attr(dom, node, ATTR_HREF));
    if (href.len && href.ptr[0] == '#') {
        link->fragment = build_copy(build, str_sub(href, 1, ANCHOR_MAX));
        return;
    }
    bool has_room = build->addresses < ADDRESSES_MAX;
    link->url = href.len && has_room ? url_resolve(build->arena, build->base, href) : NULL;
    build->addresses += link->url ? link->url->text.len : 0;
    if (link->url && build->base && link->url->fragment.len &&
        url_same_document(link->url, build->base)) {
        link->fragment = link->url->fragment;
        link->url = NULL;
    }
    link->title =
        link->url ? build_copy(build, str_trim(dom_attr(dom, node, ATTR_TITLE))) : str_null();
}

/* A note's mark that nothing raises: "word3" would be another word. */
static bool is_bare_note(const struct element *link)
{
    const lxb_dom_node_t *text = link->node->first_child;
    return link->traits & TRAIT_NOTE && text && !text->next && dom_is_text(text) &&
           byte_is_digit((unsigned char)(dom_text(text).len ? dom_text(text).ptr[0] : ' ')) &&
           dom_tag(link->node->parent) != LXB_TAG_SUP;
}

unsigned build_begin_inline(struct build *build, const struct element *element)
{
    struct open_inline open = {.kind = element->kind}, raised = {.kind = NODE_SUPERSCRIPT};
    unsigned n = 0;
    if (element->kind == NODE_LINK) {
        aim_link(build, element->node, &open);
        if (!element->node->first_child) {
            return 0; /* its name, if it has one, waits for what comes */
        }
        open.anchor = build->emit.anchor;
        build->emit.anchor = str_null();
        if (!open.url && !open.fragment.len && !open.anchor.len) {
            return 0;
        }
        n += is_bare_note(element) && emit_begin_inline(&build->emit, &raised);
    }
    /* In code everything is code already. */
    bool is_double = build->emit.is_code && element->kind == NODE_CODE;
    return n + (!is_double && emit_begin_inline(&build->emit, &open));
}

static void add_formula(struct build *build, const struct formula *formula)
{
    struct emit *emit = &build->emit;
    struct open_inline code = {.kind = NODE_CODE};
    struct node *container = emit->container;
    bool is_double = build->formula.len && str_equal(build->formula, formula->text) &&
                     build->formula_nodes == emit->nodes;
    if (!formula->text.len || is_double) {
        return;
    }
    struct node *block =
        formula->is_display && formula->is_tex ? emit_open(emit, NODE_CODE_BLOCK) : NULL;
    if (block) {
        block->text = STR("math");
        emit_text(emit, formula->text);
        emit_close(emit, container);
    } else {
        bool is_open = formula->is_tex && !emit->is_code && emit_begin_inline(emit, &code);
        emit_text(emit, formula->text);
        if (is_open) {
            emit_end_inline(emit);
        }
    }
    build->formula = formula->text;
    build->formula_nodes = emit->nodes;
}

void build_formula(struct build *build, const lxb_dom_node_t *node)
{
    struct formula formula;
    if (formula_is_chosen(node) || !build->has_formulas) {
        build->emit.is_ok =
            build->emit.is_ok && formula_read(build->page, build->arena, node, &formula);
        if (build->emit.is_ok) {
            add_formula(build, &formula);
        }
    }
}

static bool is_in_noscript(const lxb_dom_node_t *node)
{
    for (int i = 0; i < 3 && node; i++, node = node->parent) {
        if (dom_tag(node) == LXB_TAG_NOSCRIPT) {
            return true;
        }
    }
    return false;
}

/* Two addresses of the same picture in two sizes, or by two descriptions. */
static bool is_same_picture(const struct node *image, const struct url *url, struct str alternative)
{
    return str_equal(image->url->path, url->path) ||
           (alternative.len && str_equal(image->text, alternative));
}

static void add_image(struct build *build, const lxb_dom_node_t *node)
{
    struct emit *emit = &build->emit;
    struct formula formula = {.text = build_copy(build, formula_of_image(build->page, node)),
                              .is_tex = true};
    if (formula.text.len) {
        add_formula(build, &formula);
        return;
    }
    struct image image = image_read(build->page, build->base, build->arena, node);
    if (image.is_emoji && image.alternative.len <= EMOJI_MAX) {
        emit_text(emit, image.alternative);
    }
    if (!image.url || emit->is_code) {
        return;
    }
    bool is_behind = build->image && build->image_nodes == emit->nodes;
    if (is_behind && is_in_noscript(node) &&
        is_same_picture(build->image, image.url, image.alternative)) {
        build->image->url = image.url; /* the one without scripts is whole */
        return;
    }
    struct node *added = emit_image(emit, image.url, build_copy(build, image.alternative));
    if (added) {
        added->width = image.width;
        added->height = image.height;
    }
    build->image = added;
    build->image_nodes = emit->nodes;
}

static void add_embed(struct build *build, const lxb_dom_node_t *node)
{
    struct open_inline link = {.kind = NODE_LINK};
    struct str title;
    link.url = embed_read(build->page, build->base, build->arena, node, &title);
    if (link.url && !build->emit.is_code) {
        struct str address = link.url->text.len > ADDRESS_MAX ? url_site(link.url) : link.url->text;
        link.is_beside = !title.len;
        emit_part(&build->emit);
        bool is_open = emit_begin_inline(&build->emit, &link);
        emit_text(&build->emit, title.len ? title : address);
        if (is_open) {
            emit_end_inline(&build->emit);
        }
        emit_part(&build->emit);
    }
}

void build_media(struct build *build, const lxb_dom_node_t *node)
{
    size_t number = (size_t)(uintptr_t)node->user;
    if (!number || !build->keep_media[number - 1]) {
        return;
    }
    switch (dom_tag(node)) {
    case LXB_TAG_IMG:
        add_image(build, node);
        break;
    case LXB_TAG_HR:
        emit_rule(&build->emit);
        break;
    default:
        add_embed(build, node);
    }
}
