/* Tests of render/walk_internal.h, and of all renderers on trees that no builder makes but a file
 * may hold. */
#include "tree.h"

#include "render/render.h"
#include "render/walk_internal.h"

static void each_node_is_entered_and_left(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct node *root = tree_new(&arena, "p('a' em('b')) code-block('c') rule");
    struct walk walk = walk_of(root);
    struct buf buf;
    buf_init(&buf, 0);
    while (walk_step(&walk)) {
        const struct node *node = walk.node;
        buf_printf(&buf, "%s%s:%d ", walk.is_leaving ? "/" : "", node_name(node->kind), walk.depth);
        walk.is_skipped = node->kind == NODE_CODE_BLOCK;
    }
    ASSERT_STR(buf_str(&buf), "root:0 paragraph:1 text:2 /text:2 emphasis:2 text:3 /text:3 "
                              "/emphasis:2 /paragraph:1 code-block:1 /code-block:1 rule:1 /rule:1 "
                              "/root:0 ");
    buf_done(&buf);
    arena_done(&arena);
}

static void nothing_to_walk(void **state)
{
    (void)state;
    struct walk walk = walk_of(NULL);
    assert_false(walk_step(&walk));
    assert_false(walk_step(&walk));
}

static unsigned roll(uint32_t *dice, unsigned sides)
{
    *dice = *dice * 1664525u + 1013904223u;
    return (*dice >> 8) % sides;
}

/* Any kind in any other. */
static struct node *random_tree(struct arena *arena, uint32_t dice)
{
    struct node *root = node_new(arena, NULL, NODE_ROOT), *at = root;
    unsigned steps = 5 + roll(&dice, 300), descent = 1 + roll(&dice, 4);
    for (unsigned i = 0; i < steps; i++) {
        struct node *node =
            node_new(arena, at, (enum node_kind)(1 + roll(&dice, NODE_KIND_COUNT - 1)));
        assert_non_null(node);
        node->level = (int)roll(&dice, 9);
        node->start = (int)roll(&dice, 3) * 999999999;
        node->colspan = (int)roll(&dice, 3) * 400;
        node->rowspan = (int)roll(&dice, 3) * 400;
        node->is_ordered = roll(&dice, 2);
        node->is_header = roll(&dice, 2);
        node->text = roll(&dice, 2) ? STR(" *a\n\n`b\x01 ") : str_null();
        node->url = roll(&dice, 2) ? url_resolve(arena, NULL, STR("https://e.example/")) : NULL;
        if (roll(&dice, 5) < descent) {
            at = node;
        } else if (at->parent && !roll(&dice, 3)) {
            at = at->parent;
        }
    }
    return root;
}

static void any_tree_is_rendered(void **state)
{
    (void)state;
    static void (*const renderers[])(const struct node *, struct buf *) = {render_html, render_text,
                                                                           render_markdown};
    for (uint32_t seed = 1; seed < 1000; seed++) {
        struct arena arena = {0};
        const struct node *root = random_tree(&arena, seed * 2654435761u);
        for (size_t i = 0; i < ARRAY_LEN(renderers); i++) {
            struct buf buf;
            buf_init(&buf, 0);
            renderers[i](root, &buf);
            assert_true(buf_ok(&buf));
            assert_in_range(buf.len, 0, 300 * 1000);
            buf_done(&buf);
        }
        arena_done(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_node_is_entered_and_left),
        cmocka_unit_test(nothing_to_walk),
        cmocka_unit_test(any_tree_is_rendered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
