/* Where an element stands, as a CSS selector that finds it again. */
#include "clean/html/path.h"

#include "base/buf.h"

enum {
    STEPS_MAX = 16,    /* deeper pages repeat the same <div> */
    NAME_BYTES = 60,   /* bytes of a tag or an id; longer ones are generated */
    SIBLINGS_MAX = 500 /* looked at; in longer rows a number says nothing to a person */
};

/* What needs no escape in a selector (CSS Syntax 3, 4.3.9). */
static bool is_plain_name(struct str name)
{
    bool is_plain =
        name.len > 0 && name.len <= NAME_BYTES && byte_is_alpha((unsigned char)name.ptr[0]);
    for (size_t i = 0; i < name.len && is_plain; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        is_plain = byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '_';
    }
    return is_plain;
}

/* The number among siblings of its type; 0: the only one, or too many. */
static size_t number_of(const lxb_dom_node_t *element)
{
    size_t before = 0, seen = 0;
    bool has_others = false;
    for (const lxb_dom_node_t *other = element->prev; other; other = other->prev) {
        before += dom_is_element(other) && other->local_name == element->local_name;
        if (++seen > SIBLINGS_MAX) {
            return 0;
        }
    }
    for (const lxb_dom_node_t *other = element->next; other && !has_others; other = other->next) {
        has_others = dom_is_element(other) && other->local_name == element->local_name;
        if (++seen > SIBLINGS_MAX) {
            break;
        }
    }
    return before || has_others ? before + 1 : 0;
}

static void add_step(struct buf *buf, struct str id, const lxb_dom_node_t *element)
{
    size_t len = 0;
    struct str name = str_from((const char *)lxb_dom_element_local_name(
        lxb_dom_interface_element((lxb_dom_node_t *)element), &len));
    if (id.len) {
        buf_printf(buf, "#%.*s", STR_ARG(id));
        return;
    }
    size_t number = number_of(element);
    buf_printf(buf, "%.*s", STR_ARG(is_plain_name(name) ? name : STR("*")));
    if (number && is_plain_name(name)) {
        buf_printf(buf, ":nth-of-type(%zu)", number);
    }
}

struct str path_of(struct arena *arena, const struct dom *dom, const lxb_dom_node_t *node)
{
    const lxb_dom_node_t *steps[STEPS_MAX];
    struct str id = str_null();
    size_t n = 0;
    for (; node && n < STEPS_MAX && dom_is_element(node) && !id.len; node = node->parent) {
        steps[n++] = node;
        id = dom_attr(dom, node, ATTR_ID);
        id = is_plain_name(id) ? id : str_null();
    }
    struct buf buf;
    buf_init(&buf, 0);
    for (size_t i = n; i-- > 0;) {
        add_step(&buf, i == n - 1 ? id : str_null(), steps[i]);
        buf_add_z(&buf, i ? " > " : "");
    }
    if (!n) {
        buf_add_z(&buf, "html");
    }
    struct str path = buf_ok(&buf) ? arena_str(arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return path;
}
