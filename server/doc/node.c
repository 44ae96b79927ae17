/* The tree of a cleaned article: a closed set of kinds.  What has no kind here cannot get through.
 */
#include "doc/node.h"

struct node *node_new(struct arena *arena, struct node *parent, enum node_kind kind)
{
    struct node *node = ARENA_NEW(arena, struct node);
    if (node) {
        node->kind = kind;
        if (parent) {
            node_append(parent, node);
        }
    }
    return node;
}

struct node *node_new_text(struct arena *arena, struct node *parent, struct str text)
{
    struct node *node = node_new(arena, parent, NODE_TEXT);
    if (node) {
        node->text = text;
    }
    return node;
}

void node_append(struct node *parent, struct node *child)
{
    child->parent = parent;
    child->next = NULL;
    if (parent->last) {
        parent->last->next = child;
    } else {
        parent->first = child;
    }
    parent->last = child;
}

void node_remove(struct node *child)
{
    struct node *parent = child->parent, *before = NULL;
    if (!parent) {
        return;
    }
    for (struct node *at = parent->first; at != child; at = at->next) {
        before = at;
    }
    if (before) {
        before->next = child->next;
    } else {
        parent->first = child->next;
    }
    if (parent->last == child) {
        parent->last = before;
    }
    child->parent = child->next = NULL;
}

const char *node_name(enum node_kind kind)
{
    static const char *const names[] = {
        [NODE_ROOT] = "root",
        [NODE_PARAGRAPH] = "paragraph",
        [NODE_HEADING] = "heading",
        [NODE_LIST] = "list",
        [NODE_ITEM] = "item",
        [NODE_QUOTE] = "quote",
        [NODE_CODE_BLOCK] = "code-block",
        [NODE_TABLE] = "table",
        [NODE_CAPTION] = "caption",
        [NODE_ROW] = "row",
        [NODE_CELL] = "cell",
        [NODE_FIGURE] = "figure",
        [NODE_RULE] = "rule",
        [NODE_DEFINITIONS] = "definitions",
        [NODE_TERM] = "term",
        [NODE_DEFINITION] = "definition",
        [NODE_TEXT] = "text",
        [NODE_BREAK] = "break",
        [NODE_LINK] = "link",
        [NODE_IMAGE] = "image",
        [NODE_EMPHASIS] = "emphasis",
        [NODE_STRONG] = "strong",
        [NODE_CODE] = "code",
        [NODE_DELETED] = "deleted",
        [NODE_INSERTED] = "inserted",
        [NODE_MARKED] = "marked",
        [NODE_SUBSCRIPT] = "subscript",
        [NODE_SUPERSCRIPT] = "superscript",
        [NODE_QUOTATION] = "quotation",
        [NODE_KEYBOARD] = "keyboard",
        [NODE_SMALL] = "small",
        [NODE_RUBY] = "ruby",
        [NODE_RUBY_TEXT] = "ruby-text",
    };
    return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "unknown";
}
