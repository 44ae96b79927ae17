/* From the chosen blocks to a document's tree, with the page's own structure around them. */
#include "clean/html/build.h"

#include "clean/html/emit.h"
#include "clean/html/images.h"
#include "clean/html/tables.h"

#include <stdlib.h>
#include <string.h>

enum {
    FRAMES_MAX = 1024, /* PARSE_DEPTH_MAX and what raw text adds */
    ANCHOR_MAX = 200,  /* bytes of an anchor */
};

/* An element that the walk is in, and what is to be undone on leaving it. */
struct frame {
    struct node *container; /* the block that was open before it opened one; NULL if it did not */
    struct str lang, dir;   /* of what is around it */
    bool is_inline, is_parting;
};

struct build {
    struct emit emit;
    const struct page *page;
    const bool *keep;
    bool *keep_media;
    uint32_t *kept; /* of each box: chosen blocks and media in it */
    const struct url *base;
    struct arena *arena;
    struct frame *frames;
    size_t depth;
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

/* NODE_ROOT for those that are only their content. */
static enum node_kind kind_of(lxb_tag_id_t tag)
{
    return tag < LXB_TAG__LAST_ENTRY ? (enum node_kind)KINDS[tag] : NODE_ROOT;
}

static struct str copy(struct build *build, struct str s)
{
    struct str copied = s.len ? arena_str(build->arena, s) : str_null();
    build->emit.is_ok = build->emit.is_ok && (copied.ptr || !s.len);
    return copied;
}

static int number_of(struct str value, int least, int most, int otherwise)
{
    uint64_t number;
    bool is_number = str_to_uint(str_trim(value), (uint64_t)most, &number);
    return is_number && (int)number >= least ? (int)number : otherwise;
}

/* ---- inlines ---- */

/* A link to a place in this document has a fragment, any other an address; javascript: and the like
 * neither. */
static void aim_link(struct build *build, const lxb_dom_node_t *node, struct open_inline *link)
{
    const struct dom *dom = &build->page->dom;
    struct str href = str_trim(dom_attr(dom, node, ATTR_HREF));
    if (href.len > 1 && href.ptr[0] == '#') {
        link->fragment = copy(build, str_sub(href, 1, ANCHOR_MAX));
        return;
    }
    link->url = href.len ? url_resolve(build->arena, build->base, href) : NULL;
    if (link->url && build->base && link->url->fragment.len &&
        url_same_document(link->url, build->base)) {
        link->fragment = link->url->fragment;
        link->url = NULL;
    }
    link->title = link->url ? copy(build, str_trim(dom_attr(dom, node, ATTR_TITLE))) : str_null();
}

static bool begin_inline(struct build *build, const lxb_dom_node_t *node, enum node_kind kind)
{
    struct open_inline open = {.kind = kind};
    if (kind == NODE_LINK) {
        aim_link(build, node, &open);
        open.anchor = build->emit.anchor;
        build->emit.anchor = str_null();
        if (!open.url && !open.fragment.len && !open.anchor.len) {
            return false;
        }
    }
    /* In code everything is code already. */
    return !(build->emit.is_code && kind == NODE_CODE) && emit_begin_inline(&build->emit, &open);
}

static void add_image(struct build *build, const lxb_dom_node_t *node)
{
    struct image image = image_read(build->page, build->base, build->arena, node);
    if (!image.url || build->emit.is_code) {
        return;
    }
    struct node *added = emit_image(&build->emit, image.url, copy(build, image.alternative));
    if (added) {
        added->width = image.width;
        added->height = image.height;
    }
}

static void add_embed(struct build *build, const lxb_dom_node_t *node)
{
    struct open_inline link = {.kind = NODE_LINK};
    struct str title;
    link.url = embed_read(build->page, build->base, build->arena, node, &title);
    if (link.url && !build->emit.is_code) {
        emit_part(&build->emit);
        bool is_open = emit_begin_inline(&build->emit, &link);
        emit_text(&build->emit, title);
        if (is_open) {
            emit_end_inline(&build->emit);
        }
        emit_part(&build->emit);
    }
}

static void add_media(struct build *build, const lxb_dom_node_t *node)
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

/* ---- blocks ---- */

static void set_details(struct build *build, const lxb_dom_node_t *node, struct node *block)
{
    const struct dom *dom = &build->page->dom;
    lxb_tag_id_t tag = dom_tag(node);
    switch (block->kind) {
    case NODE_HEADING:
        block->level = tag_heading(tag);
        break;
    case NODE_LIST:
        block->is_ordered = tag == LXB_TAG_OL;
        block->start =
            block->is_ordered ? number_of(dom_attr(dom, node, ATTR_START), 0, 999999999, 1) : 0;
        break;
    case NODE_CODE_BLOCK:
        block->text = copy(build, code_language(dom, node));
        break;
    case NODE_CELL:
        block->is_header = tag == LXB_TAG_TH;
        block->colspan = number_of(dom_attr(dom, node, ATTR_COLSPAN), 1, NODE_SPAN_MAX, 1);
        block->rowspan = number_of(dom_attr(dom, node, ATTR_ROWSPAN), 1, NODE_SPAN_MAX, 1);
        break;
    default:
        break;
    }
}

/* Elements that are used for what they are not. */
static bool is_misused(struct build *build, const lxb_dom_node_t *node, enum node_kind kind)
{
    if (kind == NODE_TABLE) {
        return !table_is_data(&build->page->dom, node);
    }
    return kind == NODE_FIGURE && !figure_is_figure(node);
}

static void note_names(struct build *build, const lxb_dom_node_t *node)
{
    static const enum attr wanted[] = {ATTR_ID, ATTR_NAME, ATTR_LANG, ATTR_DIR};
    struct str values[ARRAY_LEN(wanted)];
    if (!((const lxb_dom_element_t *)node)->first_attr) {
        return;
    }
    dom_attrs(&build->page->dom, node, wanted, ARRAY_LEN(wanted), values);
    struct str name = values[0].len || dom_tag(node) != LXB_TAG_A ? values[0] : values[1];
    if (name.len && name.len <= ANCHOR_MAX) {
        build->emit.anchor = copy(build, name);
    }
    if (values[2].len && values[2].len <= 20 && tag_kind(dom_tag(node)) == TAG_BLOCK) {
        bool is_known = str_equal_nocase(values[2], build->page->lang);
        build->emit.lang = is_known ? str_null() : copy(build, values[2]);
    }
    bool is_rtl = str_equal_nocase(values[3], STR("rtl"));
    if ((is_rtl || str_equal_nocase(values[3], STR("ltr"))) &&
        tag_kind(dom_tag(node)) == TAG_BLOCK) {
        build->emit.dir = is_rtl ? STR("rtl") : STR("ltr");
    }
}

/* ---- the walk ---- */

/* Nothing is looked into that holds nothing chosen. */
static bool is_empty(const struct build *build, const lxb_dom_node_t *node)
{
    uintptr_t number = (uintptr_t)node->user;
    return build->keep && number && !build->kept[number - 1];
}

static void enter_element(struct build *build, const lxb_dom_node_t *node)
{
    struct frame *frame = &build->frames[build->depth++];
    lxb_tag_id_t tag = dom_tag(node);
    enum node_kind kind = kind_of(tag);
    *frame = (struct frame){.lang = build->emit.lang, .dir = build->emit.dir};
    note_names(build, node);
    if (node_is_inline(kind)) {
        frame->is_parting = node->user != NULL;
        frame->is_inline = begin_inline(build, node, kind);
    } else if (kind != NODE_ROOT && !is_misused(build, node, kind)) {
        struct node *container = build->emit.container;
        struct node *block = emit_open(&build->emit, kind);
        if (block) {
            set_details(build, node, block);
            frame->container = container;
        }
        frame->is_parting = !block;
    } else {
        frame->is_parting = tag_kind(tag) == TAG_BLOCK || node->user;
    }
    if (frame->is_parting) {
        emit_part(&build->emit);
    }
}

static void leave_element(struct build *build)
{
    struct frame *frame = &build->frames[--build->depth];
    build->emit.lang = frame->lang;
    build->emit.dir = frame->dir;
    if (frame->is_inline) {
        emit_end_inline(&build->emit);
    }
    if (frame->container) {
        emit_close(&build->emit, frame->container);
    } else if (frame->is_parting) {
        emit_part(&build->emit);
    }
}

static bool is_kept_text(const struct build *build, const lxb_dom_node_t *node)
{
    uintptr_t number = (uintptr_t)node->user;
    bool is_wordless = !number && build->emit.is_code;
    return !build->keep || is_wordless || (number && build->keep[number - 1]);
}

/* Returns whether to go into the node. */
static bool enter(struct build *build, const lxb_dom_node_t *node)
{
    if (dom_is_text(node)) {
        if (is_kept_text(build, node)) {
            emit_text(&build->emit, dom_text(node));
        }
        return false;
    }
    if (!dom_is_element(node) || node->ns != LXB_NS_HTML || build->depth >= FRAMES_MAX) {
        return false;
    }
    switch (tag_kind(dom_tag(node))) {
    case TAG_BREAK:
        emit_break(&build->emit);
        return false;
    case TAG_MEDIA:
        add_media(build, node);
        return false;
    case TAG_VOID:
    case TAG_FACT:
    case TAG_SKIP:
        return false;
    default:
        break;
    }
    if (dom_tag(node) == LXB_TAG_RP || is_empty(build, node)) {
        return false;
    }
    enter_element(build, node);
    return true;
}

static void walk(struct build *build, const lxb_dom_node_t *root)
{
    const lxb_dom_node_t *node = root->first_child;
    while (node && build->emit.is_ok && build->emit.nodes < EMIT_NODES_MAX) {
        if (enter(build, node)) {
            if (node->first_child) {
                node = node->first_child;
                continue;
            }
            leave_element(build);
        }
        while (node != root && !node->next) {
            node = node->parent;
            if (node != root) {
                leave_element(build);
            }
        }
        node = node == root ? NULL : node->next;
    }
}

/* What structured data alone hold comes behind what the page shows. */
static void add_unseen(struct build *build)
{
    const struct page *page = build->page;
    for (size_t i = 0; build->keep && i < page->n_blocks; i++) {
        if (build->keep[i] && page->blocks[i].kind != BLOCK_PAGE) {
            emit_part(&build->emit);
            emit_text(&build->emit, block_text(page, &page->blocks[i]));
        }
    }
    emit_part(&build->emit);
}

static void count_kept(struct build *build)
{
    const struct page *page = build->page;
    for (size_t i = 0; i < page->n_blocks; i++) {
        build->kept[page->blocks[i].box] += build->keep[i] && page->blocks[i].kind == BLOCK_PAGE;
    }
    for (size_t i = 0; i < page->n_media; i++) {
        build->kept[page->media[i].box] += build->keep_media[i];
    }
    for (size_t i = page->n_boxes; i-- > 1;) {
        build->kept[page->boxes[i].parent] += build->kept[i];
    }
}

bool build_tree(const struct page *page, const bool *keep, const struct url *base,
                struct arena *arena, struct node *root, bool *ret_is_cut)
{
    struct build build = {.page = page, .keep = keep, .base = base, .arena = arena};
    build.frames = arena_array(page->arena, FRAMES_MAX, sizeof(*build.frames));
    build.kept = arena_array(page->arena, page->n_boxes + 1, sizeof(*build.kept));
    build.keep_media = arena_array(page->arena, page->n_media + 1, sizeof(bool));
    if (!build.frames || !build.kept || !build.keep_media) {
        return false;
    }
    emit_init(&build.emit, arena, root);
    if (keep) {
        media_choose(page, keep, build.keep_media);
        count_kept(&build);
    } else {
        memset(build.keep_media, true, page->n_media);
    }
    walk(&build, lxb_dom_interface_node(page->dom.document));
    add_unseen(&build);
    *ret_is_cut = build.emit.nodes >= EMIT_NODES_MAX;
    return build.emit.is_ok;
}
