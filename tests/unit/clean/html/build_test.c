/* Tests of clean/html/build.c, emit.c, images.c and tables.c: from markup to a tree, seen as
 * canonical HTML. */
#include "../../test.h"

#include "base/buf.h"
#include "clean/clean.h"
#include "clean/clean_internal.h"
#include "render/render.h"

/* A fragment, and what it becomes; NULL: itself. */
static const struct {
    const char *html, *expected;
} cases[] = {
    {"<p>One  two\n three</p>", "<p>One two three</p>\n"},
    /* White space at any place among words, which are passed over eight bytes at a time. */
    {"<p>one twothre  fourfive six\tsevenei ght\xC2\xA0nin etenel \xE2\x80\x8B even",
     "<p>one twothre "
     "fourfive six sevenei ght\xC2\xA0nin etenel even</p>\n"},
    {"<p>a 12345678 <b> 1234567 </b> 1234567  </p>",
     "<p>a 12345678 <strong>1234567 </strong>1234567</p>\n"},
    {"text <div>more</div> rest", "<p>text</p>\n<p>more</p>\n<p>rest</p>\n"},
    {"a<br>b<br><br>c", "<p>a<br>b</p>\n<p>c</p>\n"},
    {"<p>a<br></p><p><br>b</p>", "<p>a</p>\n<p>b</p>\n"},
    {"<h2>A <span>heading</span></h2><p>x", "<h2>A heading</h2>\n<p>x</p>\n"},
    {"<h2><div>A</div><div>heading</div></h2>", "<h2>A heading</h2>\n"},
    {"<b><p>one</p><p>two</p></b>", "<p><strong>one</strong></p>\n<p><strong>two</strong></p>\n"},
    {"<p><b> </b><i></i>x</p>", "<p>x</p>\n"},
    {"<p>a <em>b</em> c</p>", "<p>a <em>b</em> c</p>\n"},
    {"<ul><li>one<li>two</ul>", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n"},
    {"<ul><li><p>one</p></li></ul>", "<ul>\n<li>one</li>\n</ul>\n"},
    {"<ul><li>one<ul><li>inner</li></ul></li></ul>",
     "<ul>\n<li>\n<p>one</p>\n<ul>\n<li>inner</li>\n</ul>\n</li>\n</ul>\n"},
    {"<ul><div><li>one</li></div>loose</ul>", "<ul>\n<li>one</li>\n<li>loose</li>\n</ul>\n"},
    {"<ol start=3><li>c</ol>", "<ol start=\"3\">\n<li>c</li>\n</ol>\n"},
    {"<li>no list</li>", "<p>no list</p>\n"},
    {"<blockquote>said<p>again</blockquote>",
     "<blockquote>\n<p>said</p>\n<p>again</p>\n</blockquote>\n"},
    {"<pre class=language-c>int  a;\n  int b;\n</pre>",
     "<pre><code class=\"language-c\">int  a;\n  int b;\n</code></pre>\n"},
    {"<pre><code class='hljs lang-py'>a<br>b</code></pre>",
     "<pre><code class=\"language-py\">a\nb</code></pre>\n"},
    {"<pre><div>a</div><div>}</div></pre>", "<pre><code>a\n}</code></pre>\n"},
    {"<table><tr><th>a<th>b<tr><td>1<td colspan=2>2</table>",
     "<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</"
     "td>\n<td "
     "colspan=\"2\">2</td>\n</tr>\n</tbody>\n</table>\n"},
    {"<table><tr><td><h2>Layout</h2><p>text</table>", "<h2>Layout</h2>\n<p>text</p>\n"},
    {"<table role=presentation><tr><td>a<td>b<tr><td>c<td>d</table>",
     "<p>a</p>\n<p>b</p>\n<p>c</p>\n<p>d</p>\n"},
    {"<dl><dt>term<dd>what it is</dl>", "<dl>\n<dt>term</dt>\n<dd>what it is</dd>\n</dl>\n"},
    {"<p>a</p><hr><p>b</p>", "<p>a</p>\n<hr>\n<p>b</p>\n"},
    {"<p>H<sub>2</sub>O <ruby>\xE6\xBC\xA2<rp>(<rt>kan<rp>)</ruby>",
     "<p>H<sub>2</sub>O <ruby>\xE6\xBC\xA2<rt>kan</rt></ruby></p>\n"},
    {"<p lang=de>Hallo</p><div dir=rtl><p>a</p><p>b</p></div>",
     "<p lang=\"de\">Hallo</p>\n<p dir=\"rtl\">a</p>\n<p dir=\"rtl\">b</p>\n"},
    /* links */
    {"<a href='/x?a=1&amp;b=2' title=T>x</a>",
     "<p><a href=\"https://a.example/x?a=1&amp;b=2\" rel=\"noopener noreferrer nofollow\" "
     "title=\"T\">x</a></p>\n"},
    {"<a href='javascript:alert(1)'>x</a>", "<p>x</p>\n"},
    {"<a href='#gone'>x</a>", "<p>x</p>\n"},
    {"<a href='https://a.example/p#t'>x</a><p id=t>y",
     "<p><a href=\"#a-t\">x</a></p>\n<p id=\"a-t\">y</p>\n"},
    {"<a href='#n'>1</a><ol><li id=n>note</ol>",
     "<p><a href=\"#a-n\">1</a></p>\n<ol>\n<li id=\"a-n\">note</li>\n</ol>\n"},
    /* images */
    {"<p>x <img src=/i.png alt=A width=300 height=200>",
     "<p>x <img src=\"https://a.example/i.png\" alt=\"A\" width=\"300\" height=\"200\" "
     "loading=\"lazy\" "
     "decoding=\"async\" referrerpolicy=\"no-referrer\"></p>\n"},
    {"<p>x<img src=/p.gif width=1 height=1><img src='data:image/gif;base64,AA'>", "<p>x</p>\n"},
    {"<p>x<img src=/e.png width=20 height=20>", "<p>x</p>\n"},
    {"<iframe src='https://www.youtube.com/embed/abc' title='A film'></iframe>",
     "<p><a href=\"https://www.youtube.com/watch?v=abc\" rel=\"noopener noreferrer nofollow\">A "
     "film</a></p>\n"},
    {"<iframe src='https://ads.example/x'></iframe>x", "<p>x</p>\n"},
};

/* Images for which only the address matters. */
static const struct {
    const char *html, *src;
} images[] = {
    {"<img src='data:image/gif;base64,AA' data-src=/real.jpg>", "https://a.example/real.jpg"},
    {"<img src=/placeholder.png data-original=/real.jpg>", "https://a.example/real.jpg"},
    {"<img srcset='/s.jpg 400w, /m.jpg 1200w, /l.jpg 4000w'>", "https://a.example/m.jpg"},
    {"<img srcset='/one.jpg, /two.jpg 2x'>", "https://a.example/two.jpg"},
    {"<picture><source srcset='/a.webp 800w'><img></picture>", "https://a.example/a.webp"},
    {"<noscript><img src=/n.jpg></noscript>", "https://a.example/n.jpg"},
    {"<figure><img src=/f.jpg><figcaption>What it shows</figcaption></figure>",
     "https://a.example/f.jpg"},
    {"<figure><a href=/big><img src=/f.jpg></a>What it shows</figure>", "https://a.example/f.jpg"},
};

static void clean_fragment(struct cleaner *cleaner, const char *html, struct buf *out)
{
    struct arena arena = {0};
    struct error error = {0};
    const struct url *base = url_resolve(&arena, NULL, STR("https://a.example/p"));
    struct doc *doc = doc_new(&arena, DOC_HTML);
    assert_non_null(doc);
    assert_int_equal(
        html_fragment_to_nodes(cleaner, str_from(html), base, &arena, doc->root, &error), OK);
    assert_true(doc_finish(&arena, doc));
    buf_clear(out);
    render_html(doc->root, out);
    assert_true(buf_ok(out));
    arena_done(&arena);
}

static void test_markup(void **state)
{
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct buf out;
    (void)state;
    assert_non_null(cleaner);
    buf_init(&out, 0);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        clean_fragment(cleaner, cases[i].html, &out);
        ASSERT_STR(buf_str(&out), cases[i].expected);
    }
    buf_done(&out);
    cleaner_free(cleaner);
}

/* What we write is read back as what we wrote. */
static void test_fixed_point(void **state)
{
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct buf first, second;
    (void)state;
    assert_non_null(cleaner);
    buf_init(&first, 0);
    buf_init(&second, 0);
    for (size_t i = 0; i < ARRAY_LEN(cases) + ARRAY_LEN(images); i++) {
        clean_fragment(cleaner,
                       i < ARRAY_LEN(cases) ? cases[i].html : images[i - ARRAY_LEN(cases)].html,
                       &first);
        buf_add_byte(&first, '\0');
        clean_fragment(cleaner, first.ptr, &second);
        ASSERT_STR(buf_str(&second), first.ptr);
    }
    buf_done(&first);
    buf_done(&second);
    cleaner_free(cleaner);
}

static void test_images(void **state)
{
    struct error error = {0};
    struct cleaner *cleaner = cleaner_new(&error);
    struct buf out;
    (void)state;
    assert_non_null(cleaner);
    buf_init(&out, 0);
    for (size_t i = 0; i < ARRAY_LEN(images); i++) {
        clean_fragment(cleaner, images[i].html, &out);
        ptrdiff_t at = str_find(buf_str(&out), STR("src=\""));
        assert_true(at >= 0);
        struct str rest = str_sub(buf_str(&out), (size_t)at + 5, out.len);
        ASSERT_STR(str_sub(rest, 0, (size_t)str_find_byte(rest, '"')), images[i].src);
    }
    clean_fragment(cleaner, images[6].html, &out);
    assert_true(str_find(buf_str(&out), STR("<figcaption>What it shows</figcaption>")) >= 0);
    clean_fragment(cleaner, images[7].html, &out);
    assert_true(str_find(buf_str(&out), STR("<figcaption>What it shows</figcaption>")) >= 0);
    buf_done(&out);
    cleaner_free(cleaner);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_markup),
                                       cmocka_unit_test(test_fixed_point),
                                       cmocka_unit_test(test_images)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
