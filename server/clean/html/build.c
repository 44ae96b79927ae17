/* From the chosen blocks to a document's tree, with the page's own structure around them. */
#include "clean/html/build.h"

#include "clean/html/build_internal.h"
#include "clean/html/formulas.h"
#include "clean/html/images.h"
#include "clean/html/tables.h"

#include <string.h>

enum {
    FRAMES_MAX = 640,       /* PARSE_DEPTH_MAX and what raw text adds */
    TASK_LOOKS = 8,         /* nodes in which an item's box is looked for */
    ANCHOR_MAX = 200,       /* bytes of an anchor */
    NUMBER_MAX = 999999999, /* of a list's item (CommonMark 5.2: nine digits) */
};

static int number_of(struct str value, int least, int most, int otherwise)
{
    uint64_t number;
    bool is_number = str_to_uint(str_trim(value), (uint64_t)most, &number);
    return is_number && (int)number >= least ? (int)number : otherwise;
}

/* ---- lists ---- */

static void begin_list(struct build *build, const struct element *element, struct frame *frame,
                       struct node *list)
{
    const struct dom *dom = &build->page->dom;
    int items = 1;
    list->is_ordered = element->tag == LXB_TAG_OL;
    if (!list->is_ordered) {
        return;
    }
    frame->is_reversed = dom_has_attr(dom, element->node, ATTR_REVERSED);
    if (frame->is_reversed) {
        items = 0;
        for (const lxb_dom_node_t *at = element->node->first_child; at; at = at->next) {
            items += dom_tag(at) == LXB_TAG_LI;
        }
    }
    list->start = number_of(dom_attr(dom, element->node, ATTR_START), 0, NUMBER_MAX, items);
    frame->number = list->start;
}

/*
 * An item of another number than the one behind the last begins a list of its own: so each shows
 * its number wherever lists can only count upwards.
 */
static void number_item(struct build *build, const lxb_dom_node_t *item, struct frame *list)
{
    struct emit *emit = &build->emit;
    struct node *container = emit->container;
    int number = number_of(dom_attr(&build->page->dom, item, ATTR_VALUE), 0, NUMBER_MAX, -1);
    bool is_told = number >= 0 && number != list->number;
    number = number < 0 ? list->number : number;
    bool is_other = is_told || (list->is_reversed && number != list->first_number);
    list->number = list->is_reversed ? number - (number > 0) : number + 1;
    list->first_number = -1;
    if (!is_other || container->kind != NODE_LIST) {
        return;
    }
    if (!container->first) {
        container->start = number;
        return;
    }
    emit_close(emit, container->parent);
    struct node *next = emit_open(emit, NODE_LIST);
    if (next) {
        next->is_ordered = true;
        next->start = number;
    }
}

/* Whether an item begins with a box, maybe in a label or paragraph, that shows what is done; one to
 * tick is a form's. */
static enum node_task task_of(const struct dom *dom, const lxb_dom_node_t *item)
{
    const lxb_dom_node_t *node = item->first_child;
    for (int n = 0; node && n < TASK_LOOKS; n++, node = dom_next(node, item)) {
        if (dom_tag(node) == LXB_TAG_INPUT) {
            bool is_shown = dom_has_attr(dom, node, ATTR_DISABLED) ||
                            str_find(dom_attr(dom, item, ATTR_CLASS), STR("task")) >= 0;
            bool is_box =
                is_shown && str_equal_nocase(dom_attr(dom, node, ATTR_TYPE), STR("checkbox"));
            bool is_done = dom_has_attr(dom, node, ATTR_CHECKED);
            return !is_box ? TASK_NONE : is_done ? TASK_DONE : TASK_OPEN;
        }
        if (dom_is_text(node) && str_trim(dom_text(node)).len) {
            return TASK_NONE;
        }
    }
    return TASK_NONE;
}

/* ---- blocks ---- */

static void set_details(struct build *build, const struct element *element, struct frame *frame,
                        struct node *block)
{
    const struct dom *dom = &build->page->dom;
    const lxb_dom_node_t *node = element->node;
    switch (block->kind) {
    case NODE_HEADING:
        block->level = element->level;
        break;
    case NODE_LIST:
        begin_list(build, element, frame, block);
        break;
    case NODE_ITEM:
        block->task = task_of(dom, node);
        break;
    case NODE_CODE_BLOCK:
        block->text = build_copy(build, code_language(dom, node));
        break;
    case NODE_CELL:
        block->is_header =
            element->tag == LXB_TAG_TH || dom_tag(node->parent->parent) == LXB_TAG_THEAD;
        block->colspan = number_of(dom_attr(dom, node, ATTR_COLSPAN), 1, NODE_SPAN_MAX, 1);
        block->rowspan = number_of(dom_attr(dom, node, ATTR_ROWSPAN), 1, NODE_SPAN_MAX, 1);
        break;
    default:
        break;
    }
}

static void note_names(struct build *build, const struct element *element)
{
    struct emit *emit = &build->emit;
    bool is_block = tag_kind(element->tag) == TAG_BLOCK;
    if (element->name.len && element->name.len <= ANCHOR_MAX) {
        emit->anchor = build_copy(build, element->name);
    }
    if (is_block && element->lang.len && element->lang.len <= 20) {
        bool is_known = str_equal_nocase(element->lang, build->page->lang);
        emit->lang = is_known ? str_null() : build_copy(build, element->lang);
    }
    bool is_rtl = str_equal_nocase(element->dir, STR("rtl"));
    if (is_block && (is_rtl || str_equal_nocase(element->dir, STR("ltr")))) {
        emit->dir = is_rtl ? STR("rtl") : STR("ltr");
    }
}

/* ---- the walk ---- */

/* Nothing is looked into that holds nothing chosen. */
static bool is_empty(const struct build *build, const lxb_dom_node_t *node)
{
    uintptr_t number = (uintptr_t)node->user;
    return build->keep && number && !build->kept[number - 1] && !build->emit.is_code;
}

static void enter_block(struct build *build, const struct element *element)
{
    struct emit *emit = &build->emit;
    struct frame *frame = &build->frames[build->depth - 1];
    bool is_numbered = element->kind == NODE_ITEM && !emit->is_code && build->depth > 1 &&
                       build->frames[build->depth - 2].tag == LXB_TAG_OL;
    if (is_numbered) {
        number_item(build, element->node, &build->frames[build->depth - 2]);
    }
    struct node *container = emit->container;
    struct node *block = emit_open(emit, element->kind);
    if (block) {
        set_details(build, element, frame, block);
        frame->first_number = frame->number;
        frame->container = container;
    }
    if (block && element->traits & TRAIT_PULLED && build->pulled.n < PULLED_MAX) {
        build->pulled.blocks[build->pulled.n++] = block;
    }
    frame->is_parting = !block;
}

static void enter_element(struct build *build, const struct element *element)
{
    struct frame *frame = &build->frames[build->depth++];
    const lxb_dom_node_t *node = element->node;
    bool is_flowing = element->traits & TRAIT_FLOWING;
    frame->tag = element->tag;
    frame->is_table = element->tag == LXB_TAG_TABLE || element->tag == LXB_TAG_TBODY ||
                      element->tag == LXB_TAG_THEAD || element->tag == LXB_TAG_TR;
    if (tag_kind(element->tag) == TAG_INLINE && build_is_apart(build, node)) {
        emit_space(&build->emit);
    }
    if (node_is_inline(element->kind)) {
        frame->is_parting = node->user || element->traits & TRAIT_STANDING;
        frame->inlines = build_begin_inline(build, element);
    } else if (element->kind != NODE_ROOT) {
        enter_block(build, element);
    } else {
        frame->is_parting = (tag_kind(element->tag) == TAG_BLOCK || node->user) && !is_flowing;
    }
    if (element->tag == LXB_TAG_SUMMARY) {
        struct open_inline strong = {.kind = NODE_STRONG};
        frame->inlines += emit_begin_inline(&build->emit, &strong);
    }
    if (frame->is_parting) {
        emit_part(&build->emit);
    }
    frame->nodes = build->emit.nodes;
    frame->breaks = build->emit.breaks;
}

static void leave_element(struct build *build)
{
    struct frame *frame = &build->frames[--build->depth];
    build->emit.lang = frame->lang;
    build->emit.dir = frame->dir;
    for (; frame->inlines; frame->inlines--) {
        emit_end_inline(&build->emit);
    }
    if (frame->container) {
        emit_close(&build->emit, frame->container);
    } else if (frame->is_parting) {
        bool has_nothing = build->emit.nodes == frame->nodes && build->emit.breaks == frame->breaks;
        emit_part_end(&build->emit, has_nothing);
    }
}

static bool is_dropped(const struct build *build, const struct element *element)
{
    bool is_drawn = element->traits & TRAIT_COPY &&
                    (build->has_formulas || formula_follows(build->page, element->node));
    /* "Image caption", before what the caption says. */
    bool is_label = element->traits & TRAIT_UNSEEN && build->emit.container->kind == NODE_CAPTION;
    bool is_button = element->tag == LXB_TAG_BUTTON && build->emit.is_code;
    return is_drawn || is_button || element->tag == LXB_TAG_RP || is_label ||
           element_is_dropped(&build->page->dom, element);
}

/* Returns whether the element was entered. */
static bool try_element(struct build *build, const lxb_dom_node_t *node)
{
    struct element element;
    struct frame *frame = &build->frames[build->depth];
    *frame = (struct frame){.lang = build->emit.lang, .dir = build->emit.dir};
    element_read(&build->page->dom, node, &element);
    note_names(build, &element);
    if (is_dropped(build, &element)) {
        build->emit.lang = frame->lang;
        build->emit.dir = frame->dir;
        return false;
    }
    enter_element(build, &element);
    return true;
}

/* Code of which a line is chosen is kept whole: without its brackets it says nothing. */
static bool is_kept_text(const struct build *build, const lxb_dom_node_t *node)
{
    uintptr_t number = (uintptr_t)node->user;
    if (build->emit.is_code) {
        return !build->depth || !build->frames[build->depth - 1].is_table;
    }
    return !build->keep || (number && build->keep[number - 1]);
}

static void add_text(struct build *build, const lxb_dom_node_t *node)
{
    uintptr_t number = (uintptr_t)node->user;
    emit_text(&build->emit, dom_text(node));
    struct node *line = build->emit.line;
    if (line && (line->kind == NODE_CAPTION || line->kind == NODE_PARAGRAPH)) {
        line->is_beside = number && build->beside && build->beside[number - 1];
    }
}

/* Returns whether to go into the node. */
static bool enter(struct build *build, const lxb_dom_node_t *node)
{
    if (dom_is_text(node)) {
        if (is_kept_text(build, node)) {
            add_text(build, node);
        }
        return false;
    }
    if (formula_is(build->page, node)) {
        build_formula(build, node);
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
        build_media(build, node);
        return false;
    case TAG_VOID:
    case TAG_FACT:
    case TAG_SKIP:
        return false;
    default:
        break;
    }
    if (is_empty(build, node)) {
        if (dom_tag(node) == LXB_TAG_LI && build->depth) {
            build->frames[build->depth - 1].number -= build->frames[build->depth - 1].is_reversed;
        }
        return false;
    }
    return try_element(build, node);
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

bool build_tree(const struct page *page, const bool *keep, const bool *beside,
                const struct url *base, struct arena *arena, struct node *root,
                struct build_notes *ret_notes)
{
    struct build build = {.page = page,
                          .keep = keep,
                          .beside = beside,
                          .base = base,
                          .arena = arena,
                          .has_formulas = formulas_exist(page)};
    build.frames = arena_grow(page->arena, NULL, 0, FRAMES_MAX, sizeof(*build.frames));
    build.kept = arena_array(page->arena, page->n_boxes + 1, sizeof(*build.kept));
    build.keep_media = arena_array(page->arena, page->n_media + 1, sizeof(bool));
    if (!build.frames || !build.kept || !build.keep_media) {
        return false;
    }
    emit_init(&build.emit, arena, root);
    if (build.has_formulas) {
        formulas_choose(page, keep, build.kept);
    }
    if (keep) {
        media_choose(page, keep, build.keep_media);
        count_kept(&build);
    } else {
        memset(build.keep_media, true, page->n_media);
    }
    walk(&build, lxb_dom_interface_node(page->dom.document));
    add_unseen(&build);
    *ret_notes = (struct build_notes){.is_cut = build.emit.nodes >= EMIT_NODES_MAX ||
                                                build.addresses >= ADDRESSES_MAX,
                                      .pulled = build.pulled};
    return build.emit.is_ok;
}
