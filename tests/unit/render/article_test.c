/* Tests of render/article*.c: the article object with every field, and whole articles as Markdown
 * and text. */
#include "tree.h"

#include "doc/pack.h"
#include "render/render.h"

#include <jansson.h>

#define HOSTILE "a\"b\\c\n</script>\x01\xFF: - #'"

/* Everything known, each string its own hostile one. */
static void fill(struct arena *arena, struct doc *doc)
{
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        struct str value =
            arena_printf(arena, "%s %s", meta_field_name((enum meta_field)i), HOSTILE);
        assert_true(meta_set(arena, &doc->meta, (enum meta_field)i, value, SOURCE_JSON_LD));
    }
    assert_true(meta_add(arena, &doc->meta.authors, STR("Ann " HOSTILE), SOURCE_DOM));
    assert_true(meta_add(arena, &doc->meta.authors, STR("Bo"), SOURCE_DOM));
    assert_true(meta_add(arena, &doc->meta.contributors, STR("Cy " HOSTILE), SOURCE_TEXT));
    assert_true(meta_add(arena, &doc->meta.tags, STR("tag " HOSTILE), SOURCE_GIVEN));
    doc->confidence = 0.93149;
    doc_warn(doc, WARNING_TRUNCATED);
    doc_warn(doc, WARNING_PAYWALL);
}

static struct article make(struct arena *arena, struct doc *doc)
{
    struct article article;
    struct error error = {0};
    const char *body =
        "p('x') figure(image[url=https://e.example/1] image[url=https://e.example/2])"
        "p(image[url=https://e.example/1] image[url=mailto:a@e.example])";
    doc->root = tree_new(arena, body);
    doc->root->first->first->text = STR(HOSTILE);
    doc->word_count = 1234;
    doc->reading_minutes = 6;
    assert_int_equal(render_to_article(arena, doc, &article, &error), OK);
    return article;
}

static json_t *object_of(const struct article *article, enum article_part part,
                         enum render_created created)
{
    struct buf buf;
    json_error_t error;
    buf_init(&buf, 0);
    render_article_json(article, part, created, &buf);
    assert_true(buf_ok(&buf));
    assert_int_equal(str_find_byte(buf_str(&buf), '\n'), STR_NONE);
    json_t *json = json_loadb(buf.ptr, buf.len, JSON_REJECT_DUPLICATES, &error);
    if (!json) {
        print_error("%s\n%.*s\n", error.text, STR_ARG(buf_str(&buf)));
    }
    assert_non_null(json);
    buf_done(&buf);
    return json;
}

static void assert_keys(const json_t *object, const char *const *keys, size_t n)
{
    const char *key;
    json_t *value;
    size_t i = 0;
    json_object_foreach((json_t *)object, key, value)
    {
        assert_true(i < n);
        assert_string_equal(key, keys[i]);
        i++;
    }
    assert_int_equal(i, n);
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    assert_non_null(text);
    return text;
}

static void assert_facts(const json_t *json)
{
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        const char *name = meta_field_name((enum meta_field)i);
        assert_int_equal(strncmp(text_at(json, name), name, strlen(name)), 0);
        assert_non_null(strstr(text_at(json, name), "a\"b\\c\n</script>\x01\xEF\xBF\xBD: - #'"));
        assert_string_equal(text_at(json_object_get(json, "sources"), name), "json-ld");
    }
    assert_int_equal(json_object_size(json_object_get(json, "sources")), META_FIELD_COUNT + 3);
    assert_string_equal(text_at(json_object_get(json, "sources"), "authors"), "dom");
    assert_string_equal(json_string_value(json_array_get(json_object_get(json, "authors"), 1)),
                        "Bo");
}

static void assert_extraction(const json_t *extraction)
{
    const json_t *warnings = json_object_get(extraction, "warnings");
    assert_true(json_real_value(json_object_get(extraction, "confidence")) == 0.931);
    assert_int_equal(json_array_size(warnings), 2);
    assert_string_equal(text_at(json_array_get(warnings, 0), "code"), "truncated");
    assert_string_equal(text_at(json_array_get(warnings, 1), "detail"),
                        doc_warning_text(WARNING_PAYWALL));
}

static struct article stored_article(struct arena *arena)
{
    struct doc *doc = doc_new(arena, DOC_MARKDOWN);
    assert_non_null(doc);
    fill(arena, doc);
    struct article article = make(arena, doc);
    article.id = 7;
    article.revision = 2;
    article.created_us = 1715000000000000;
    article.updated_us = 1715000060000000;
    article.state = STATE_READING;
    article.is_starred = true;
    article.progress = 0.25;
    article.note = STR("note");
    return article;
}

static void fields_stand_in_order(void **state)
{
    (void)state;
    static const char *const keys[] = {
        "id",        "url",           "canonical_url", "title",        "subtitle",
        "authors",   "contributors",  "author_bio",    "site",         "section",
        "published", "published_raw", "modified",      "lang",         "dir",
        "excerpt",   "lead_image",    "images",        "word_count",   "reading_minutes",
        "tags",      "state",         "starred",       "progress",     "note",
        "kind",      "fetch_error",   "content_html",  "content_text", "created",
        "updated",   "revision",      "sources",       "extraction",   "links",
        "is_new",
    };
    struct arena arena = {0};
    struct article article = stored_article(&arena);
    json_t *json = object_of(&article, ARTICLE_FULL, RENDER_WAS_CREATED);
    assert_keys(json, keys, ARRAY_LEN(keys));
    json_decref(json);
    arena_done(&arena);
}

static void every_field_is_carried(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct article article = stored_article(&arena);
    json_t *json = object_of(&article, ARTICLE_FULL, RENDER_WAS_CREATED);
    assert_facts(json);
    assert_extraction(json_object_get(json, "extraction"));
    assert_int_equal(json_array_size(json_object_get(json, "images")), 2);
    assert_string_equal(text_at(json, "created"), "2024-05-06T12:53:20Z");
    assert_string_equal(text_at(json, "updated"), "2024-05-06T12:54:20Z");
    assert_string_equal(text_at(json, "state"), "reading");
    assert_string_equal(text_at(json, "kind"), "markdown");
    assert_int_equal(json_integer_value(json_object_get(json, "id")), 7);
    assert_int_equal(json_integer_value(json_object_get(json, "word_count")), 1234);
    assert_true(json_is_true(json_object_get(json, "is_new")));
    assert_non_null(strstr(text_at(json, "content_html"), "&lt;/script&gt;"));
    assert_string_equal(text_at(json_object_get(json, "links"), "original"),
                        "/articles/7/original");
    assert_string_equal(text_at(json_object_get(json, "links"), "markdown"), "/articles/7.md");
    assert_true(json_is_true(json_object_get(json, "starred")));
    assert_true(json_real_value(json_object_get(json, "progress")) == 0.25);
    assert_string_equal(text_at(json, "note"), "note");
    json_decref(json);
    arena_done(&arena);
}

static void unknown_is_null_and_never_left_out(void **state)
{
    (void)state;
    static const char *const nulls[] = {
        "id",   "url",       "canonical_url", "title",    "subtitle", "author_bio", "site",
        "lang", "published", "published_raw", "modified", "dir",      "excerpt",    "lead_image",
        "note", "created",   "updated",       "revision", "links",    "section",
    };
    static const char *const lists[] = {"authors", "contributors", "tags", "images"};
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_HTML);
    struct article article;
    assert_int_equal(render_to_article(&arena, doc, &article, NULL), OK);
    json_t *json = object_of(&article, ARTICLE_FULL, RENDER_NO_CREATED);
    for (size_t i = 0; i < ARRAY_LEN(nulls); i++) {
        assert_true(json_is_null(json_object_get(json, nulls[i])));
    }
    for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
        assert_true(json_is_array(json_object_get(json, lists[i])));
        assert_int_equal(json_array_size(json_object_get(json, lists[i])), 0);
    }
    assert_string_equal(text_at(json, "content_html"), "");
    assert_string_equal(text_at(json, "content_text"), "");
    assert_int_equal(json_object_size(json_object_get(json, "sources")), 0);
    assert_null(json_object_get(json, "is_new"));
    json_decref(json);
    article = (struct article){0}; /* as from a list: nothing rendered */
    json = object_of(&article, ARTICLE_FULL, RENDER_WAS_KNOWN);
    assert_string_equal(text_at(json, "content_html"), "");
    assert_true(json_is_false(json_object_get(json, "is_new")));
    json_decref(json);
    arena_done(&arena);
}

static void a_summary_has_no_content(void **state)
{
    (void)state;
    static const char *const absent[] = {"content_html", "content_text", "images",
                                         "sources",      "extraction",   "is_new"};
    struct article article = {.id = 3};
    json_t *json = object_of(&article, ARTICLE_SUMMARY, RENDER_NO_CREATED);
    for (size_t i = 0; i < ARRAY_LEN(absent); i++) {
        assert_null(json_object_get(json, absent[i]));
    }
    assert_string_equal(text_at(json_object_get(json, "links"), "self"), "/articles/3");
    json_decref(json);
}

static void the_tree_comes_back(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct article article = make(&arena, doc);
    struct node *root = NULL;
    struct buf buf;
    assert_int_equal(doc_unpack(&arena, article.content_tree, &root, NULL),
                     ERR_CORRUPT); /* the \xFF */
    doc->root = tree_new(&arena, "p('a ' em('b'))");
    assert_int_equal(render_to_article(&arena, doc, &article, NULL), OK);
    assert_int_equal(doc_unpack(&arena, article.content_tree, &root, NULL), OK);
    buf_init(&buf, 0);
    render_html(root, &buf);
    assert_true(str_equal(buf_str(&buf), article.content_html));
    ASSERT_STR(article.content_text, "a b\n");
    buf_done(&buf);
    arena_done(&arena);
}

static void memory_that_is_out_is_said(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct article article;
    struct error error = {0};
    doc->root = tree_new(&arena, "p('a')");
    struct arena small;
    arena_init(&small, 1);
    assert_int_equal(render_to_article(&small, doc, &article, &error), ERR_NO_MEMORY);
    arena_done(&small);
    arena_done(&arena);
}

static void huge_renderings_are_refused(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct article article;
    struct error error = {0};
    struct node *paragraph = node_new(&arena, doc->root, NODE_PARAGRAPH);
    char *quotes = arena_alloc(&arena, 12 * 1024 * 1024);
    assert_non_null(quotes);
    memset(quotes, '"', 12 * 1024 * 1024); /* six bytes each in HTML */
    assert_non_null(node_new_text(&arena, paragraph, str_of(quotes, 12 * 1024 * 1024)));
    assert_int_equal(render_to_article(&arena, doc, &article, &error), ERR_TOO_LARGE);
    assert_non_null(strstr(error.message, "64 MB"));
    arena_done(&arena);
}

static struct article small_article(struct arena *arena, struct doc *doc)
{
    struct article article;
    struct meta *meta = &doc->meta;
    doc->root = tree_new(arena, "p('Body ' em('text') '.')");
    assert_true(meta_set(arena, meta, META_TITLE, STR("A \"title\":\n# yes\x85"), SOURCE_META));
    assert_true(meta_set(arena, meta, META_SITE, STR("The Site"), SOURCE_META));
    assert_true(meta_set(arena, meta, META_PUBLISHED, STR("2024-05-06"), SOURCE_META));
    assert_true(meta_set(arena, meta, META_URL, STR("https://e.example/?utm=1"), SOURCE_META));
    assert_true(meta_set(arena, meta, META_CANONICAL_URL, STR("https://e.example/"), SOURCE_META));
    assert_true(meta_add(arena, &meta->authors, STR("Ann"), SOURCE_DOM));
    assert_true(meta_add(arena, &meta->authors, STR("Bo: yes"), SOURCE_DOM));
    assert_true(meta_add(arena, &meta->tags, STR("- x"), SOURCE_DOM));
    assert_int_equal(render_to_article(arena, doc, &article, NULL), OK);
    return article;
}

static void markdown_has_front_matter(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct article article = small_article(&arena, doc);
    struct buf buf;
    buf_init(&buf, 0);
    render_article_markdown(&article, doc->root, &buf);
    ASSERT_STR(buf_str(&buf), "---\n"
                              "title: \"A \\\"title\\\":\\n# yes\xEF\xBF\xBD\"\n"
                              "authors:\n  - \"Ann\"\n  - \"Bo: yes\"\n"
                              "site: \"The Site\"\n"
                              "published: 2024-05-06\n"
                              "url: \"https://e.example/\"\n"
                              "tags:\n  - \"- x\"\n"
                              "---\n\n"
                              "Body *text*.\n");
    buf_clear(&buf);
    article = (struct article){0};
    article.meta.fields[META_PUBLISHED].value = STR("May 6");
    article.meta.fields[META_SITE].value = STR("a\xC2\x85\xE2\x80\xA8\xEF\xBB\xBF\x7F");
    render_article_markdown(&article, doc->root, &buf);
    ASSERT_STR(buf_str(&buf), "---\nsite: \"a\\u0085\\u2028\\U0000FEFF\\U0000007F\"\n"
                              "published: \"May 6\"\n---\n\nBody *text*.\n");
    buf_clear(&buf);
    article = (struct article){0};
    render_article_markdown(&article, doc->root, &buf);
    ASSERT_STR(buf_str(&buf), "Body *text*.\n");
    buf_done(&buf);
    arena_done(&arena);
}

static void text_has_a_head(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct article article = small_article(&arena, doc);
    struct buf buf;
    article.meta.fields[META_TITLE].value = STR(" A \n title\x01");
    article.meta.fields[META_SUBTITLE].value = STR("And more");
    buf_init(&buf, 0);
    render_article_text(&article, &buf);
    ASSERT_STR(buf_str(&buf),
               "A title\nAnd more\nAnn, Bo: yes\nThe Site, 2024-05-06\nhttps://e.example/\n\n"
               "Body text.\n");
    buf_clear(&buf);
    article.meta = (struct meta){0};
    render_article_text(&article, &buf);
    ASSERT_STR(buf_str(&buf), "Body text.\n");
    buf_done(&buf);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fields_stand_in_order),
        cmocka_unit_test(every_field_is_carried),
        cmocka_unit_test(unknown_is_null_and_never_left_out),
        cmocka_unit_test(a_summary_has_no_content),
        cmocka_unit_test(the_tree_comes_back),
        cmocka_unit_test(memory_that_is_out_is_said),
        cmocka_unit_test(huge_renderings_are_refused),
        cmocka_unit_test(markdown_has_front_matter),
        cmocka_unit_test(text_has_a_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
