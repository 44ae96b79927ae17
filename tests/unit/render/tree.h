/* Trees for tests, written as text: p('Some ' em('words')), heading[level=2]('x'),
 * image[url=https://a.example/]. */
#ifndef UNIT_RENDER_TREE_H
#define UNIT_RENDER_TREE_H

#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "doc/node.h"

#include <string.h>

static inline bool tree_kind(struct str name, enum node_kind *ret_kind)
{
    static const struct {
        const char *name;
        enum node_kind kind;
    } shorts[] = {
        {"p", NODE_PARAGRAPH}, {"em", NODE_EMPHASIS}, {"b", NODE_STRONG}, {"br", NODE_BREAK}};
    for (size_t i = 0; i < ARRAY_LEN(shorts); i++) {
        if (str_equal(name, str_from(shorts[i].name))) {
            *ret_kind = shorts[i].kind;
            return true;
        }
    }
    for (int i = 0; i < NODE_KIND_COUNT; i++) {
        if (str_equal(name, str_from(node_name((enum node_kind)i)))) {
            *ret_kind = (enum node_kind)i;
            return true;
        }
    }
    return false;
}

static inline struct str tree_take(const char **at, const char *end_bytes)
{
    const char *start = *at;
    *at += strcspn(start, end_bytes);
    return str_of(start, (size_t)(*at - start));
}

static inline int tree_int(struct str s)
{
    uint64_t value;
    assert_true(str_to_uint(s, INT32_MAX, &value));
    return (int)value;
}

static inline void tree_attribute(struct arena *arena, struct node *node, struct str name,
                                  struct str value)
{
    const struct {
        const char *name;
        int *number;
    } numbers[] = {{"level", &node->level},     {"start", &node->start},
                   {"colspan", &node->colspan}, {"rowspan", &node->rowspan},
                   {"width", &node->width},     {"height", &node->height}};
    const struct {
        const char *name;
        struct str *string;
    } strings[] = {{"text", &node->text},
                   {"lang", &node->lang},
                   {"dir", &node->dir},
                   {"anchor", &node->anchor},
                   {"fragment", &node->fragment}};
    for (size_t i = 0; i < ARRAY_LEN(numbers); i++) {
        if (str_equal(name, str_from(numbers[i].name))) {
            *numbers[i].number = tree_int(value);
            return;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(strings); i++) {
        if (str_equal(name, str_from(strings[i].name))) {
            *strings[i].string = value;
            return;
        }
    }
    if (str_equal(name, STR("ordered"))) {
        node->is_ordered = true;
        node->start = 1;
    } else if (str_equal(name, STR("header"))) {
        node->is_header = true;
    } else if (str_equal(name, STR("beside"))) {
        node->is_beside = true;
    } else if (str_equal(name, STR("open")) || str_equal(name, STR("done"))) {
        node->task = name.ptr[0] == 'd' ? TASK_DONE : TASK_OPEN;
    } else if (str_equal(name, STR("url"))) {
        node->url = url_resolve(arena, NULL, value);
        assert_non_null(node->url);
    } else {
        print_error("no attribute %.*s\n", STR_ARG(name));
        fail();
    }
}

static inline void tree_attributes(struct arena *arena, struct node *node, const char **at)
{
    while (**at == '[' || **at == ' ') {
        ++*at;
        struct str name = tree_take(at, "=] "), value = str_null();
        if (**at == '=') {
            ++*at;
            bool is_quoted = **at == '\'';
            *at += is_quoted;
            value = tree_take(at, is_quoted ? "'" : "] ");
            *at += is_quoted;
        }
        tree_attribute(arena, node, name, value);
    }
    *at += **at == ']';
}

/* Appends what `at` describes under `parent`, up to its end or the parent's ")". */
static inline void tree_add(struct arena *arena, struct node *parent, const char **at)
{
    while (**at && **at != ')') {
        if (**at == ' ' || **at == '\n') {
            ++*at;
        } else if (**at == '\'') {
            ++*at;
            assert_non_null(node_new_text(arena, parent, tree_take(at, "'")));
            ++*at;
        } else {
            enum node_kind kind;
            struct str name = tree_take(at, "([ )\n");
            if (!tree_kind(name, &kind)) {
                print_error("no kind %.*s\n", STR_ARG(name));
                fail();
            }
            struct node *node = node_new(arena, parent, kind);
            assert_non_null(node);
            if (**at == '[') {
                tree_attributes(arena, node, at);
            }
            if (**at == '(') {
                ++*at;
                tree_add(arena, node, at);
                assert_int_equal(**at, ')');
                ++*at;
            }
        }
    }
}

static inline struct node *tree_new(struct arena *arena, const char *text)
{
    struct node *root = node_new(arena, NULL, NODE_ROOT);
    assert_non_null(root);
    tree_add(arena, root, &text);
    assert_int_equal(*text, '\0');
    return root;
}

/* A chain of `depth` nodes of one kind below `parent`; the last. */
static inline struct node *tree_chain(struct arena *arena, struct node *parent, enum node_kind kind,
                                      int depth)
{
    for (int i = 0; i < depth; i++) {
        parent = node_new(arena, parent, kind);
        assert_non_null(parent);
    }
    return parent;
}

struct tree_case {
    const char *tree, *expected;
};

/* Renders each case and compares; the function appends to a buffer that holds something already. */
static inline void tree_check(const struct tree_case *cases, size_t n,
                              void (*render)(const struct node *, struct buf *))
{
    for (size_t i = 0; i < n; i++) {
        struct arena arena = {0};
        struct buf buf;
        buf_init(&buf, 0);
        render(tree_new(&arena, cases[i].tree), &buf);
        if (!str_equal(buf_str(&buf), str_from(cases[i].expected))) {
            print_error("%s\n", cases[i].tree);
        }
        ASSERT_STR(buf_str(&buf), cases[i].expected);
        buf_done(&buf);
        arena_done(&arena);
    }
}

#endif
