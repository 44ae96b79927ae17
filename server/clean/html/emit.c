/* Builds a document's tree from a stream of blocks, inlines and texts that need not be well nested.
 */
#include "clean/html/emit.h"

#include "clean/html/nesting.h"
#include "clean/html/spacing.h"

#include <string.h>

void emit_init(struct emit *emit, struct arena *arena, struct node *root)
{
    *emit = (struct emit){
        .arena = arena, .root = root, .container = root, .has_space = true, .is_ok = true};
}

static struct node *add(struct emit *emit, struct node *parent, enum node_kind kind)
{
    struct node *node = node_new(emit->arena, parent, kind);
    emit->is_ok = emit->is_ok && node;
    emit->nodes++;
    return node;
}

static void trim_line(struct emit *emit)
{
    struct node *text = emit->last_text;
    if (text) {
        text->text = spacing_trim_end(text->text);
    }
    emit->last_text = NULL;
}

static void forget_inlines(struct emit *emit)
{
    for (size_t i = 0; i < emit->n_inlines; i++) {
        emit->inlines[i].node = NULL;
    }
}

static void end_line(struct emit *emit)
{
    if (!emit->is_code) {
        trim_line(emit);
    }
    emit->line = NULL;
    emit->breaks = 0;
    emit->has_space = true;
    emit->is_parted = false;
    forget_inlines(emit);
}

void emit_part(struct emit *emit)
{
    if (emit->is_code) {
        emit->breaks = emit->has_line ? MAX(emit->breaks, 1) : emit->breaks;
    } else if (emit->line && emit->line == emit->container && nesting_is_leaf(emit->line->kind)) {
        emit->is_parted = true;
    } else if (emit->line) {
        end_line(emit);
    }
}

void emit_part_end(struct emit *emit, bool has_nothing)
{
    emit_part(emit);
    emit->breaks += emit->is_code && has_nothing;
}

/* The texts that stood right in a block become its first paragraph, now that more blocks come. */
static void wrap_line(struct emit *emit, struct node *block)
{
    if (!block->first || node_is_block(block->first->kind)) {
        return;
    }
    struct node *first = block->first;
    block->first = block->last = NULL;
    struct node *paragraph = add(emit, block, NODE_PARAGRAPH);
    while (first && paragraph) {
        struct node *next = first->next;
        first->next = NULL;
        node_append(paragraph, first);
        first = next;
    }
}

/* A block names its language and direction where they are not those of what is around it. */
static void take_waiting(struct emit *emit, struct node *block)
{
    const struct node *lang = block->parent, *dir = block->parent;
    while (lang && !lang->lang.len) {
        lang = lang->parent;
    }
    while (dir && !dir->dir.len) {
        dir = dir->parent;
    }
    block->lang = lang && str_equal(lang->lang, emit->lang) ? str_null() : emit->lang;
    block->dir = dir && str_equal(dir->dir, emit->dir) ? str_null() : emit->dir;
    block->anchor = emit->anchor;
    emit->anchor = str_null();
}

static struct node *push(struct emit *emit, enum node_kind kind)
{
    struct node *node = add(emit, emit->container, kind);
    if (node) {
        emit->container = node;
        emit->depth++;
    }
    return node;
}

/* A list right in a list belongs to the item before it. */
static bool enter_last_item(struct emit *emit, enum node_kind kind)
{
    struct node *item = emit->container->last;
    if (emit->container->kind != NODE_LIST || kind != NODE_LIST || !item) {
        return false;
    }
    emit->container = item;
    emit->depth++;
    return true;
}

static void push_between(struct emit *emit, enum node_kind kind)
{
    if (enter_last_item(emit, kind)) {
        return;
    }
    enum node_kind missing = nesting_between(emit->container->kind, kind);
    while (missing != NODE_ROOT && push(emit, missing)) {
        missing = nesting_between(emit->container->kind, kind);
    }
}

struct node *emit_open(struct emit *emit, enum node_kind kind)
{
    emit_part(emit);
    if (emit->depth >= EMIT_DEPTH_MAX || !nesting_may_stand(emit->container->kind, kind)) {
        return NULL;
    }
    push_between(emit, kind);
    if (nesting_is_flexible(emit->container->kind)) {
        wrap_line(emit, emit->container);
    }
    struct node *node = push(emit, kind);
    if (node) {
        take_waiting(emit, node);
        emit->is_code = kind == NODE_CODE_BLOCK;
        emit->has_line = false;
        emit->line = nesting_is_leaf(kind) ? node : NULL;
        emit->has_space = true;
    }
    return node;
}

void emit_close(struct emit *emit, struct node *container)
{
    end_line(emit);
    while (emit->container != container && emit->container != emit->root) {
        emit->container = emit->container->parent;
        emit->depth--;
    }
    emit->is_code = false;
}

static struct node *caption_of(struct emit *emit, struct node *figure)
{
    struct node *child = figure->first;
    while (child && child->kind != NODE_CAPTION) {
        child = child->next;
    }
    return child ? child : add(emit, figure, NODE_CAPTION);
}

/* Where the next inline goes. */
static void ensure_line(struct emit *emit, enum node_kind kind)
{
    /* A figure's pictures stand right in it, its words in the caption. */
    if (emit->line && emit->container->kind == NODE_FIGURE &&
        (emit->line == emit->container) != (kind == NODE_IMAGE)) {
        end_line(emit);
    }
    if (emit->line) {
        return;
    }
    push_between(emit, NODE_PARAGRAPH);
    struct node *block = emit->container;
    if (nesting_is_leaf(block->kind) || (nesting_is_flexible(block->kind) && !block->first)) {
        emit->line = block;
    } else if (block->kind == NODE_FIGURE && kind == NODE_IMAGE) {
        emit->line = block;
    } else if (block->kind == NODE_FIGURE) {
        emit->line = caption_of(emit, block);
        emit->is_parted = emit->line && emit->line->first;
    } else {
        wrap_line(emit, block);
        emit->line = add(emit, block, NODE_PARAGRAPH);
        if (emit->line) {
            take_waiting(emit, emit->line);
        }
    }
    emit->has_space = true;
}

/* The open inlines' nodes in this line; returns the innermost. */
static struct node *open_nodes(struct emit *emit)
{
    struct node *parent = emit->line;
    for (size_t i = 0; i < emit->n_inlines && parent; i++) {
        struct open_inline *open = &emit->inlines[i];
        if (!open->node) {
            open->node = add(emit, parent, open->kind);
            if (!open->node) {
                return NULL;
            }
            open->node->url = open->url;
            open->node->fragment = open->fragment;
            open->node->text = open->title;
            open->node->anchor = open->anchor;
            open->node->is_beside = open->is_beside;
            open->anchor = str_null();
            emit->last_text = NULL;
        }
        parent = open->node;
    }
    return parent;
}

static void add_text(struct emit *emit, struct str text)
{
    if (text.len && emit->anchor.len && !emit->line->first && !emit->line->anchor.len) {
        emit->line->anchor = emit->anchor; /* "<p><a name=x></a>Text" */
        emit->anchor = str_null();
    }
    struct node *parent = text.len ? open_nodes(emit) : NULL;
    if (parent) {
        struct node *node = node_new_text(emit->arena, parent, text);
        emit->nodes++;
        emit->is_ok = emit->is_ok && node;
        emit->last_text = node;
        emit->has_space = spacing_is_at_end(text);
    }
}

/* Line breaks become what they mean once it is known that text follows. */
static void settle_breaks(struct emit *emit)
{
    unsigned breaks = emit->breaks;
    emit->breaks = 0;
    if (!breaks || !emit->line || !emit->line->first) {
        return;
    }
    bool is_fixed = emit->line == emit->container && nesting_is_leaf(emit->line->kind);
    if (breaks > 1 && !is_fixed) {
        end_line(emit);
        return;
    }
    trim_line(emit);
    struct node *parent = open_nodes(emit);
    if (parent && add(emit, parent, NODE_BREAK)) {
        emit->has_space = true;
    }
}

static void add_tidy(struct emit *emit, struct str text)
{
    char *bytes = arena_alloc(emit->arena, text.len + 1);
    emit->is_ok = emit->is_ok && bytes;
    if (bytes) {
        size_t len = emit->is_code ? spacing_code(text, bytes)
                                   : spacing_collapse(text, bytes, emit->has_space);
        add_text(emit, str_of(bytes, len));
    }
}

static void add_code(struct emit *emit, struct str text)
{
    if (!text.len) {
        return;
    }
    for (; emit->breaks; emit->breaks--) {
        add_text(emit, emit->line->first ? STR("\n") : str_null());
    }
    add_tidy(emit, text);
    emit->has_line = text.ptr[text.len - 1] != '\n';
}

void emit_text(struct emit *emit, struct str text)
{
    if (emit->is_code) {
        add_code(emit, text);
        return;
    }
    if (spacing_is_blank(text) && (emit->breaks || emit->has_space || !emit->line)) {
        return;
    }
    settle_breaks(emit);
    ensure_line(emit, NODE_TEXT);
    if (!emit->line) {
        return;
    }
    if (emit->is_parted && !emit->has_space && !spacing_is_blank(text)) {
        add_text(emit, STR(" "));
        emit->has_space = true;
    }
    emit->is_parted = emit->is_parted && spacing_is_blank(text);
    add_tidy(emit, text);
}

void emit_space(struct emit *emit)
{
    if (emit->line && emit->line->first && !emit->has_space && !emit->breaks) {
        add_text(emit, STR(" "));
    }
}

void emit_break(struct emit *emit)
{
    emit->breaks++;
}

struct node *emit_image(struct emit *emit, const struct url *url, struct str alternative)
{
    settle_breaks(emit);
    ensure_line(emit, NODE_IMAGE);
    bool is_in_figure = emit->line && emit->line->kind == NODE_FIGURE;
    struct node *parent = is_in_figure ? emit->line : emit->line ? open_nodes(emit) : NULL;
    struct node *image = parent ? add(emit, parent, NODE_IMAGE) : NULL;
    if (image) {
        image->url = url;
        image->text = alternative;
        emit->last_text = NULL;
        emit->has_space = false;
    }
    return image;
}

void emit_rule(struct emit *emit)
{
    struct node *container = emit->container;
    emit_part(emit);
    if ((container->kind == NODE_ROOT || container->kind == NODE_QUOTE) && container->last) {
        (void)add(emit, container, NODE_RULE);
    }
}

bool emit_begin_inline(struct emit *emit, const struct open_inline *open)
{
    if (emit->n_inlines >= EMIT_INLINES_MAX) {
        return false;
    }
    emit->inlines[emit->n_inlines] = *open;
    emit->inlines[emit->n_inlines++].node = NULL;
    return true;
}

void emit_end_inline(struct emit *emit)
{
    if (emit->n_inlines) {
        emit->n_inlines--;
    }
}
