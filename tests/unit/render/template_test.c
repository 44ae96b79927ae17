/* Tests of render/template.c: holes, sections, and errors that name the line. */
#include "../test.h"

#include "render/template.h"

#include <string.h>

static const struct template_value values[] = {
    {"title", {"A < B", 5}},
    {"body", {"<p>x</p>", 8}},
    {"empty", {"", 0}},
    {"one", {"1", 1}},
};

static void fills_holes_and_sections(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"", ""},
        {"no hole { } }} {", "no hole { } }} {"},
        {"<h1>{{title}}</h1>{{&body}}", "<h1>A &lt; B</h1><p>x</p>"},
        {"{{title}}{{title}}", "A &lt; BA &lt; B"},
        {"[{{missing}}{{&missing}}{{empty}}]", "[]"},
        {"{{?one}}yes{{/one}}{{?empty}}no{{/empty}}{{?missing}}no{{/missing}}", "yes"},
        {"{{^one}}no{{/one}}{{^empty}}yes{{/empty}}{{^missing}}yes{{/missing}}", "yesyes"},
        {"{{?one}}a{{?title}}b{{?empty}}c{{/empty}}d{{/title}}e{{/one}}f", "abdef"},
        {"{{?empty}}a{{?title}}b{{/title}}c{{/empty}}d", "d"},
        {"{{?one}}{{?one}}x{{/one}}{{/one}}", "x"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct template *template = NULL;
        struct error error = {0};
        struct buf buf;
        assert_int_equal(template_new(str_from(cases[i].text), &template, &error), OK);
        buf_init(&buf, 0);
        template_fill(template, values, ARRAY_LEN(values), &buf);
        ASSERT_STR(buf_str(&buf), cases[i].expected);
        buf_done(&buf);
        template_free(template);
    }
    template_free(NULL);
}

static void refuses_with_the_place(void **state)
{
    (void)state;
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"a\nb {{title", "line 2: {{title}} is not closed"},
        {"\n\n{{Title}}", "line 3: {{Title}} is no hole"},
        {"{{}}", "line 1: {{}} is no hole"},
        {"{{#x}}", "is no hole"},
        {"{{&?x}}", "is no hole"},
        {"{{ x }}", "is no hole"},
        {"{{/x}}", "does not close"},
        {"{{?x}}{{?y}}{{/x}}{{/y}}", "{{/x}} does not close"},
        {"a\n{{?x}}\nb", "line 3: {{x}} is open at the end"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct template *template = NULL;
        struct error error = {0};
        assert_int_equal(template_new(str_from(cases[i].text), &template, &error), ERR_INVALID);
        assert_null(template);
        if (!strstr(error.message, cases[i].message)) {
            print_error("\"%s\" has no \"%s\"\n", error.message, cases[i].message);
            fail();
        }
    }
}

static void bounds_names_and_nesting(void **state)
{
    (void)state;
    struct buf buf;
    struct template *template = NULL;
    struct error error = {0};
    buf_init(&buf, 0);
    for (int i = 0; i < 16; i++) {
        buf_add_z(&buf, "{{?x}}");
    }
    size_t opened = buf.len;
    for (int i = 0; i < 16; i++) {
        buf_add_z(&buf, "{{/x}}");
    }
    assert_int_equal(template_new(buf_str(&buf), &template, &error), OK);
    template_free(template);
    buf.len = opened;
    buf_add_z(&buf, "{{?x}}");
    assert_int_equal(template_new(buf_str(&buf), &template, &error), ERR_INVALID);
    assert_non_null(strstr(error.message, "nested too deeply"));
    buf_clear(&buf);
    for (int i = 0; i < 65; i++) {
        buf_printf(&buf, "{{name%d}}", i);
    }
    assert_int_equal(template_new(buf_str(&buf), &template, &error), ERR_INVALID);
    assert_non_null(strstr(error.message, "{{name64}} is one name too many"));
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fills_holes_and_sections),
        cmocka_unit_test(refuses_with_the_place),
        cmocka_unit_test(bounds_names_and_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
