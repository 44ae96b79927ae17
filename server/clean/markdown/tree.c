/* What md4c reads, built into a tree of nodes. */
#include "clean/markdown/tree.h"

#include "base/utf8.h"
#include "clean/clean_internal.h"
#include "clean/items.h"
#include "clean/markdown/entity.h"
#include "clean/markdown/source.h"

#include <md4c.h>

enum { GO_ON = 0, STOP = 1 }; /* what callbacks answer */

static int fail(struct tree *tree)
{
    tree->status = error_no_memory(tree->err);
    return STOP;
}

static int cut(struct tree *tree)
{
    tree->is_cut = true;
    return STOP;
}

static struct node *top(const struct tree *tree)
{
    return tree->frames[tree->depth - 1];
}

static struct node *add_node(struct tree *tree, struct node *parent, enum node_kind kind)
{
    if (tree->nodes++ >= TREE_NODES_MAX) {
        tree->is_cut = true;
        return NULL;
    }
    struct node *node = node_new(tree->arena, parent, kind);
    if (!node) {
        (void)fail(tree);
    }
    return node;
}

/* Texts stand in paragraphs and items; where md4c puts one elsewhere is below the depth that is
 * kept. */
static struct node *inline_parent(struct tree *tree)
{
    struct node *node = top(tree);
    enum node_kind needed = node->kind == NODE_LIST                               ? NODE_ITEM
                            : node->kind == NODE_ROOT || node->kind == NODE_QUOTE ? NODE_PARAGRAPH
                                                                                  : NODE_KIND_COUNT;
    if (node->kind == NODE_TABLE || node->kind == NODE_ROW) {
        return NULL;
    }
    return needed == NODE_KIND_COUNT ? node : add_node(tree, node, needed);
}

static int flush_text(struct tree *tree)
{
    if (!buf_ok(&tree->text)) {
        return fail(tree);
    }
    if (!tree->text.len) {
        return GO_ON;
    }
    struct node *parent = inline_parent(tree);
    struct str copy = arena_str(tree->arena, buf_str(&tree->text));
    if (!copy.ptr) {
        return fail(tree);
    }
    buf_clear(&tree->text);
    if (tree->nodes++ >= TREE_NODES_MAX) {
        return cut(tree);
    }
    if (parent && !node_new_text(tree->arena, parent, copy)) {
        return fail(tree);
    }
    return tree->is_cut || tree->status != OK ? STOP : GO_ON;
}

/* Opens a frame; `node` NULL: its content goes where it stands. */
static void push(struct tree *tree, struct node *node)
{
    if (tree->depth == TREE_FRAMES || tree->hidden) {
        tree->hidden++;
        return;
    }
    tree->frames[tree->depth] = node ? node : top(tree);
    tree->depth++;
}

static void pop(struct tree *tree)
{
    if (tree->hidden) {
        tree->hidden--;
    } else if (tree->depth > 1) {
        tree->depth--;
    }
}

static bool has_room(const struct tree *tree)
{
    return tree->depth < TREE_FRAMES && !tree->hidden;
}

/* An attribute's text; unknown when it is too long for the whole document. */
static struct str attribute(struct tree *tree, const MD_ATTRIBUTE *attribute)
{
    if (!attribute->size || attribute->size > tree->bytes_left) {
        tree->is_cut |= attribute->size > 0;
        return str_null();
    }
    tree->bytes_left -= attribute->size;
    return source_attribute(tree->arena, attribute);
}

/* The kind of node that a block becomes; NODE_KIND_COUNT for those that are only frames. */
static enum node_kind kind_of_block(MD_BLOCKTYPE type)
{
    static const enum node_kind KINDS[] = {
        [MD_BLOCK_DOC] = NODE_KIND_COUNT,   [MD_BLOCK_QUOTE] = NODE_QUOTE,
        [MD_BLOCK_UL] = NODE_LIST,          [MD_BLOCK_OL] = NODE_LIST,
        [MD_BLOCK_LI] = NODE_ITEM,          [MD_BLOCK_HR] = NODE_RULE,
        [MD_BLOCK_H] = NODE_HEADING,        [MD_BLOCK_CODE] = NODE_CODE_BLOCK,
        [MD_BLOCK_HTML] = NODE_KIND_COUNT,  [MD_BLOCK_P] = NODE_PARAGRAPH,
        [MD_BLOCK_TABLE] = NODE_TABLE,      [MD_BLOCK_THEAD] = NODE_KIND_COUNT,
        [MD_BLOCK_TBODY] = NODE_KIND_COUNT, [MD_BLOCK_TR] = NODE_ROW,
        [MD_BLOCK_TH] = NODE_CELL,          [MD_BLOCK_TD] = NODE_CELL,
    };
    return (size_t)type < ARRAY_LEN(KINDS) ? KINDS[type] : NODE_KIND_COUNT;
}

static void set_details(struct tree *tree, struct node *node, MD_BLOCKTYPE type, const void *detail)
{
    if (type == MD_BLOCK_OL) {
        node->is_ordered = true;
        node->start = (int)MIN(((const MD_BLOCK_OL_DETAIL *)detail)->start, 999999999U);
    } else if (type == MD_BLOCK_H) {
        node->level = (int)((const MD_BLOCK_H_DETAIL *)detail)->level;
    } else if (type == MD_BLOCK_CODE) {
        node->text = attribute(tree, &((const MD_BLOCK_CODE_DETAIL *)detail)->lang);
    }
    if (type == MD_BLOCK_LI && ((const MD_BLOCK_LI_DETAIL *)detail)->is_task) {
        char mark = ((const MD_BLOCK_LI_DETAIL *)detail)->task_mark;
        node->task = mark == ' ' ? TASK_OPEN : TASK_DONE;
    }
    node->is_header = type == MD_BLOCK_TH;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    struct tree *tree = userdata;
    if (!has_room(tree) && type != MD_BLOCK_HTML) {
        tree->hidden++;
        return GO_ON;
    }
    if (flush_text(tree) == STOP) {
        return STOP;
    }
    if (type == MD_BLOCK_HTML) {
        tree->is_in_html = true;
        buf_clear(&tree->html);
    }
    enum node_kind kind = kind_of_block(type);
    if (kind == NODE_KIND_COUNT || !has_room(tree)) {
        push(tree, NULL);
        return GO_ON;
    }
    struct node *node = add_node(tree, top(tree), kind);
    if (!node) {
        return STOP;
    }
    set_details(tree, node, type, detail);
    push(tree, node);
    return GO_ON;
}

static int add_fragment(struct tree *tree, struct str html)
{
    struct node *parent = top(tree);
    bool is_comment = str_starts(html, STR("<!--")) && str_ends(html, STR("-->"));
    if (is_comment || !html.len || parent->kind == NODE_TABLE || parent->kind == NODE_ROW) {
        return GO_ON;
    }
    if (tree->fragments++ >= TREE_FRAGMENTS_MAX) {
        return cut(tree);
    }
    tree->status =
        html_fragment_to_nodes(tree->cleaner, html, tree->base, tree->arena, parent, tree->err);
    return tree->status == OK ? GO_ON : STOP;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *userdata)
{
    (void)detail;
    struct tree *tree = userdata;
    if (tree->hidden && !tree->is_in_html) {
        /* Too deep for a block of its own: its text joins what is around it. */
        tree->hidden--;
        buf_add_byte(&tree->text, ' ');
        return GO_ON;
    }
    if (type == MD_BLOCK_CODE && tree->text.len && tree->text.ptr[tree->text.len - 1] == '\n') {
        tree->text.len--;
    }
    if (flush_text(tree) == STOP) {
        return STOP;
    }
    bool is_item = type == MD_BLOCK_LI && !tree->hidden && top(tree)->kind == NODE_ITEM;
    if (is_item && !items_part(tree->arena, top(tree))) {
        return fail(tree);
    }
    pop(tree);
    if (type == MD_BLOCK_HTML) {
        tree->is_in_html = false;
        return buf_ok(&tree->html) ? add_fragment(tree, str_trim(buf_str(&tree->html)))
                                   : fail(tree);
    }
    return GO_ON;
}

static struct node *add_link(struct tree *tree, struct node *parent, const MD_SPAN_A_DETAIL *detail)
{
    const struct url *url = url_resolve(tree->arena, tree->base, attribute(tree, &detail->href));
    struct node *link = url ? add_node(tree, parent, NODE_LINK) : NULL;
    if (link) {
        link->url = url;
        link->text = attribute(tree, &detail->title);
    }
    return link;
}

static int enter_image(struct tree *tree, const MD_SPAN_IMG_DETAIL *detail)
{
    if (tree->images++) {
        return GO_ON;
    }
    struct node *parent = inline_parent(tree);
    const struct url *url = url_resolve(tree->arena, tree->base, attribute(tree, &detail->src));
    tree->image = url && parent ? add_node(tree, parent, NODE_IMAGE) : NULL;
    if (tree->image) {
        tree->image->url = url;
    }
    return tree->status != OK || tree->is_cut ? STOP : GO_ON;
}

static int leave_image(struct tree *tree)
{
    if (--tree->images) {
        return GO_ON;
    }
    if (!buf_ok(&tree->text)) {
        return fail(tree);
    }
    if (tree->image) {
        tree->image->text = arena_str(tree->arena, buf_str(&tree->text));
        buf_clear(&tree->text);
    }
    /* An image without an address leaves its alternative as text. */
    return tree->image ? GO_ON : flush_text(tree);
}

static int enter_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    static const enum node_kind KINDS[] = {
        [MD_SPAN_EM] = NODE_EMPHASIS, [MD_SPAN_STRONG] = NODE_STRONG,
        [MD_SPAN_A] = NODE_LINK,      [MD_SPAN_IMG] = NODE_KIND_COUNT,
        [MD_SPAN_CODE] = NODE_CODE,   [MD_SPAN_DEL] = NODE_DELETED,
    };
    struct tree *tree = userdata;
    if (tree->images && type != MD_SPAN_IMG) {
        return GO_ON;
    }
    if (!tree->images && flush_text(tree) == STOP) {
        return STOP;
    }
    if (type == MD_SPAN_IMG) {
        return enter_image(tree, detail);
    }
    struct node *parent = has_room(tree) ? inline_parent(tree) : NULL;
    enum node_kind kind = (size_t)type < ARRAY_LEN(KINDS) ? KINDS[type] : NODE_KIND_COUNT;
    struct node *node = NULL;
    if (parent && kind == NODE_LINK) {
        node = add_link(tree, parent, detail);
    } else if (parent && kind != NODE_KIND_COUNT) {
        node = add_node(tree, parent, kind);
    }
    push(tree, node);
    return tree->status != OK || tree->is_cut ? STOP : GO_ON;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *userdata)
{
    (void)detail;
    struct tree *tree = userdata;
    if (type == MD_SPAN_IMG) {
        return leave_image(tree);
    }
    if (tree->images) {
        return GO_ON;
    }
    int result = flush_text(tree);
    pop(tree);
    return result;
}

static int add_break(struct tree *tree)
{
    if (tree->images) {
        buf_add_byte(&tree->text, ' ');
        return GO_ON;
    }
    if (flush_text(tree) == STOP) {
        return STOP;
    }
    struct node *parent = inline_parent(tree);
    return !parent || add_node(tree, parent, NODE_BREAK) ? GO_ON : STOP;
}

/* Of HTML within a line, breaks and images mean something here; other tags go and their content
 * stays. */
static int add_inline_html(struct tree *tree, struct str html)
{
    if (str_starts_nocase(html, STR("<br"))) {
        return add_break(tree);
    }
    if (!str_starts_nocase(html, STR("<img")) || tree->images) {
        return GO_ON;
    }
    return flush_text(tree) == STOP ? STOP : add_fragment(tree, html);
}

static int add_text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE size, void *userdata)
{
    struct tree *tree = userdata;
    struct str text = str_of(bytes, size);
    uint32_t c;
    switch (type) {
    case MD_TEXT_NULLCHAR:
        utf8_add(&tree->text, UTF8_REPLACEMENT);
        return GO_ON;
    case MD_TEXT_BR:
        return add_break(tree);
    case MD_TEXT_SOFTBR:
        buf_add_byte(&tree->text, ' ');
        return GO_ON;
    case MD_TEXT_ENTITY:
        c = entity_decode(text);
        if (c) {
            utf8_add(&tree->text, c);
            return GO_ON;
        }
        break;
    case MD_TEXT_HTML:
        if (!tree->is_in_html) {
            return add_inline_html(tree, text);
        }
        buf_add_str(&tree->html, text);
        return GO_ON;
    default:
        break;
    }
    buf_add_str(&tree->text, text);
    return GO_ON;
}

enum status tree_parse(struct tree *tree, struct str text)
{
    const MD_PARSER parser = {
        .flags = MD_DIALECT_GITHUB,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = add_text,
    };
    tree->frames[0] = tree->root;
    tree->depth = 1;
    tree->status = OK;
    tree->bytes_left = 4 * text.len + 65536;
    buf_init(&tree->text, 0);
    buf_init(&tree->html, 0);
    text = source_bound(text, TREE_MARKS_MAX, &tree->is_cut);
    /* md4c 0.4.8 looks for marks with strcspn, which stops at a NUL and not at the length. */
    const char *terminated = arena_cstr(tree->arena, text);
    if (!terminated) {
        return error_no_memory(tree->err);
    }
    int result = md_parse(terminated, (MD_SIZE)text.len, &parser, tree);
    if (result == STOP && tree->is_cut && tree->status == OK && flush_text(tree) == STOP) {
        result = STOP;
    }
    bool is_out =
        !buf_ok(&tree->text) || !buf_ok(&tree->html) || (result != GO_ON && !tree->is_cut);
    buf_done(&tree->text);
    buf_done(&tree->html);
    return tree->status != OK ? tree->status : is_out ? error_no_memory(tree->err) : OK;
}
