/* Tests of clean/html/parse.c: a reused parser reads each page as a new one does, and a tree has a
 * bound. */
#include "../../test.h"

#include "base/buf.h"
#include "clean/html/dom.h"
#include "clean/html/page.h"
#include "clean/html/parse.h"

/* Whether the first <table> of a page stands within a <p>, as it does in quirks mode alone. */
static bool is_table_in_paragraph(struct parser *parser, const char *page)
{
    struct error err = {0};
    assert_int_equal(parse_page(parser, str_from(page), &err), OK);
    const lxb_dom_node_t *root = lxb_dom_interface_node(parser->document), *node = root;
    while (node && dom_tag(node) != LXB_TAG_TABLE) {
        node = dom_next(node, root);
    }
    assert_non_null(node);
    bool is_in = dom_tag(node->parent) == LXB_TAG_P;
    parse_release(parser);
    return is_in;
}

/* HTML Standard, 13.2.6.4.7: a start tag "table" ends a <p>, but not in quirks mode. */
static void test_quirks_end_with_their_page(void **state)
{
    (void)state;
    struct parser parser = {0};
    static const char standard[] = "<!DOCTYPE html><p>words<table><tr><td>cell</table>";
    static const char quirks[] = "<p>words<table><tr><td>cell</table>";
    assert_false(is_table_in_paragraph(&parser, standard));
    assert_true(is_table_in_paragraph(&parser, quirks));
    assert_false(is_table_in_paragraph(&parser, standard));
    assert_true(is_table_in_paragraph(&parser, quirks));
    parse_done(&parser);
}

static bool meets_limit(struct parser *parser, const char *piece, size_t pieces)
{
    struct error err = {0};
    struct buf page;
    buf_init(&page, 0);
    for (size_t i = 0; i < pieces; i++) {
        buf_add_z(&page, piece);
    }
    assert_int_equal(parse_page(parser, buf_str(&page), &err), OK);
    bool is_cut = parser->is_cut;
    buf_done(&page);
    parse_release(parser);
    return is_cut;
}

/* Tags alone may take less than words do, but enough for all that is read of a page. */
static void test_tree_of_tags_is_bounded(void **state)
{
    (void)state;
    struct parser parser = {0};
    assert_false(meets_limit(&parser, "<div>x</div>", BLOCKS_MAX));
    assert_false(meets_limit(&parser, "<li>x", BLOCKS_MAX));
    assert_false(meets_limit(&parser, "<p>some words in a paragraph of a page like others", 20000));
    assert_true(meets_limit(&parser, "<li>x<b>y</b>", 50000));
    parse_done(&parser);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_quirks_end_with_their_page),
                                       cmocka_unit_test(test_tree_of_tags_is_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
