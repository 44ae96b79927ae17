/* Tests of clean/html/preloaded.c: text that a client-rendered page carries as data. */
#include "../../test.h"

#include "base/buf.h"
#include "clean/clean.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

#define POST_1                                                                                 \
    "I have been looking for a kettle that keeps its temperature for an hour, because I make " \
    "several small pots of green tea in a row and hate to wait for each of them."
#define POST_2                                                                                   \
    "Mine has served for six years now. The handle never gets hot, and the thermostat is right " \
    "to within a degree, which I measured with a kitchen thermometer last winter."

static char *run(const char *html, unsigned *ret_warnings)
{
    struct error err = {0};
    struct arena arena = {0};
    struct doc *doc;
    struct buf text;
    struct cleaner *cleaner = cleaner_new(&err);
    struct clean_input input = {.bytes = str_from(html), .type = CLEAN_HTML};
    assert_non_null(cleaner);
    assert_int_equal(clean_run(cleaner, &input, &arena, &doc, &err), OK);
    buf_init(&text, 0);
    render_text(doc->root, &text);
    char *copy = strndup(text.ptr ? text.ptr : "", text.len);
    *ret_warnings = doc->warnings;
    buf_done(&text);
    arena_done(&arena);
    cleaner_free(cleaner);
    return copy;
}

static void test_forum(void **state)
{
    (void)state;
    unsigned warnings;
    char *text =
        run("<title>Kettles - Tea Forum</title><div id=data-preloaded data-preloaded='"
            "{\"topic_7\":\"{\\\"posts\\\":[{\\\"user\\\":\\\"ann\\\",\\\"cooked\\\":"
            "\\\"<p>" POST_1 "</p><p>Which one is yours?</p>\\\"},{\\\"cooked\\\":\\\"<p>" POST_2
            "</p>\\\"}]}\"}'></div><script src=app.js></script>",
            &warnings);
    const char *first = strstr(text, POST_1), *second = strstr(text, POST_2);
    assert_true(first && second && first < second);
    assert_null(strstr(text, "<p>"));
    free(text);
}

static void test_props(void **state)
{
    (void)state;
    unsigned warnings;
    char *text = run("<title>Kettles</title><div id=__next></div><script id=__NEXT_DATA__ "
                     "type='application/json'>{\"props\":{\"id\":\"" POST_2
                     "\",\"page\":{\"content\":\"<p>" POST_1 "</p>\"}}}</script>",
                     &warnings);
    assert_non_null(strstr(text, POST_1));
    assert_null(strstr(text, POST_2)); /* no text key */
    free(text);
}

/* A page that shows its text is not read a second time from its data. */
static void test_shown(void **state)
{
    (void)state;
    unsigned warnings;
    char *text = run("<title>Kettles</title><main><article><h1>Kettles</h1><p>" POST_2 "<p>" POST_2
                     " Once more.<p>" POST_2 " And again.<p>" POST_2 " And for the last time."
                     "</article></main><script type='application/json'>{\"content\":\"" POST_1
                     "\"}</script>",
                     &warnings);
    assert_non_null(strstr(text, "And again."));
    assert_null(strstr(text, POST_1));
    free(text);
}

static void test_broken(void **state)
{
    (void)state;
    unsigned warnings;
    static char deep[200000];
    size_t n = (size_t)snprintf(deep, sizeof(deep), "<script type='application/json'>");
    while (n + 40 < sizeof(deep)) {
        deep[n++] = '[';
    }
    free(run(deep, &warnings));
    free(run("<script type='application/json'>{\"content\":</script>", &warnings));
    char *text = run("<script type='application/json'>{\"content\":\"short\"}</script>", &warnings);
    assert_string_equal(text, "");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_forum), cmocka_unit_test(test_props),
                                       cmocka_unit_test(test_shown), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
