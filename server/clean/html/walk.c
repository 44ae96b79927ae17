/* The one walk over the document: boxes, blocks, media, marks and facts, in document order. */
#include "clean/html/collect.h"
#include "clean/html/measure.h"
#include "clean/html/page.h"

#include <string.h>

enum {
    BREAKS_END = 2, /* line breaks in a row that part two paragraphs */
    NODES_FIRST = 256,
    /* Room for this many, and for one in so many bytes of the page: few pages need more. */
    ROOM_LEAST = 64,
    BOX_BYTES = 128,
    BLOCK_BYTES = 256,
    MEDIA_BYTES = 1024,
};

/* The run of inline content that is being read. */
struct run {
    size_t at; /* of the page's text */
    lxb_dom_node_t **nodes;
    size_t n_nodes, nodes_room;
    uint32_t link_characters;
    uint16_t links;
    uint64_t hints;
    uint8_t inlines;
    unsigned breaks;
};

struct walk {
    struct page *page;
    struct hints *hints;
    const struct matcher *phrases;
    struct run run;
    uint32_t box;   /* the innermost open one */
    unsigned links; /* open <a> */
    size_t boxes_room, blocks_room, media_room;
    bool is_ok;   /* memory was there */
    bool is_full; /* a bound was reached */
};

static size_t first_room(const struct walk *walk, size_t bytes)
{
    return ROOM_LEAST + walk->page->source.len / bytes;
}

/* Makes room for one more in an array of the page; doubles it. */
static bool make_room(struct walk *walk, void **array, size_t n, size_t *room, size_t first,
                      size_t size)
{
    if (n < *room) {
        return true;
    }
    size_t more = *room ? 2 * *room : first;
    void *grown = arena_grow(walk->page->arena, *array, *room, more, size);
    if (!grown) {
        walk->is_ok = false;
        return false;
    }
    *array = grown;
    *room = more;
    return true;
}

/* Whether the byte at `at` is white space that collapsing would change: not one space between two
 * words. */
static bool is_loose(struct str text, size_t at)
{
    unsigned char c = (unsigned char)text.ptr[at];
    bool is_tight =
        c == ' ' && at > 0 && at + 1 < text.len && !byte_is_space((unsigned char)text.ptr[at + 1]);
    return c <= ' ' && byte_is_space(c) && !is_tight;
}

/* How much of a text from `at` on collapsing would leave as it is. */
static size_t skip_tight(struct str text, size_t at)
{
    size_t end;
    do {
        at = at ? str_skip_words(text, at, 0) : 0;
        end = MIN(at + sizeof(uint64_t), text.len);
        while (at < end && !is_loose(text, at)) {
            at++;
        }
    } while (at == end && at < text.len);
    return at;
}

/* Appends a text with its white space collapsed, as CSS Text 3, 4.1.1 has it for `white-space:
 * normal`. */
static void add_collapsed(struct buf *buf, size_t run_at, struct str text)
{
    for (size_t at = 0; at < text.len;) {
        size_t start = at;
        at = skip_tight(text, at);
        buf_add(buf, text.ptr + start, at - start);
        start = at;
        while (at < text.len && byte_is_space((unsigned char)text.ptr[at])) {
            at++;
        }
        if (at > start && buf->len > run_at && buf->ptr[buf->len - 1] != ' ') {
            buf_add_byte(buf, ' ');
        }
    }
}

/* Ends the run: it becomes a block if there is a word in it. */
static void flush(struct walk *walk)
{
    struct page *page = walk->page;
    struct run *run = &walk->run;
    size_t end = page->text.len;
    while (end > run->at && page->text.ptr[end - 1] == ' ') {
        end--;
    }
    uintptr_t number = 0;
    if (end > run->at && make_room(walk, (void **)&page->blocks, page->n_blocks, &walk->blocks_room,
                                   first_room(walk, BLOCK_BYTES), sizeof(*page->blocks))) {
        struct block *block = &page->blocks[page->n_blocks];
        *block = (struct block){.at = run->at,
                                .len = end - run->at,
                                .box = walk->box,
                                .links = run->links,
                                .link_characters = run->link_characters,
                                .hints = run->hints,
                                .inlines = run->inlines};
        walk->is_ok = walk->is_ok && block_measure(page, block, walk->phrases);
        number = block->words ? ++page->n_blocks : 0;
        walk->is_full |= page->n_blocks >= BLOCKS_MAX;
    }
    for (size_t i = 0; i < run->n_nodes; i++) {
        run->nodes[i]->user = (void *)number;
    }
    *run = (struct run){.at = page->text.len, .nodes = run->nodes, .nodes_room = run->nodes_room};
}

static void take_text(struct walk *walk, lxb_dom_node_t *node)
{
    struct run *run = &walk->run;
    struct buf *text = &walk->page->text;
    if (!make_room(walk, (void **)&run->nodes, run->n_nodes, &run->nodes_room, NODES_FIRST,
                   sizeof(lxb_dom_node_t *))) {
        return;
    }
    run->nodes[run->n_nodes++] = node;
    size_t before = text->len;
    add_collapsed(text, run->at, dom_text(node));
    if (walk->links) {
        run->link_characters += (uint32_t)(text->len - before);
    }
    if (text->len > before + 1 || (text->len > before && text->ptr[before] != ' ')) {
        run->breaks = 0;
    }
    walk->is_ok = walk->is_ok && buf_ok(text);
}

static void take_break(struct walk *walk)
{
    add_collapsed(&walk->page->text, walk->run.at, STR(" "));
    if (++walk->run.breaks >= BREAKS_END) {
        flush(walk);
    }
}

static void take_media(struct walk *walk, lxb_dom_node_t *node)
{
    struct page *page = walk->page;
    if (dom_tag(node) == LXB_TAG_HR) {
        flush(walk);
    }
    if (make_room(walk, (void **)&page->media, page->n_media, &walk->media_room,
                  first_room(walk, MEDIA_BYTES), sizeof(*page->media))) {
        page->media[page->n_media] =
            (struct media){.node = node, .box = walk->box, .block = (uint32_t)page->n_blocks};
        node->user = (void *)(uintptr_t)++page->n_media;
    }
}

/* From the distances of the box around it, which `box` has been given. */
static void set_near(struct box *box, enum near_tag tag)
{
    for (size_t i = 0; i < BOX_NEAR; i++) {
        box->near[i] = (uint8_t)(box->near[i] + (box->near[i] < BOX_FAR));
    }
    for (uint64_t bits = box->hints; bits; bits &= bits - 1) {
        box->near[__builtin_ctzll(bits)] = 0;
    }
    if (tag < NEAR_COUNT) {
        box->near[HINT_COUNT + tag] = 0;
    }
}

static void open_box(struct walk *walk, lxb_dom_node_t *node, const struct traits *traits)
{
    struct page *page = walk->page;
    if (!make_room(walk, (void **)&page->boxes, page->n_boxes, &walk->boxes_room,
                   first_room(walk, BOX_BYTES), sizeof(*page->boxes))) {
        return;
    }
    struct box *box = &page->boxes[page->n_boxes], *parent = &page->boxes[walk->box];
    lxb_tag_id_t tag = dom_tag(node);
    *box = *parent; /* flags and distances are inherited */
    box->node = node;
    box->parent = walk->box;
    box->children = 0;
    box->tag = dom_known_tag(tag);
    box->flags |= traits->flags;
    box->depth = (uint8_t)MIN(parent->depth + 1, UINT8_MAX);
    box->hints = traits->hints;
    box->prior = traits->prior;
    set_near(box, tag_near(tag));
    parent->children++;
    walk->box = (uint32_t)page->n_boxes;
    node->user = (void *)(uintptr_t)++page->n_boxes;
    walk->is_full |= page->n_boxes >= BOXES_MAX;
}

static bool has_block_child(const lxb_dom_node_t *node)
{
    for (const lxb_dom_node_t *child = node->first_child; child; child = child->next) {
        if (dom_is_element(child) && child->ns == LXB_NS_HTML &&
            tag_kind(dom_tag(child)) == TAG_BLOCK) {
            return true;
        }
    }
    return false;
}

static void enter_inline(struct walk *walk, lxb_dom_node_t *node, const struct traits *traits)
{
    switch (dom_tag(node)) {
    case LXB_TAG_A:
        walk->links++;
        walk->run.links++;
        break;
    case LXB_TAG_B:
    case LXB_TAG_STRONG:
        walk->run.inlines |= INLINE_STRONG;
        break;
    case LXB_TAG_I:
    case LXB_TAG_EM:
        walk->run.inlines |= INLINE_EMPHASIS;
        break;
    case LXB_TAG_CODE:
        walk->run.inlines |= INLINE_CODE;
        break;
    case LXB_TAG_TIME:
        walk->run.inlines |= INLINE_TIME;
        break;
    default:
        break;
    }
    if (has_block_child(node)) {
        open_box(walk, node, traits);
    } else {
        walk->run.hints |= traits->hints;
    }
}

/* Returns whether to go into the node; if so, `leave` follows. */
static bool enter(struct walk *walk, lxb_dom_node_t *node)
{
    if (dom_is_text(node)) {
        take_text(walk, node);
        return false;
    }
    if (!dom_is_element(node) || node->ns != LXB_NS_HTML) {
        return false;
    }
    enum tag_kind kind = tag_kind(dom_tag(node));
    switch (kind) {
    case TAG_BREAK:
        take_break(walk);
        return false;
    case TAG_MEDIA:
        take_media(walk, node);
        return false;
    case TAG_FACT:
        walk->is_ok = walk->is_ok && collect_fact(walk->page, node);
        return false;
    case TAG_VOID:
    case TAG_SKIP:
        return false;
    default:
        break;
    }
    if (kind == TAG_BLOCK) {
        flush(walk);
    }
    struct traits traits = collect_traits(walk->page, node, walk->hints);
    if (kind == TAG_INLINE) {
        enter_inline(walk, node, &traits);
    } else {
        open_box(walk, node, &traits);
    }
    return true;
}

static void leave(struct walk *walk, const lxb_dom_node_t *node)
{
    if (dom_tag(node) == LXB_TAG_A && walk->links) {
        walk->links--;
    }
    if (node->user) {
        flush(walk);
        walk->box = walk->page->boxes[walk->box].parent;
    }
}

static bool open_root(struct walk *walk, lxb_dom_node_t *root)
{
    struct page *page = walk->page;
    if (!make_room(walk, (void **)&page->boxes, 0, &walk->boxes_room, first_room(walk, BOX_BYTES),
                   sizeof(*page->boxes))) {
        return false;
    }
    page->boxes[0] = (struct box){.node = root};
    memset(page->boxes[0].near, BOX_FAR, sizeof(page->boxes[0].near));
    page->n_boxes = 1;
    return true;
}

bool page_walk(struct page *page, struct hints *hints, const struct matcher *phrases)
{
    struct walk walk = {.page = page, .hints = hints, .phrases = phrases, .is_ok = true};
    lxb_dom_node_t *root = lxb_dom_interface_node(page->dom.document), *node = root->first_child;
    if (!words_init(page) || !open_root(&walk, root)) {
        return false;
    }
    while (node && walk.is_ok && !walk.is_full) {
        if (enter(&walk, node)) {
            if (node->first_child) {
                node = node->first_child;
                continue;
            }
            leave(&walk, node);
        }
        while (node != root && !node->next) {
            node = node->parent;
            if (node != root) {
                leave(&walk, node);
            }
        }
        node = node == root ? NULL : node->next;
    }
    flush(&walk);
    page->is_cut |= walk.is_full;
    return walk.is_ok;
}
