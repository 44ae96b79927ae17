/* Tests of clean/html/spare.c: what is not read is not in the tree, and all else is as it was. */
#include "../../test.h"

#include "clean/html/parse.h"
#include "clean/html/spare.h"

#include <lexbor/html/serialize.h>

/* The <body> of a page, as HTML; with `spares`, of what the engine reads of it. */
static void expect_body(const char *page, bool spares, const char *expected)
{
    struct dom_names names;
    struct parser parser = {.names = spares ? &names : NULL};
    struct error err = {0};
    lexbor_str_t html = {0};
    dom_names_init(&names);
    assert_int_equal(parse_page(&parser, str_from(page), &err), OK);
    lxb_dom_node_t *body = lxb_dom_interface_node(lxb_html_document_body_element(parser.document));
    assert_int_equal(lxb_html_serialize_deep_str(body, &html), LXB_STATUS_OK);
    assert_string_equal((const char *)html.data, expected);
    parse_done(&parser);
}

static void expect_spared(const char *page, const char *expected)
{
    expect_body(page, true, expected);
}

/* Nothing of it goes. */
static void expect_kept(const char *page)
{
    expect_body(page, true, page);
}

static void test_attributes_that_nobody_reads_go(void **state)
{
    (void)state;
    static const char page[] = "<a class=\"c\" onclick=\"x()\" href=\"/\" data-testid=\"1\">t</a>";
    expect_spared(page, "<a class=\"c\" href=\"/\">t</a>");
    expect_body(page, false, page);
    expect_spared("<p tabindex=\"0\">t</p>", "<p>t</p>");
}

static void test_attributes_that_tell_something_stay(void **state)
{
    (void)state;
    expect_kept("<img data-anything=\"/a.jpg\">");
    expect_kept("<amp-img data-anything=\"/a.jpg\"></amp-img>");
    expect_kept("<time datetime=\"2024-05-06\">t</time>");
}

/* HTML Standard, 13.2.4.3: of like formatting elements at most three are opened again. */
static void test_formatting_is_told_apart(void **state)
{
    (void)state;
    static const char page[] =
        "<p><b x=\"1\"><b x=\"2\"><b x=\"3\"><b x=\"4\">t</b></b></b></b></p>";
    expect_spared("<p><b x=1><b x=2><b x=3><b x=4>t</p>", page);
    expect_spared("<p><font color=red>t</font></p><svg><font color=red>u</svg>",
                  "<p><font color=\"red\">t</font></p><svg></svg><font color=\"red\">u</font>");
}

static void test_drawings_are_empty(void **state)
{
    (void)state;
    expect_spared(
        "<p>t<svg class=\"c\"><g id=\"i\"><path d=\"M0\"/><use href=\"#\"/></g></svg></p>",
        "<p>t<svg><g></g></svg></p>");
    expect_kept(
        "<svg><foreignObject><p class=\"c\">t</p><use class=\"c\"></use></foreignObject></svg>");
    expect_kept("<use class=\"c\">t</use>");
}

static void test_programs_and_styles_are_empty(void **state)
{
    (void)state;
    expect_spared("<p></p><script>a</script><script type=\"module\">b</script><style>c</style>t",
                  "<p></p><script></script><script type=\"module\"></script><style></style>t");
    expect_kept("<p></p><script type=\"application/ld+json\">{}</script>");
    expect_kept("<p></p><script type=\"math/tex\">x</script>");
}

static void test_scripts_have_their_length(void **state)
{
    (void)state;
    struct dom_names names;
    struct parser parser = {.names = &names};
    struct error err = {0};
    dom_names_init(&names);
    assert_int_equal(parse_page(&parser, STR("<body><script>twelve bytes</script>"), &err), OK);
    lxb_dom_node_t *body = lxb_dom_interface_node(lxb_html_document_body_element(parser.document));
    assert_int_equal((uintptr_t)body->first_child->user, 12);
    parse_done(&parser);
}

static void test_comments_go_where_they_part_nothing(void **state)
{
    (void)state;
    expect_spared("a<!-- c -->b", "ab");
    /* 13.2.6.4.10: text in a table goes before it, white space alone stays. */
    expect_spared("<table> <!-- c -->b</table>", "b<table> <!-- c --></table>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_attributes_that_nobody_reads_go),
        cmocka_unit_test(test_attributes_that_tell_something_stay),
        cmocka_unit_test(test_formatting_is_told_apart),
        cmocka_unit_test(test_drawings_are_empty),
        cmocka_unit_test(test_programs_and_styles_are_empty),
        cmocka_unit_test(test_scripts_have_their_length),
        cmocka_unit_test(test_comments_go_where_they_part_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
