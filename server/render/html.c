/* A document's tree as HTML: one form for each tree, every value escaped. */
#include "render/render.h"

#include "render/table_internal.h"
#include "render/walk_internal.h"

struct html {
    struct buf *buf;
    size_t start; /* where this fragment begins in the buffer */
};

/* Kinds that are an element with their common attributes and nothing more; the others have code
 * below. */
static const char *const tags[NODE_KIND_COUNT] = {
    [NODE_PARAGRAPH] = "p",    [NODE_ITEM] = "li",         [NODE_QUOTE] = "blockquote",
    [NODE_TABLE] = "table",    [NODE_ROW] = "tr",          [NODE_FIGURE] = "figure",
    [NODE_DEFINITIONS] = "dl", [NODE_TERM] = "dt",         [NODE_DEFINITION] = "dd",
    [NODE_EMPHASIS] = "em",    [NODE_STRONG] = "strong",   [NODE_CODE] = "code",
    [NODE_DELETED] = "del",    [NODE_INSERTED] = "ins",    [NODE_MARKED] = "mark",
    [NODE_SUBSCRIPT] = "sub",  [NODE_SUPERSCRIPT] = "sup", [NODE_QUOTATION] = "q",
    [NODE_KEYBOARD] = "kbd",   [NODE_SMALL] = "small",     [NODE_RUBY] = "ruby",
    [NODE_RUBY_TEXT] = "rt",   [NODE_CODE_BLOCK] = "pre",  [NODE_LINK] = "a",
};

static const char *tag_of(const struct node *node)
{
    static const char *const headings[] = {"h1", "h2", "h3", "h4", "h5", "h6"};
    switch (node->kind) {
    case NODE_HEADING:
        return headings[MIN(MAX(node->level, 1), 6) - 1];
    case NODE_LIST:
        return node->is_ordered ? "ol" : "ul";
    case NODE_CAPTION:
        return node->parent && node->parent->kind == NODE_TABLE ? "caption" : "figcaption";
    case NODE_CELL:
        return node->is_header ? "th" : "td";
    default:
        return (size_t)node->kind < ARRAY_LEN(tags) ? tags[node->kind] : NULL;
    }
}

static void begin_line(struct html *html)
{
    struct buf *buf = html->buf;
    if (buf->len > html->start && buf->ptr[buf->len - 1] != '\n') {
        buf_add_byte(buf, '\n');
    }
}

static void add_attribute(struct buf *buf, const char *name, struct str value)
{
    if (value.len) {
        buf_add_byte(buf, ' ');
        buf_add_z(buf, name);
        BUF_LITERAL(buf, "=\"");
        render_escape(buf, value);
        buf_add_byte(buf, '"');
    }
}

static void add_number(struct buf *buf, const char *name, int value)
{
    buf_printf(buf, " %s=\"%d\"", name, value);
}

/*
 * A name from a page must not be one that scripts or style sheets around the article know
 * ("clobbering"), so it gets a prefix; but only once, so that cleaning our own output changes
 * nothing.  White space cannot stand in an id (HTML, 3.2.6).
 */
static void add_anchor(struct buf *buf, struct str anchor)
{
    if (!str_starts(anchor, STR("a-"))) {
        BUF_LITERAL(buf, "a-");
    }
    for (size_t i = 0; i < anchor.len; i++) {
        char c = byte_is_space((unsigned char)anchor.ptr[i]) ? '-' : anchor.ptr[i];
        render_escape(buf, str_of(&c, 1));
    }
}

static void add_common_attributes(struct buf *buf, const struct node *node)
{
    if (node->anchor.len) {
        BUF_LITERAL(buf, " id=\"");
        add_anchor(buf, node->anchor);
        buf_add_byte(buf, '"');
    }
    add_attribute(buf, "lang", node->lang);
    add_attribute(buf, "dir", node->dir);
}

static void add_link_attributes(struct buf *buf, const struct node *node)
{
    if (node->url) {
        add_attribute(buf, "href", node->url->text);
        BUF_LITERAL(buf, " rel=\"noopener noreferrer nofollow\"");
    } else if (node->fragment.len) {
        BUF_LITERAL(buf, " href=\"#");
        add_anchor(buf, node->fragment);
        buf_add_byte(buf, '"');
    }
    add_attribute(buf, "title", node->text);
}

static void add_own_attributes(struct buf *buf, const struct node *node)
{
    switch (node->kind) {
    case NODE_LIST:
        if (node->is_ordered && node->start != 1) {
            add_number(buf, "start", node->start);
        }
        break;
    case NODE_CELL:
        if (node->colspan > 1) {
            add_number(buf, "colspan", node->colspan);
        }
        if (node->rowspan > 1) {
            add_number(buf, "rowspan", node->rowspan);
        }
        break;
    case NODE_LINK:
        add_link_attributes(buf, node);
        break;
    default:
        break;
    }
}

static void add_image(struct buf *buf, const struct node *node)
{
    if (!node->url || str_equal(node->url->scheme, STR("mailto"))) {
        return;
    }
    BUF_LITERAL(buf, "<img");
    add_attribute(buf, "src", node->url->text);
    BUF_LITERAL(buf, " alt=\"");
    render_escape(buf, node->text);
    buf_add_byte(buf, '"');
    add_common_attributes(buf, node);
    if (node->width > 0 && node->height > 0) {
        add_number(buf, "width", node->width);
        add_number(buf, "height", node->height);
    }
    BUF_LITERAL(buf, " loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">");
}

/* The language as HTML 4.5.15 suggests it; a class of ours would need a space to get in. */
static void open_code(struct buf *buf, struct str language)
{
    size_t len = 0;
    while (len < language.len && !byte_is_space((unsigned char)language.ptr[len])) {
        len++;
    }
    BUF_LITERAL(buf, "<code");
    if (len) {
        BUF_LITERAL(buf, " class=\"language-");
        render_escape(buf, str_of(language.ptr, len));
        buf_add_byte(buf, '"');
    }
    buf_add_byte(buf, '>');
}

/* A link needs a target or a name, and none around it: HTML parsers close the outer one. */
static bool is_only_content(const struct node *node)
{
    if (node->kind != NODE_LINK) {
        return false;
    }
    if (!node->url && !node->fragment.len && !node->anchor.len) {
        return true;
    }
    const struct node *around = node->parent;
    while (around && around->kind != NODE_LINK) {
        around = around->parent;
    }
    return around != NULL;
}

/* HTML, 4.9.12: no cell reaches out of its group, so a head of which one does has none. */
static bool has_head_group(const struct node *row)
{
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->rowspan > 1) {
            return false;
        }
    }
    return table_is_head(row);
}

static void open_row_group(struct buf *buf, const struct node *row)
{
    const struct node *first = table_row_from(row->parent->first);
    if (has_head_group(row)) {
        BUF_LITERAL(buf, "<thead>\n");
    } else if (row == first || (row == table_row_from(first->next) && has_head_group(first))) {
        BUF_LITERAL(buf, "<tbody>\n");
    }
}

static void close_row_group(struct buf *buf, const struct node *row)
{
    if (has_head_group(row)) {
        BUF_LITERAL(buf, "</thead>\n");
    } else if (!table_row_from(row->next)) {
        BUF_LITERAL(buf, "</tbody>\n");
    }
}

static void add_box(struct buf *buf, enum node_task task)
{
    BUF_LITERAL(buf, "<input type=\"checkbox\" disabled");
    buf_add_z(buf, task == TASK_DONE ? " checked> " : "> ");
}

static void enter(struct html *html, const struct node *node)
{
    struct buf *buf = html->buf;
    bool is_block = node_is_block(node->kind);
    const char *tag = tag_of(node);
    if (is_block) {
        begin_line(html);
    }
    if (table_is_row(node)) {
        open_row_group(buf, node);
    }
    if (tag && !is_only_content(node)) {
        buf_add_byte(buf, '<');
        buf_add_z(buf, tag);
        add_common_attributes(buf, node);
        add_own_attributes(buf, node);
        buf_add_byte(buf, '>');
    }
    if (node->kind == NODE_TEXT) {
        render_escape(buf, node->text);
    } else if (node->kind == NODE_BREAK) {
        BUF_LITERAL(buf, "<br>");
    } else if (node->kind == NODE_RULE) {
        BUF_LITERAL(buf, "<hr>\n");
    } else if (node->kind == NODE_IMAGE) {
        add_image(buf, node);
    } else if (node->kind == NODE_CODE_BLOCK) {
        open_code(buf, node->text);
    } else if (node->kind == NODE_ITEM && node->task) {
        add_box(buf, node->task);
    } else if (is_block && node->first && node_is_block(node->first->kind)) {
        buf_add_byte(buf, '\n');
    }
}

static void leave(struct html *html, const struct node *node)
{
    struct buf *buf = html->buf;
    const char *tag = tag_of(node);
    if (!tag || is_only_content(node)) {
        return;
    }
    if (node->kind == NODE_CODE_BLOCK) {
        BUF_LITERAL(buf, "</code>");
    }
    BUF_LITERAL(buf, "</");
    buf_add_z(buf, tag);
    buf_add_byte(buf, '>');
    if (node_is_block(node->kind)) {
        buf_add_byte(buf, '\n');
    }
    if (table_is_row(node)) {
        close_row_group(buf, node);
    }
}

void render_html(const struct node *root, struct buf *buf)
{
    struct html html = {.buf = buf, .start = buf->len};
    struct walk walk = walk_of(root);
    while (walk_step(&walk)) {
        if (walk.is_leaving) {
            leave(&html, walk.node);
        } else {
            enter(&html, walk.node);
        }
    }
}
