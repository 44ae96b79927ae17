/* List items whose text stands beside blocks. */
#include "clean/items.h"

bool items_part(struct arena *arena, struct node *item)
{
    bool has_block = false, has_inline = false;
    for (const struct node *child = item->first; child; child = child->next) {
        has_block |= node_is_block(child->kind);
        has_inline |= !node_is_block(child->kind);
    }
    if (!has_block || !has_inline) {
        return true;
    }
    struct node *child = item->first, *paragraph = NULL;
    item->first = item->last = NULL;
    while (child) {
        struct node *next = child->next;
        bool is_block = node_is_block(child->kind);
        if (!is_block && !paragraph) {
            paragraph = node_new(arena, item, NODE_PARAGRAPH);
            if (!paragraph) {
                return false;
            }
        }
        paragraph = is_block ? NULL : paragraph;
        child->next = child->parent = NULL;
        node_append(is_block ? item : paragraph, child);
        child = next;
    }
    return true;
}
