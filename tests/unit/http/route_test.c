/* Tests of http/router.c, params.c, negotiate.c and media.c: what a request line and its headers
 * ask for. */
#include "../test.h"

#include "base/utf8.h"
#include "http/media.h"
#include "http/negotiate.h"
#include "http/params.h"
#include "http/router.h"

#include <string.h>

static const struct route_param params[] = {
    {"limit", PARAM_INT, 1, 200, NULL, ""},
    {"q", PARAM_TEXT, 0, 10, NULL, ""},
    {"state", PARAM_CHOICE, 0, 0, "unread archived", ""},
    {"starred", PARAM_BOOL, 0, 0, NULL, ""},
    {.name = NULL},
};

static const struct route routes[] = {
    {.method = HTTP_GET, .path = "/", .formats = FORMAT_JSON},
    {.method = HTTP_GET, .path = "/things", .formats = FORMAT_JSON, .params = params},
    {.method = HTTP_POST, .path = "/things", .formats = FORMAT_JSON},
    {.method = HTTP_PUT, .path = "/things/...", .formats = FORMAT_JSON},
    {.method = HTTP_GET,
     .path = "/things/{id}",
     .formats = FORMAT_JSON | FORMAT_TEXT,
     .takes_suffix = true},
    {.method = HTTP_GET, .path = "/things/{id}/parts", .formats = FORMAT_JSON},
    {.method = HTTP_GET,
     .path = "/things/{id}/parts/{number}",
     .formats = FORMAT_JSON | FORMAT_TEXT,
     .takes_suffix = true},
};

static const struct {
    enum http_method method;
    const char *path;
    int row; /* -1: none */
    unsigned allowed;
} matches[] = {
    {HTTP_GET, "/", 0, HTTP_GET},
    {HTTP_GET, "/things", 1, HTTP_GET | HTTP_POST},
    {HTTP_GET, "/things/", 1, HTTP_GET | HTTP_POST},
    {HTTP_POST, "/things", 2, HTTP_GET | HTTP_POST},
    {HTTP_DELETE, "/things", -1, HTTP_GET | HTTP_POST},
    {HTTP_PUT, "/things/a.html", 3, HTTP_PUT},
    {HTTP_PUT, "/things/a/b", 3, HTTP_PUT},
    {HTTP_PUT, "/things/", 3, HTTP_GET | HTTP_POST | HTTP_PUT},
    {HTTP_PUT, "/things", 3, HTTP_GET | HTTP_POST | HTTP_PUT},
    {HTTP_GET, "/things/a.html", -1, 0},
    {HTTP_GET, "/things/7", 4, HTTP_GET},
    {HTTP_GET, "/things/7.txt", 4, HTTP_GET},
    {HTTP_GET, "/things/7.md", -1, 0},
    {HTTP_GET, "/things/0", -1, 0},
    {HTTP_GET, "/things/-1", -1, 0},
    {HTTP_GET, "/things/99999999999999999999", -1, 0},
    {HTTP_GET, "/things/7/parts", 5, HTTP_GET},
    {HTTP_GET, "/things/7/other", -1, 0},
    {HTTP_GET, "/things/7/parts/3", 6, HTTP_GET},
    {HTTP_GET, "/things/7/parts/3.txt", 6, HTTP_GET},
    {HTTP_GET, "/things/7.txt/parts/3", -1, 0},
    {HTTP_GET, "/things/7/parts/x", -1, 0},
    {HTTP_GET, "/thing", -1, 0},
    {HTTP_GET, "//things", -1, 0},
    {HTTP_GET, "", -1, 0},
    {HTTP_GET, "*", -1, 0},
};

static void finds_rows(void **state)
{
    (void)state;
    struct router router;
    router_init(&router, routes, ARRAY_LEN(routes));
    for (size_t i = 0; i < ARRAY_LEN(matches); i++) {
        struct route_match match =
            router_find(&router, matches[i].method, str_from(matches[i].path));
        const struct route *expected = matches[i].row < 0 ? NULL : &routes[matches[i].row];
        if (match.route != expected || match.allowed != matches[i].allowed) {
            fail_msg("\"%s\" gives row %td, allowed %u", matches[i].path,
                     match.route ? match.route - routes : -1, match.allowed);
        }
    }
    struct route_match match = router_find(&router, HTTP_GET, STR("/things/7.txt"));
    assert_int_equal(match.id, 7);
    assert_int_equal(match.suffix, FORMAT_TEXT);
    match = router_find(&router, HTTP_GET, STR("/things/7/parts/3.txt"));
    assert_int_equal(match.id, 7);
    assert_int_equal(match.number, 3);
    assert_int_equal(match.suffix, FORMAT_TEXT);
    ASSERT_STR(router_find(&router, HTTP_PUT, STR("/things/a.html")).rest, "a.html");
    ASSERT_STR(router_find(&router, HTTP_PUT, STR("/things/")).rest, "");
}

static void lists_methods(void **state)
{
    (void)state;
    struct arena arena = {0};
    ASSERT_STR(router_allow(&arena, HTTP_GET | HTTP_DELETE), "GET, HEAD, DELETE, OPTIONS");
    ASSERT_STR(router_allow(&arena, HTTP_POST), "POST, OPTIONS");
    arena_done(&arena);
}

static const struct {
    const char *target, *wrong; /* NULL: nothing is */
} targets[] = {
    {"/things", NULL},
    {"/things?", NULL},
    {"/things?limit=200&q=a%20b+c&state=archived&starred", NULL},
    {"/things?&&limit=1&", NULL},
    {"/things?limit=0", "limit"},
    {"/things?limit=201", "limit"},
    {"/things?limit=x", "limit"},
    {"/things?limit=", "limit"},
    {"/things?q=12345678901", "q"},
    {"/things?q=%ff", "q=%ff"},
    {"/things?q=%0", "q=%0"},
    {"/things?q=%00", "q=%00"},
    {"/things?state=lost", "state"},
    {"/things?starred=maybe", "starred"},
    {"/things?other=1", "other"},
    {"/things?q=a&q=a", "q"},
    {"/things?q&q=", "q"},
};

static void checks_queries(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
        struct arena arena = {0};
        struct params values = {0};
        struct str name = str_null();
        struct error err = {0};
        enum status status =
            params_query(&arena, str_from(targets[i].target), &routes[1], &values, &name, &err);
        if ((status != OK) != (targets[i].wrong != NULL)) {
            fail_msg("%s: %s", targets[i].target, err.message);
        }
        if (status) {
            assert_int_equal(status, ERR_INVALID);
            ASSERT_STR(name, targets[i].wrong);
        }
        arena_done(&arena);
    }
}

/* What stands in ?url= without having been encoded, as people type it. */
static void takes_bare_urls(void **state)
{
    static const struct route_param bare_params[] = {
        {"url", PARAM_URL, 0, 100, NULL, "u"}, {"title", PARAM_TEXT, 0, 9, NULL, "t"}, {NULL}};
    static const struct route route = {.params = bare_params};
    static const struct {
        const char *query, *url, *title; /* `url` NULL: an error */
    } bare[] = {
        {"?url=https://e.com/a?x=1&y=2%20z", "https://e.com/a?x=1&y=2%20z", NULL},
        {"?url=https://e.com/a?x=1&y=2&title=t", "https://e.com/a?x=1&y=2", "t"},
        {"?title=t&url=HTTP://e.com/a&b&&c=%", "HTTP://e.com/a&b&&c=%", "t"},
        {"?url=https%3A%2F%2Fe.com%2Fa%3Fx%3D1%26y%3D2", "https://e.com/a?x=1&y=2", NULL},
        {"?url=https://e.com/a%3Fx%3D1", "https://e.com/a?x=1", NULL},
        {"?url=https://e.com/a&title=t", "https://e.com/a", "t"},
        {"?url=e.com/a?x=1&y=2", NULL, NULL},
        {"?url=https%3A//e.com/a&y=2", NULL, NULL},
        {"?url=https://e.com/a?url=b&url=c", NULL, NULL},
        {"?url=https://e.com/?\xFF", NULL, NULL},
    };
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(bare); i++) {
        struct arena arena = {0};
        struct params values = {0};
        struct str name = str_null();
        struct error err = {0};
        enum status status =
            params_query(&arena, str_from(bare[i].query), &route, &values, &name, &err);
        if ((status == OK) != (bare[i].url != NULL)) {
            fail_msg("%s: %s", bare[i].query, err.message);
        }
        if (!status) {
            ASSERT_STR(values.values[0], bare[i].url);
            ASSERT_STR(values.values[1], bare[i].title ? bare[i].title : "");
        }
        arena_done(&arena);
    }
}

static void decodes_values(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct params values = {0};
    struct str name, path;
    struct error err = {0};
    assert_int_equal(
        params_query(&arena, STR("/things?q=a%20b+%C3%BC"), &routes[1], &values, &name, &err), OK);
    ASSERT_STR(values.values[1], "a b \xC3\xBC");
    assert_null(values.values[0].ptr);
    assert_int_equal(params_path(&arena, STR("/a%20b+c?x"), &path, &err), OK);
    ASSERT_STR(path, "/a b+c");
    assert_int_equal(params_path(&arena, STR("/a%00"), &path, &err), ERR_INVALID);
    assert_int_equal(params_path(&arena, STR("/%C3"), &path, &err), ERR_INVALID);
    arena_done(&arena);
}

/* A message holds whole characters of a strange name, or it would be no text in JSON. */
static void messages_are_text(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct params values = {0};
    struct str name;
    struct error err = {0};
    char target[200] = "/things?a";
    for (size_t i = 9; i + 2 < sizeof(target); i += 2) {
        memcpy(target + i, "\xC3\xBC", 3);
    }
    assert_int_equal(params_query(&arena, str_from(target), &routes[1], &values, &name, &err),
                     ERR_INVALID);
    assert_true(utf8_is_valid(str_from(err.message)));
    arena_done(&arena);
}

static const struct {
    const char *accept;
    unsigned expected;
} accepts[] = {
    {NULL, FORMAT_JSON},
    {"", FORMAT_JSON},
    {"*/*", FORMAT_JSON},
    {"text/html", FORMAT_HTML},
    {"TEXT/HTML", FORMAT_HTML},
    {"text/*", FORMAT_HTML},
    {"text/plain", FORMAT_TEXT},
    {"text/markdown;q=0.5, text/plain;q=0.4", FORMAT_MARKDOWN},
    {"text/markdown; q=0.3, text/plain ; q=0.4", FORMAT_TEXT},
    {"application/json;q=0.1, */*;q=0.5", FORMAT_HTML},
    {"application/json;q=0, */*", FORMAT_HTML},
    {"text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", FORMAT_HTML},
    {"text/markdown, */*", FORMAT_MARKDOWN},
    {"*/*, text/markdown", FORMAT_MARKDOWN},
    {"text/markdown, text/html, */*", FORMAT_MARKDOWN},
    {"text/html, application/json", FORMAT_HTML},
    {"application/json, text/plain, */*", FORMAT_JSON},
    {"text/*, application/json", FORMAT_JSON},
    {"text/*, application/json;q=0.9", FORMAT_HTML},
    {"text/plain;q=0.5, */*", FORMAT_JSON},
    {"image/png", 0},
    {"application/json;q=0", 0},
    {",,,", 0},
};

static void takes_gzip(void **state)
{
    static const struct {
        const char *header;
        bool takes;
    } rows[] = {{"gzip", true},
                {"br, GZIP;q=0.5, *;q=0", true},
                {"*", true},
                {"deflate, *;q=0.1", true},
                {"gzip;q=0, *", false},
                {"gzip;q=0.000", false},
                {"*;q=0", false},
                {"identity", false},
                {"gzipped", false},
                {"", false},
                {NULL, false}};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        assert_int_equal(negotiate_takes_gzip(str_from(rows[i].header)), rows[i].takes);
    }
}

static void negotiates(void **state)
{
    (void)state;
    unsigned all = FORMAT_JSON | FORMAT_HTML | FORMAT_MARKDOWN | FORMAT_TEXT;
    for (size_t i = 0; i < ARRAY_LEN(accepts); i++) {
        enum http_format format = negotiate(str_from(accepts[i].accept), all);
        if (format != (enum http_format)accepts[i].expected) {
            fail_msg("\"%s\" gives %u", accepts[i].accept ? accepts[i].accept : "(none)",
                     (unsigned)format);
        }
    }
    assert_int_equal(negotiate(STR("image/png"), FORMAT_OTHER), FORMAT_OTHER);
    assert_true(negotiate_is_browser(STR("text/html,*/*;q=0.8")));
    assert_true(negotiate_is_browser(STR("text/html, application/json")));
    assert_false(negotiate_is_browser(STR("application/json, text/html")));
    assert_false(negotiate_is_browser(STR("*/*")));
    assert_false(negotiate_is_browser(STR("application/json, text/html;q=0.9")));
    assert_false(negotiate_is_browser(str_null()));
}

static void takes_media_types_apart(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct str value = STR("Text/HTML ; charset=\"utf-8\"; a=\"x;y\" ;Boundary=b");
    ASSERT_STR(media_type(&arena, value), "text/html");
    ASSERT_STR(media_parameter(value, "charset"), "utf-8");
    ASSERT_STR(media_parameter(value, "boundary"), "b");
    ASSERT_STR(media_parameter(value, "a"), "x;y");
    assert_null(media_parameter(value, "other").ptr);
    assert_null(media_type(&arena, STR(" ")).ptr);
    assert_true(media_matches(STR("text/x-python"), "text/..."));
    assert_false(media_matches(STR("application/json"), "text/..."));
    assert_true(media_matches(STR("application/json"), "application/json"));
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_rows),
        cmocka_unit_test(lists_methods),
        cmocka_unit_test(checks_queries),
        cmocka_unit_test(takes_bare_urls),
        cmocka_unit_test(decodes_values),
        cmocka_unit_test(messages_are_text),
        cmocka_unit_test(negotiates),
        cmocka_unit_test(takes_gzip),
        cmocka_unit_test(takes_media_types_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
