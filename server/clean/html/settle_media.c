/* Pictures of a body that say nothing: shown before, or only there to lead elsewhere. */
#include "clean/html/settle_internal.h"

#include "base/hash.h"

/* Whether nothing stands with the picture in its block but links around it. */
static bool stands_alone(const struct node *image)
{
    const struct node *node = image;
    while (node->parent && node_is_inline(node->parent->kind)) {
        if (!settle_only_child(node->parent, node->kind)) {
            return false;
        }
        node = node->parent;
    }
    return node->parent && node->parent->kind != NODE_CELL &&
           settle_only_child(node->parent, node->kind);
}

struct addresses {
    struct str *slots;
    size_t mask;
};

/* Whether the address is new; it is not any more then. */
static bool add_address(struct addresses *seen, struct str address)
{
    size_t i = (size_t)hash_bytes(HASH_START, address) & seen->mask;
    while (seen->slots[i].ptr && !str_equal(seen->slots[i], address)) {
        i = (i + 1) & seen->mask;
    }
    bool is_new = !seen->slots[i].ptr;
    seen->slots[i] = address;
    return is_new;
}

/* A picture that was shown before, and is nothing but a picture, is not shown again. */
static bool drop_shown(struct arena *scratch, struct node *root)
{
    size_t n = 0, size = 16;
    for (struct node *node = root->first; node; node = node_next(node, root)) {
        n += node->kind == NODE_IMAGE;
    }
    while (size < 2 * n) {
        size *= 2;
    }
    struct addresses seen = {.slots = arena_array(scratch, size, sizeof(*seen.slots)),
                             .mask = size - 1};
    if (!seen.slots) {
        return false;
    }
    for (struct node *node = root->first; node; node = node_next(node, root)) {
        if (node->kind == NODE_IMAGE && node->url && !add_address(&seen, node->url->text) &&
            stands_alone(node)) {
            settle_empty(node);
        }
    }
    return true;
}

/* Whether a link's address is that of a picture, as from a small one to the large one. */
static bool leads_to_picture(const struct url *url)
{
    static const struct str endings[] = {{".jpg", 4},  {".jpeg", 5}, {".png", 4}, {".webp", 5},
                                         {".avif", 5}, {".gif", 4},  {".svg", 4}};
    for (size_t i = 0; i < ARRAY_LEN(endings); i++) {
        if (str_ends_nocase(url->path, endings[i])) {
            return true;
        }
    }
    return false;
}

/* Whether a block holds pictures alone, each of which leads to something that is no picture. */
static bool only_leads_elsewhere(const struct node *block)
{
    size_t leading = 0;
    for (const struct node *node = block; node; node = node_next(node, block)) {
        bool is_said = node->kind == NODE_TEXT && str_trim(node->text).len;
        if (is_said || node->kind == NODE_TABLE || node->kind == NODE_RULE) {
            return false;
        }
        if (node->kind == NODE_IMAGE) {
            const struct node *around = node->parent;
            while (around != block && around->kind != NODE_LINK) {
                around = around->parent;
            }
            if (around->kind != NODE_LINK || !around->url || leads_to_picture(around->url)) {
                return false;
            }
            leading++;
        }
    }
    return leading > 0;
}

/*
 * Behind the last words of a body, a picture that is a link is a call for something else: of 104
 * bodies that ended in pictures, all that were such links were (newsletters, shops, other
 * articles).
 */
static void drop_last_calls(struct node *root)
{
    struct node *calls = NULL;
    bool has_other = false;
    for (struct node *block = root->first; block; block = block->next) {
        bool is_call = only_leads_elsewhere(block);
        has_other |= !is_call;
        calls = !is_call ? NULL : calls ? calls : block;
    }
    for (; has_other && calls; calls = calls->next) {
        settle_empty(calls);
    }
}

bool settle_media(struct arena *scratch, struct node *root)
{
    if (!drop_shown(scratch, root)) {
        return false;
    }
    drop_last_calls(root);
    return true;
}
