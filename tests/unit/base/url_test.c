/* Tests of base/url.c: RFC 3986's own examples, and what must not get through. */
#include "../test.h"

#include "base/url.h"

static const struct {
    const char *reference, *expected; /* NULL: refused */
} cases[] = {
    /* RFC 3986, 5.4.1 and 5.4.2, against http://a/b/c/d;p?q; paths of other schemes are not taken
       here */
    {"g", "http://a/b/c/g"},
    {"./g", "http://a/b/c/g"},
    {"g/", "http://a/b/c/g/"},
    {"/g", "http://a/g"},
    {"//g", "http://g/"},
    {"?y", "http://a/b/c/d;p?y"},
    {"g?y", "http://a/b/c/g?y"},
    {"#s", "http://a/b/c/d;p?q#s"},
    {"g#s", "http://a/b/c/g#s"},
    {"g?y#s", "http://a/b/c/g?y#s"},
    {";x", "http://a/b/c/;x"},
    {"", "http://a/b/c/d;p?q"},
    {".", "http://a/b/c/"},
    {"./", "http://a/b/c/"},
    {"..", "http://a/b/"},
    {"../g", "http://a/b/g"},
    {"../..", "http://a/"},
    {"../../../g", "http://a/g"},
    {"/./g", "http://a/g"},
    {"/../g", "http://a/g"},
    {"g.", "http://a/b/c/g."},
    {"..g", "http://a/b/c/..g"},
    {"./g/.", "http://a/b/c/g/"},
    {"g/../h", "http://a/b/c/h"},
    {"g;x=1/../y", "http://a/b/c/y"},
    {"g?y/../x", "http://a/b/c/g?y/../x"},
    /* the WHATWG standard's leniency */
    {" \n g \t", "http://a/b/c/g"},
    {"java\nscript:alert(1)", NULL},
    {"\\g", "http://a/g"},
    {"\\\\g\\h", "http://g/h"},
    {"a b", "http://a/b/c/a%20b"},
    {"http://B\xC3\xBC"
     "cher.example:80/\xC3\xBC",
     "http://xn--bcher-kva.example/%C3%BC"},
    {"gr\xC3\xBC", "http://a/b/c/gr%C3%BC"},
    {"\"<>^`{|}\x7F\x01~!$", "http://a/b/c/%22%3C%3E%5E%60%7B%7C%7D%7F%01~!$"},
    {"?a\\b", "http://a/b/c/d;p?a%5Cb"},
    {"HTTPS://EXAMPLE.org:443/X", "https://example.org/X"},
    {"http://example.org:8080", "http://example.org:8080/"},
    {"http://[::1]:80/", "http://[::1]/"},
    {"mailto:a@example.org", "mailto:a@example.org"},
    {"mailto:a@example.org?subject=x y", "mailto:a@example.org?subject=x%20y"},
    /* refused */
    {"javascript:alert(1)", NULL},
    {"JaVaScRiPt:alert(1)", NULL},
    {"data:text/html,x", NULL},
    {"vbscript:x", NULL},
    {"file:///etc/passwd", NULL},
    {"ftp://example.org/", NULL},
    {"http:opaque", NULL},
    {"http://", NULL},
    {"http://user:word@example.org/", NULL},
    {"http://exa mple.org/", NULL},
    {"http://example.org:99999/", NULL},
    {"mailto:", NULL},
};

static void resolves(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct url *base = url_resolve(&arena, NULL, STR("http://a/b/c/d;p?q"));
    assert_non_null(base);
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        const struct url *url = url_resolve(&arena, base, str_from(cases[i].reference));
        if (!url != !cases[i].expected) {
            fail_msg("\"%s\" gives %s", cases[i].reference, url ? url->text.ptr : "nothing");
        }
        if (url) {
            ASSERT_STR(url->text, cases[i].expected);
            /* what is resolved is its own normal form */
            const struct url *again = url_resolve(&arena, NULL, url->text);
            assert_non_null(again);
            ASSERT_STR(again->text, cases[i].expected);
        }
    }
    assert_null(url_resolve(&arena, NULL, STR("relative/path")));
    arena_done(&arena);
}

static void takes_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct url *url =
        url_resolve(&arena, NULL, STR("https://www.Example.org:8443/a/b?c=d#e"));
    ASSERT_STR(url->scheme, "https");
    ASSERT_STR(url->host, "www.example.org");
    ASSERT_STR(url->port, "8443");
    ASSERT_STR(url->path, "/a/b");
    ASSERT_STR(url->query, "c=d");
    ASSERT_STR(url->fragment, "e");
    ASSERT_STR(url_site(url), "example.org");
    arena_done(&arena);
}

static void makes_canonical(void **state)
{
    (void)state;
    struct arena arena = {0};
    const struct url *url = url_resolve(
        &arena, NULL, STR("http://a.example/p?utm_source=x&id=7&fbclid=y&b=&gclid=z#top"));
    ASSERT_STR(url_canonical(&arena, url), "http://a.example/p?id=7&b=");
    url = url_resolve(&arena, NULL, STR("http://a.example/p?utm_source=x"));
    ASSERT_STR(url_canonical(&arena, url), "http://a.example/p");
    arena_done(&arena);
}

static void refuses_long_ones(void **state)
{
    (void)state;
    struct arena arena = {0};
    char text[URL_MAX + 2];
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = 'a';
    }
    const struct url *base = url_resolve(&arena, NULL, STR("http://a/"));
    assert_null(url_resolve(&arena, base, str_of(text, URL_MAX + 1)));
    assert_null(url_resolve(&arena, base, str_of(text, URL_MAX - 4))); /* with the base, too long */
    assert_non_null(url_resolve(&arena, base, str_of(text, URL_MAX - 100)));
    arena_done(&arena);
}

static void decodes(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str text;
    assert_true(url_decode(&arena, STR("a%20b+c%2F"), false, &text));
    ASSERT_STR(text, "a b+c/");
    assert_true(url_decode(&arena, STR("a+b"), true, &text));
    ASSERT_STR(text, "a b");
    assert_false(url_decode(&arena, STR("a%2"), false, &text));
    assert_false(url_decode(&arena, STR("a%zz"), false, &text));
    assert_false(url_decode(&arena, STR("a%00"), false, &text));
    assert_true(url_decode(&arena, STR("%41"), false, &text));
    ASSERT_STR(text, "A");
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(resolves),        cmocka_unit_test(takes_apart),
        cmocka_unit_test(makes_canonical), cmocka_unit_test(refuses_long_ones),
        cmocka_unit_test(decodes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
