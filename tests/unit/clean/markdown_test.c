/* Markdown through the engine: its structure, its front matter, its limits. */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/time.h"
#include "clean/clean_internal.h"
#include "render/render.h"

#include <stdlib.h>
#include <string.h>

struct run {
    struct arena arena;
    struct cleaner *cleaner;
    struct doc *doc;
    struct buf html;
};

static void run_at(struct run *run, struct str text, const char *url)
{
    struct clean_input input = {.bytes = text, .type = CLEAN_MARKDOWN, .url = str_from(url)};
    struct error err = {0};
    *run = (struct run){.cleaner = cleaner_new(&err)};
    assert_non_null(run->cleaner);
    buf_init(&run->html, 0);
    run->doc = doc_new(&run->arena, DOC_MARKDOWN);
    assert_non_null(run->doc);
    enum status status = clean_markdown(run->cleaner, text, &input, &run->arena, run->doc, &err);
    if (status != OK) {
        fail_msg("%s", err.message);
    }
}

static void done(struct run *run)
{
    buf_done(&run->html);
    cleaner_free(run->cleaner);
    arena_done(&run->arena);
}

/* Renders the body of Markdown as HTML and compares. */
static void check(const char *markdown, const char *html)
{
    struct run run;
    run_at(&run, str_from(markdown), "https://example.org/a/");
    assert_true(doc_finish(&run.arena, run.doc));
    render_html(run.doc->root, &run.html);
    ASSERT_STR(str_trim(buf_str(&run.html)), html);
    done(&run);
}

static void blocks_and_inlines(void **state)
{
    (void)state;
    check("Some *words*, **more**, `code` and ~~less~~.",
          "<p>Some <em>words</em>, <strong>more</strong>, <code>code</code> and "
          "<del>less</del>.</p>");
    check("One\ntwo  \nthree", "<p>One two<br>three</p>");
    check("## Two\n\n> Quoted", "<h2>Two</h2>\n<blockquote>\n<p>Quoted</p>\n</blockquote>");
    check("&copy; &mdash; &#x41; &nonsense;", "<p>\xC2\xA9 \xE2\x80\x94 A &amp;nonsense;</p>");
}

static void lists_and_code(void **state)
{
    (void)state;
    struct run run;
    run_at(&run,
           STR("- a\n- b\n  - c\n\n3. x\n4. y\n\n```c\nint n;\n\nreturn;\n```\n\n- [x] done\n"),
           NULL);
    const struct node *list = run.doc->root->first;
    assert_int_equal(list->kind, NODE_LIST);
    assert_false(list->is_ordered);
    assert_int_equal(list->last->first->kind, NODE_PARAGRAPH);
    assert_int_equal(list->last->last->kind, NODE_LIST);
    assert_true(list->next->is_ordered);
    assert_int_equal(list->next->start, 3);
    const struct node *code = list->next->next;
    assert_int_equal(code->kind, NODE_CODE_BLOCK);
    ASSERT_STR(code->text, "c");
    ASSERT_STR(code->first->text, "int n;\n\nreturn;");
    ASSERT_STR(code->next->first->first->text, "done");
    assert_int_equal(code->next->first->task, TASK_DONE);
    assert_int_equal(list->first->task, TASK_NONE);
    done(&run);
}

static void tables(void **state)
{
    (void)state;
    struct run run;
    run_at(&run, STR("| a | b |\n|---|---|\n| 1 | *2* |\n"), NULL);
    const struct node *table = run.doc->root->first;
    assert_int_equal(table->kind, NODE_TABLE);
    assert_true(table->first->first->is_header);
    ASSERT_STR(table->first->first->first->text, "a");
    assert_false(table->last->first->is_header);
    assert_int_equal(table->last->last->first->kind, NODE_EMPHASIS);
    done(&run);
}

static void addresses_are_resolved_or_dropped(void **state)
{
    (void)state;
    struct run run;
    run_at(&run, STR("[a](../b \"t\") [c](javascript:x) ![d](e.png) <https://f.example/>\n"),
           "https://example.org/a/c/");
    const struct node *paragraph = run.doc->root->first, *link = paragraph->first;
    assert_int_equal(link->kind, NODE_LINK);
    ASSERT_STR(link->url->text, "https://example.org/a/b");
    ASSERT_STR(link->text, "t");
    const struct node *image = NULL;
    size_t links = 0;
    for (const struct node *node = paragraph->first; node; node = node->next) {
        links += node->kind == NODE_LINK;
        image = node->kind == NODE_IMAGE ? node : image;
    }
    assert_int_equal(links, 2);
    ASSERT_STR(image->url->text, "https://example.org/a/c/e.png");
    ASSERT_STR(image->text, "d");
    done(&run);
    /* Without a base, a relative link is its text, and a relative image its alternative. */
    run_at(&run, STR("[a](../b) ![d](e.png)\n"), NULL);
    assert_true(doc_finish(&run.arena, run.doc));
    render_text(run.doc->root, &run.html);
    ASSERT_STR(str_trim(buf_str(&run.html)), "a d");
    done(&run);
}

static void raw_html_becomes_nodes(void **state)
{
    (void)state;
    check("<div><p>In <b>a</b> block</p><script>x</script></div>\n\nAfter",
          "<p>In <strong>a</strong> block</p>\n<p>After</p>");
    check("In<br>line <span onclick=x>and</span> more", "<p>In<br>line and more</p>");
    check("<!-- nothing -->\n\nText", "<p>Text</p>");
}

static void the_first_heading_is_the_title(void **state)
{
    (void)state;
    struct run run;
    run_at(&run, STR("# A *title*\n\nText.\n"), NULL);
    ASSERT_STR(meta_get(&run.doc->meta, META_TITLE), "A title");
    assert_int_equal(run.doc->root->first->kind, NODE_PARAGRAPH);
    done(&run);
    run_at(&run, STR("Before.\n\n# Later\n"), NULL);
    ASSERT_STR(meta_get(&run.doc->meta, META_TITLE), "Later");
    assert_int_equal(run.doc->root->last->kind, NODE_HEADING);
    done(&run);
    run_at(&run, STR("---\ntitle: Other\n---\n# Heading\n\nText.\n"), NULL);
    ASSERT_STR(meta_get(&run.doc->meta, META_TITLE), "Other");
    assert_int_equal(run.doc->root->first->kind, NODE_HEADING);
    done(&run);
}

static void front_matter_gives_facts(void **state)
{
    (void)state;
    struct run run;
    run_at(&run,
           STR("---\ntitle: \"A \\\"day\\\": out\"\nauthors:\n  - Ann Lee\n  - 'Bo O''Neil'\n"
               "date: 2021-05-06 07:08:09 +0200\ntags: [sea, 'salt water']\nurl: "
               "https://example.org/x\n"
               "lang: en # spoken\ndraft: true\nnested:\n  title: not this\n---\n\nText.\n"),
           NULL);
    const struct meta *meta = &run.doc->meta;
    ASSERT_STR(meta_get(meta, META_TITLE), "A \"day\": out");
    assert_int_equal(meta->authors.len, 2);
    ASSERT_STR(meta->authors.items[1], "Bo O'Neil");
    ASSERT_STR(meta_get(meta, META_PUBLISHED), "2021-05-06T07:08:09+02:00");
    assert_int_equal(meta->tags.len, 2);
    ASSERT_STR(meta->tags.items[1], "salt water");
    ASSERT_STR(meta_get(meta, META_URL), "https://example.org/x");
    ASSERT_STR(meta_get(meta, META_LANG), "en");
    assert_int_equal(meta->fields[META_TITLE].source, SOURCE_META);
    ASSERT_STR(run.doc->root->first->first->text, "Text.");
    done(&run);
    run_at(&run, STR("+++\ntitle = 'Sea'\n+++\nText.\n"), NULL);
    ASSERT_STR(meta_get(&run.doc->meta, META_TITLE), "Sea");
    done(&run);
}

static void what_only_looks_like_front_matter_stays(void **state)
{
    (void)state;
    static const char *const texts[] = {"---\n\nA rule above.\n", "---\nno colon here\n---\n",
                                        "---\ntitle: never closed\n\nText.\n"};
    for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
        struct run run;
        run_at(&run, str_from(texts[i]), NULL);
        assert_int_equal(run.doc->root->first->kind, NODE_RULE);
        assert_int_equal(run.doc->meta.fields[META_TITLE].source, SOURCE_NONE);
        done(&run);
    }
}

static void empty_is_no_content(void **state)
{
    (void)state;
    struct run run;
    run_at(&run, STR("---\ntitle: x\n---\n"), NULL);
    assert_true(doc_has_warning(run.doc, WARNING_NO_CONTENT));
    done(&run);
}

static size_t depth_of(const struct node *root)
{
    size_t deepest = 0;
    for (const struct node *node = root; node; node = node_next(node, root)) {
        size_t depth = 0;
        for (const struct node *parent = node; parent != root; parent = parent->parent) {
            depth++;
        }
        deepest = MAX(deepest, depth);
    }
    return deepest;
}

static const struct hostile {
    const char *before, *unit;
} HOSTILE[] = {
    {"", ">"},
    {"", "> "},
    {"", "- "},
    {"", "1. "},
    {"", "* a\n"},
    {"", "["},
    {"", "!["},
    {"", "[a]("},
    {"", "*a "},
    {"", "**x"},
    {"", "_a*b"},
    {"", "`a``b"},
    {"", "<"},
    {"", "&"},
    {"", "&amp;"},
    {"", "a\\\n"},
    {"", "<br>"},
    {"", "<div>\n\n"},
    {"", "<img src=a>"},
    {"", "# a\n"},
    {"", "*a* "},
    {"[a]: https://example.org/a-long-address-that-is-repeated-by-each-reference \"and a "
     "title\"\n\n",
     "[a] "},
    /* A table is as wide as its first row in every row. */
    {"a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a|a\n"
     "-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-|-\n",
     "|a|\n"},
};

/* A megabyte of each within a second of CPU time and little memory, however slow the machine's
 * sanitizers. */
static void hostile_input_is_bounded(void **state)
{
    (void)state;
    enum { SIZE = 1024 * 1024, SECONDS = 8 };
    char *bytes = malloc(SIZE);
    assert_non_null(bytes);
    for (size_t i = 0; i < ARRAY_LEN(HOSTILE); i++) {
        size_t at = strlen(HOSTILE[i].before), len = strlen(HOSTILE[i].unit);
        memcpy(bytes, HOSTILE[i].before, at);
        for (; at + len <= SIZE; at += len) {
            memcpy(bytes + at, HOSTILE[i].unit, len);
        }
        struct run run;
        int64_t start = time_thread_cpu_ns();
        run_at(&run, str_of(bytes, at), "https://example.org/");
        if (time_thread_cpu_ns() - start > SECONDS * INT64_C(1000000000) ||
            run.arena.held > 48 * 1024 * 1024 || depth_of(run.doc->root) > NODE_DEPTH_MAX) {
            free(bytes);
            fail_msg("\"%s\": %zu bytes, depth %zu", HOSTILE[i].unit, run.arena.held,
                     depth_of(run.doc->root));
        }
        done(&run);
    }
    free(bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_and_inlines),
        cmocka_unit_test(lists_and_code),
        cmocka_unit_test(tables),
        cmocka_unit_test(addresses_are_resolved_or_dropped),
        cmocka_unit_test(raw_html_becomes_nodes),
        cmocka_unit_test(the_first_heading_is_the_title),
        cmocka_unit_test(front_matter_gives_facts),
        cmocka_unit_test(what_only_looks_like_front_matter_stays),
        cmocka_unit_test(empty_is_no_content),
        cmocka_unit_test(hostile_input_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
