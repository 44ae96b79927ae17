/* Tests of clean/html.c: whole pages, from bytes to facts and text. */
#include "../test.h"

#include "base/buf.h"
#include "clean/clean.h"
#include "render/render.h"

#include <string.h>

#define PROSE_1                                                                                   \
    "The council of the small harbour town voted on Tuesday to repair the old lighthouse, which " \
    "has stood dark for "                                                                         \
    "eleven years, and to open its lower rooms to visitors from next spring."
#define PROSE_2                                                                                 \
    "Work will begin in March, said the harbour master, Ms Olsen, once the winter storms have " \
    "passed; the lamp "                                                                         \
    "itself, a heavy ring of glass that was made in 1902, has been in storage since the tower " \
    "was closed."
#define PROSE_3                                                                                   \
    "Neighbours had collected more than four thousand signatures. \"We could see it from every "  \
    "kitchen in the "                                                                             \
    "street,\" one of them said, \"and one evening it was simply gone, and nobody could tell us " \
    "why.\""

static const char article[] =
    "<!DOCTYPE html><html lang=en-GB><head><meta charset=utf-8><title>Lighthouse to shine again | "
    "Harbour Post</title>"
    "<meta property='og:title' content='Lighthouse to shine again'><meta property='og:type' "
    "content='article'>"
    "<meta property='og:site_name' content='Harbour Post'><link rel=canonical "
    "href='/news/lighthouse?utm_source=x'>"
    "<meta property='og:image' content='/img/tower.jpg'><meta name=description content='The tower "
    "is to be repaired.'>"
    "<meta property='article:published_time' content='2024-05-06T07:08:09+02:00'>"
    "<meta property='article:tag' content='Harbour'><meta name=author content='By Ann Lee and Bob "
    "Ray'></head><body>"
    "<header><nav class=menu><ul><li><a href=/>Home</a><li><a href=/news>News</a><li><a "
    "href=/sport>Sport</a></ul></nav>"
    "</header><main><article class=post><h1>Lighthouse to shine again</h1><p class=byline>By Ann "
    "Lee and Bob Ray</p>"
    "<div class=article-body><p>" PROSE_1
    "</p><figure><img src=/img/lamp.jpg width=800 height=600 alt='The lamp'>"
    "<figcaption>The lamp in its store</figcaption></figure><h2>Spring opening</h2><p>" PROSE_2
    "</p><ul><li>" PROSE_3 "</li><li>The tower is thirty metres high, and the stairs have a "
    "hundred and twelve steps.</li></ul><p>" PROSE_3 " " PROSE_1
    "</p></div></article></main><aside class='sidebar related'><h3>Most read</h3><ul>"
    "<li><a href=/a>Ten places for a swim</a><li><a href=/b>The best fish soup</a></ul></aside>"
    "<footer class=footer><p>Copyright 2024 Harbour Post. All rights reserved. <a "
    "href=/privacy>Privacy policy</a></p>"
    "</footer><script>var x = 1;</script></body></html>";

struct cleaned {
    struct arena arena;
    struct doc *doc;
    struct buf html, text;
};

static void clean(struct cleaner *cleaner, const char *page, struct cleaned *cleaned)
{
    struct error error = {0};
    struct clean_input input = {.bytes = str_from(page),
                                .type = CLEAN_HTML,
                                .url = STR("https://harbour.example/news/lighthouse?utm_source=x")};
    *cleaned = (struct cleaned){0};
    assert_int_equal(clean_run(cleaner, &input, &cleaned->arena, &cleaned->doc, &error), OK);
    render_html(cleaned->doc->root, &cleaned->html);
    render_text(cleaned->doc->root, &cleaned->text);
    assert_true(buf_ok(&cleaned->html));
}

static void done(struct cleaned *cleaned)
{
    arena_done(&cleaned->arena);
    buf_done(&cleaned->html);
    buf_done(&cleaned->text);
}

static bool holds(const struct buf *buf, const char *part)
{
    return str_find(buf_str(buf), str_from(part)) >= 0;
}

static int set_up(void **state)
{
    struct error error = {0};
    *state = cleaner_new(&error);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    cleaner_free(*state);
    return 0;
}

static void test_article(void **state)
{
    struct cleaned cleaned;
    clean(*state, article, &cleaned);
    static const char *const wanted[] = {"voted on Tuesday",
                                         "Work will begin",
                                         "four thousand signatures",
                                         "<h2>Spring opening</h2>",
                                         "thirty metres high",
                                         "img/lamp.jpg",
                                         "<figcaption>The lamp in its store</figcaption>"};
    static const char *const unwanted[] = {"Home",      "Most read", "fish soup",
                                           "Copyright", "var x",     "<h1>"};
    for (size_t i = 0; i < ARRAY_LEN(wanted); i++) {
        if (!holds(&cleaned.html, wanted[i])) {
            fail_msg("%s is not in\n%.*s", wanted[i], STR_ARG(buf_str(&cleaned.html)));
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(unwanted); i++) {
        if (holds(&cleaned.html, unwanted[i])) {
            fail_msg("%s is in\n%.*s", unwanted[i], STR_ARG(buf_str(&cleaned.html)));
        }
    }
    assert_true(cleaned.doc->confidence > 0.5);
    assert_int_equal(cleaned.doc->warnings, 0);
    done(&cleaned);
}

static void test_facts(void **state)
{
    struct cleaned cleaned;
    clean(*state, article, &cleaned);
    static const struct {
        enum meta_field field;
        const char *value;
        enum source source;
    } facts[] = {
        {META_TITLE, "Lighthouse to shine again", SOURCE_DOM},
        {META_SITE, "Harbour Post", SOURCE_OPEN_GRAPH},
        {META_PUBLISHED, "2024-05-06T07:08:09+02:00", SOURCE_OPEN_GRAPH},
        {META_LANG, "en-GB", SOURCE_META},
        {META_EXCERPT, "The tower is to be repaired.", SOURCE_META},
        {META_LEAD_IMAGE, "https://harbour.example/img/tower.jpg", SOURCE_OPEN_GRAPH},
        {META_CANONICAL_URL, "https://harbour.example/news/lighthouse", SOURCE_META},
    };
    const struct meta *meta = &cleaned.doc->meta;
    for (size_t i = 0; i < ARRAY_LEN(facts); i++) {
        ASSERT_STR(meta_get(meta, facts[i].field), facts[i].value);
        assert_int_equal(meta->fields[facts[i].field].source, facts[i].source);
    }
    assert_int_equal(meta->authors.len, 2);
    ASSERT_STR(meta->authors.items[0], "Ann Lee");
    ASSERT_STR(meta->authors.items[1], "Bob Ray");
    assert_int_equal(meta->tags.len, 1);
    done(&cleaned);
}

/* Cleaning what was cleaned changes nothing but what stands around it. */
static void test_fixed_point(void **state)
{
    struct cleaned first, second;
    clean(*state, article, &first);
    buf_add_byte(&first.html, '\0');
    clean(*state, first.html.ptr, &second);
    ASSERT_STR(buf_str(&second.html), first.html.ptr);
    done(&first);
    done(&second);
}

/* Put into the article's body, none of these may come out as anything but text. */
static const char *const attacks[] = {
    "<script>alert(1)</script>",
    "<svg onload=alert(1)><p>x</p></svg>",
    "<math><mtext><table><mglyph><style><img src=x "
    "onerror=alert(1)></style></mglyph></table></mtext></math>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<p onclick=alert(1) style='background:url(javascript:alert(1))'>word</p>",
    "<a href='javascript:alert(1)'>word</a>",
    "<a href='&#106;ava&Tab;script:alert(1)'>word</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>word</a>",
    "<a href=' vbscript:x'>word</a>",
    "<img src='javascript:alert(1)'><img src=x onerror=alert(1)>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<form action=javascript:alert(1)><input autofocus onfocus=alert(1)><button "
    "formaction=javascript:x>go</button></form>",
    "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<style>@import 'x';</style><link rel=stylesheet href=x><base href='javascript:x'>",
    "<p title='\"><script>alert(1)</script>'>word</p>",
    "<pre class='language-\"><script>'>code</pre>",
    "<td><svg><![CDATA[</svg><script>alert(1)</script>]]></svg>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<video src='javascript:alert(1)' poster=x onerror=alert(1)></video>",
    "<xmp><script>alert(1)</script></xmp>",
    "<p id='x\" onclick=\"alert(1)'>word</p><a href='#x\" onclick=\"alert(1)'>word</a>",
};

static void test_sanitizer(void **state)
{
    static const char *const never[] = {
        "<script", "<svg",        "<math",     "<iframe", "<style",  "<form",   "<input",
        "<object", "<embed",      "<template", "<link",   "<base",   "<video",  "<noscript",
        " on",     "javascript:", "vbscript:", "\"data:", " style=", " srcdoc", " alert("};
    char page[8192];
    for (size_t i = 0; i < ARRAY_LEN(attacks); i++) {
        struct cleaned cleaned;
        (void)snprintf(
            page, sizeof(page),
            "<title>T</title><article><h1>T</h1><p>%s</p>%s<p>%s</p>%s<p>%s</p></article>", PROSE_1,
            attacks[i], PROSE_2, attacks[i], PROSE_3);
        clean(*state, page, &cleaned);
        assert_true(holds(&cleaned.html, "voted on Tuesday") &&
                    holds(&cleaned.html, "four thousand"));
        for (size_t k = 0; k < ARRAY_LEN(never); k++) {
            struct str html = buf_str(&cleaned.html);
            ptrdiff_t at = str_find(html, str_from(never[k]));
            /* Words of the prose may begin with "on"; attributes stand in tags. */
            struct str before = at >= 0 ? str_sub(html, 0, (size_t)at) : str_null();
            bool is_in_tag = str_find_last_byte(before, '<') > str_find_last_byte(before, '>');
            if (at >= 0 && (never[k][0] != ' ' || is_in_tag)) {
                fail_msg("%s of %s in\n%.*s", never[k], attacks[i], STR_ARG(html));
            }
        }
        done(&cleaned);
    }
}

static void test_warnings(void **state)
{
    static const struct {
        const char *page;
        enum doc_warning warning;
        bool is_empty;
    } cases[] = {
        {"", WARNING_NO_CONTENT, true},
        {"<html><body><nav><a href=/>Home</a></nav></body></html>", WARNING_NO_CONTENT, true},
        {"<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript>"
         "<div id=root></div><script src=/app.js></script>",
         WARNING_NO_CONTENT, true},
        {"<title>App</title><div id=root></div><script>"
         "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
         "xxxxxxxxx</script>",
         WARNING_NO_CONTENT, true},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct cleaned cleaned;
        clean(*state, cases[i].page, &cleaned);
        assert_true(doc_has_warning(cleaned.doc, cases[i].warning));
        assert_int_equal(cleaned.text.len == 0, cases[i].is_empty);
        assert_true(cleaned.doc->confidence <= 0.5);
        done(&cleaned);
    }
}

static void test_shell_and_wall(void **state)
{
    struct cleaned cleaned;
    struct buf page;
    buf_init(&page, 0);
    BUF_LITERAL(&page, "<title>App</title><div id=root></div><script>");
    buf_add_repeated(&page, 'x', 5000);
    BUF_LITERAL(&page, "</script>\0");
    clean(*state, page.ptr, &cleaned);
    assert_true(doc_has_warning(cleaned.doc, WARNING_CLIENT_RENDERED));
    done(&cleaned);
    clean(*state,
          "<title>T</title><article><h1>T</h1><p>" PROSE_1 "</p><p>" PROSE_2
          "</p></article><div class=paywall>To continue reading, subscribe now.</div>",
          &cleaned);
    assert_true(doc_has_warning(cleaned.doc, WARNING_PAYWALL));
    done(&cleaned);
    buf_clear(&page);
    for (int i = 0; i < 2000; i++) {
        BUF_LITERAL(&page, "<div>");
    }
    BUF_LITERAL(&page, "<p>" PROSE_1 "</p>\0");
    clean(*state, page.ptr, &cleaned);
    assert_true(doc_has_warning(cleaned.doc, WARNING_TRUNCATED));
    done(&cleaned);
    buf_done(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_article),     cmocka_unit_test(test_facts),
        cmocka_unit_test(test_fixed_point), cmocka_unit_test(test_sanitizer),
        cmocka_unit_test(test_warnings),    cmocka_unit_test(test_shell_and_wall)};
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
