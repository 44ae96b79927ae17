/* Tests of http/guard.c, checks.c and reply.c through sockets: requests that can be read in two
 * ways, foreign names, and what is on every answer. */
#include "../test.h"
#include "wire.h"

#include "http/guard.h"
#include "http/server.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

enum { BODY_MAX = 1000 };

static enum status get_thing(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    response_validators(req, res, STR("\"v1\""), 1700000000000000);
    if (request_is_current(req, STR("\"v1\""), 1700000000000000)) {
        return response_not_modified(res);
    }
    res->csp = "default-src 'self'";
    buf_add_z(&res->body, "the thing");
    return OK;
}

/* Fails after it has begun to describe what it would have sent. */
static enum status get_broken(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    response_validators(req, res, STR("\"v1\""), 0);
    buf_add_z(&res->body, "half of the th");
    return error_set(&res->error, ERR_CORRUPT, "the stored bytes are damaged");
}

static enum status post_echo(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    buf_add_str(&res->body, req->body);
    return OK;
}

static void make_page(struct app *app, const struct request *req, int code, const char *title,
                      const char *detail, struct buf *buf)
{
    (void)app;
    buf_printf(buf, "<h1>%d %s</h1><p>%s</p>%s", code, title, detail, req->id);
}

static const char *const body_types[] = {"text/...", NULL};
static const struct route_param params[] = {{"q", PARAM_TEXT, 0, 10, NULL, ""}, {.name = NULL}};

static const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/thing",
     .handle = get_thing,
     .name = "thing_get",
     .formats = FORMAT_TEXT | FORMAT_JSON,
     .params = params},
    {.method = HTTP_GET,
     .path = "/broken",
     .handle = get_broken,
     .name = "broken_get",
     .formats = FORMAT_TEXT},
    {.method = HTTP_POST,
     .path = "/echo",
     .handle = post_echo,
     .name = "echo_post",
     .formats = FORMAT_TEXT,
     .thread = RUN_ON_WORKER,
     .body_max = BODY_MAX,
     .body_types = body_types},
    {.method = HTTP_POST,
     .path = "/anything",
     .handle = post_echo,
     .name = "anything_post",
     .formats = FORMAT_TEXT,
     .thread = RUN_ON_WORKER,
     .body_max = BODY_MAX},
};

struct fixture {
    struct server *server;
    struct arena arena;
};

static int start(struct fixture *f, const char *address, const char *const *hosts)
{
    struct server_options options = {.address = str_from(address),
                                     .loops = 2,
                                     .workers = 1,
                                     .queue = 10,
                                     .body_budget = 100 * BODY_MAX,
                                     .request_seconds = 10,
                                     .idle_seconds = 10,
                                     .hosts = hosts,
                                     .is_quiet = true,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes),
                                     .error_page = make_page,
                                     .error_page_csp = "default-src 'none'; style-src 'self'"};
    return server_start(&options, &f->server, NULL) == OK ? 0 : -1;
}

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    (void)signal(SIGPIPE, SIG_IGN);
    *state = &fixture;
    return start(&fixture, "127.0.0.1", NULL);
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server, 1000);
    arena_done(&f->arena);
    return 0;
}

static struct str ask(struct fixture *f, struct str request)
{
    return wire_ask(&f->arena, server_port(f->server), request);
}

#define HOST "Host: localhost\r\n"
#define CLOSE "Connection: close\r\n"
#define SECOND "GET /thing HTTP/1.1\r\n" HOST CLOSE "\r\n"
#define LINE(text)             \
    {                          \
        text, sizeof(text) - 1 \
    }

static const struct str doubtful[] = {
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\nContent-Length: 0\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\n"
         "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n"
         "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding:\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.0\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "X: y\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "X: y\r\n Content-Length: 4\r\n\r\n"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "X: y\r\n\tz\r\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "X: y\0Content-Length: 9\r\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\0000\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\nX: a\rb\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST ": none\r\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "a b: c\r\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\nHost: localhost\nContent-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\n" HOST "Content-Length: 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4x\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: -4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4, 4\r\n\r\nabcd"),
    LINE("POST /echo HTTP/1.1\r\n" HOST HOST "Content-Length: 4\r\n\r\nabcd"),
    LINE("GET /thing HTTP/1.1\r\n" HOST "Host: evil.example\r\n\r\n"),
    LINE("GET /thing HTTP/1.1\r\nX: y\r\n\r\n"),
    LINE("GET /thing?q=a b HTTP/1.1\r\n" HOST "\r\n"),
    LINE("GET /thing HTTP/1.1\r\n" HOST "X: a\001b\r\n\r\n"),
};

/* Whatever a proxy before this server might take for the end of the first request, the second is
 * not answered. */
static void one_doubtful_request_has_one_answer(void **state)
{
    struct fixture *f = *state;
    for (size_t i = 0; i < ARRAY_LEN(doubtful); i++) {
        struct str both =
            arena_printf(&f->arena, "%*s" SECOND, (int)doubtful[i].len, ""); /* room for NULs */
        memcpy((char *)both.ptr, doubtful[i].ptr, doubtful[i].len);
        struct str heard = ask(f, both);
        if (!str_starts(heard, STR("HTTP/1.1 400 ")) || wire_count(heard, "the thing")) {
            fail_msg("request %zu: %.*s", i, STR_ARG(heard));
        }
    }
}

/* The guard looks at where the parts of a request lie; none of this may look wrong to it. */
static void ordinary_requests_pass(void **state)
{
    struct fixture *f = *state;
    static const struct str requests[] = {
        LINE("GET /thing HTTP/1.1\r\n" HOST CLOSE "\r\n"),
        LINE("\r\nGET /thing HTTP/1.1\r\n" HOST CLOSE "\r\n"),
        LINE("GET /thing HTTP/1.1\r\nHost:localhost\r\nConnection:close\r\n\r\n"),
        LINE("GET /thing HTTP/1.1\r\n" HOST "X:\r\nY:  \t a  \r\nCookie: a=b; c=d\r\n" CLOSE
             "\r\n"),
        LINE("GET /thing HTTP/1.1\r\n" HOST "X: \"\303\251\"\r\n" CLOSE "\r\n"),
        LINE("GET http://localhost/thing?q=a HTTP/1.1\r\n" HOST CLOSE "\r\n"),
        LINE("GET /thing HTTP/1.0\r\n\r\n"),
        LINE("GET /thing?q=%C3%A9+a HTTP/1.1\r\n" HOST CLOSE "\r\n"),
    };
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct str heard = ask(f, requests[i]);
        if (!str_starts(heard, STR("HTTP/1.1 200 "))) {
            fail_msg("request %zu: %.*s", i, STR_ARG(heard));
        }
    }
    /* Long headers, in many pieces, and more than one on a connection. */
    char value[6000];
    int fd = wire_dial(server_port(f->server));
    memset(value, 'v', sizeof(value));
    for (int i = 0; i < 3; i++) {
        assert_true(wire_send(fd, STR("GET /thing HTTP/1.1\r\n" HOST "X: ")));
        assert_true(wire_send(fd, str_of(value, sizeof(value))));
        assert_true(wire_send(fd, STR("\r\nY: ")));
        assert_true(wire_send(fd, str_of(value, sizeof(value))));
        assert_true(wire_send(fd, STR("\r\n\r\n")));
        ASSERT_HAS(wire_hear(&f->arena, fd, "the thing"), "HTTP/1.1 200 ");
    }
    (void)close(fd);
}

/* After a body the connection ends, with a library that may have misread where. */
static void nothing_follows_a_body(void **state)
{
    struct fixture *f = *state;
    struct str heard =
        ask(f, STR("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 4\r\n\r\nabcd" SECOND));
    ASSERT_HAS(heard, "\r\n\r\nabcd");
    ASSERT_HAS(heard, "Connection: close");
    ASSERT_HAS_NOT(heard, "the thing");
}

static void mistakes_without_a_body_keep_the_connection(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "GET /nothing HTTP/1.1\r\n" HOST "\r\n", "DELETE /thing HTTP/1.1\r\n" HOST "\r\n",
        "GET /thing?x HTTP/1.1\r\n" HOST "\r\n", "OPTIONS /thing HTTP/1.1\r\n" HOST "\r\n",
        "GET /broken HTTP/1.1\r\n" HOST "\r\n"};
    int fd = wire_dial(server_port(f->server));
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        assert_true(wire_send(fd, str_from(requests[i])));
        ASSERT_HAS_NOT(wire_hear(&f->arena, fd, "X-Request-Id"), "Connection: close");
    }
    assert_true(wire_send(fd, STR(SECOND)));
    ASSERT_HAS(wire_hear(&f->arena, fd, "the thing"), "the thing");
    (void)close(fd);
}

static void names_of_this_server(void **state)
{
    (void)state;
    static const char *const own[] = {"reader.example", "other.example:81", NULL};
    static const char *const good[] = {"127.0.0.1",      "127.0.0.1:1",      "LocalHost:65535",
                                       "[::1]",          "[::1]:80",         "10.0.0.1:80",
                                       "Reader.Example", "reader.example:9", "other.example:81"};
    static const char *const bad[] = {"",
                                      ":80",
                                      "evil.example",
                                      "127.0.0.1.evil.example",
                                      "127.0.0.1:80@evil.example",
                                      "127.0.0.1:",
                                      "127.0.0.1:65536",
                                      "127.0.0.1:+1",
                                      "localhost:80:80",
                                      "localhost#",
                                      "[::2]",
                                      "reader.example.",
                                      "other.example:82"};
    for (size_t i = 0; i < ARRAY_LEN(good); i++) {
        assert_int_equal(guard_host(str_from(good[i]), STR("10.0.0.1"), own, NULL), OK);
    }
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        if (guard_host(str_from(bad[i]), STR("10.0.0.1"), own, NULL) != ERR_MISDIRECTED) {
            fail_msg("\"%s\" is taken", bad[i]);
        }
    }
    assert_int_equal(guard_host(str_null(), STR("10.0.0.1"), NULL, NULL), OK);
}

static const struct {
    const char *fetch_site, *origin;
    enum status expected;
} sites[] = {
    {NULL, NULL, OK},
    {"same-origin", NULL, OK},
    {"none", NULL, OK},
    {"same-origin", "https://evil.example", OK}, /* the browser knows better, and cannot be told */
    {"same-site", "http://a.example:81", ERR_FORBIDDEN},
    {"cross-site", NULL, ERR_FORBIDDEN},
    {"", NULL, ERR_FORBIDDEN},
    {NULL, "http://a.example:81", OK},
    {NULL, "https://A.example:81", OK}, /* behind a proxy that speaks TLS */
    {NULL, "http://a.example", ERR_FORBIDDEN},
    {NULL, "http://a.example:8", ERR_FORBIDDEN},
    {NULL, "http://a.example:81.evil.example", ERR_FORBIDDEN},
    {NULL, "ftp://a.example:81", ERR_FORBIDDEN},
    {NULL, "null", ERR_FORBIDDEN},
    {NULL, "", ERR_FORBIDDEN},
};

static void other_sites_pages(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(sites); i++) {
        enum status status = guard_site(str_from(sites[i].fetch_site), str_from(sites[i].origin),
                                        STR("a.example:81"), NULL);
        if (status != sites[i].expected) {
            fail_msg("%zu: %s", i, status_name(status));
        }
    }
}

static void every_answer_protects_its_reader(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "GET /thing HTTP/1.1\r\n" HOST CLOSE "\r\n", "HEAD /thing HTTP/1.1\r\n" HOST CLOSE "\r\n",
        "GET /nothing HTTP/1.1\r\n" HOST CLOSE "\r\n", "OPTIONS * HTTP/1.1\r\n" HOST CLOSE "\r\n",
        "POST /echo HTTP/1.1\r\n" HOST CLOSE "Content-Length: 1\r\n\r\na"};
    static const char *const headers[] = {"X-Content-Type-Options: nosniff\r\n",
                                          "Referrer-Policy: no-referrer\r\n",
                                          "Cross-Origin-Opener-Policy: same-origin\r\n",
                                          "Cross-Origin-Resource-Policy: same-origin\r\n",
                                          "Permissions-Policy: camera=()",
                                          "Content-Security-Policy: default-src",
                                          "X-Request-Id: "};
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct str heard = ask(f, str_from(requests[i]));
        for (size_t j = 0; j < ARRAY_LEN(headers); j++) {
            ASSERT_HAS(heard, headers[j]);
        }
        ASSERT_HAS_NOT(heard, "Access-Control-");
    }
}

/* RFC 9110, 15.4.5: the validators, and no policy that would replace the stored answer's. */
static void not_modified_changes_nothing(void **state)
{
    struct fixture *f = *state;
    static const char *const conditions[] = {"If-None-Match: \"v1\"", "If-None-Match: *",
                                             "If-None-Match: \"v0\", W/\"v1\"",
                                             "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT"};
    for (size_t i = 0; i < ARRAY_LEN(conditions); i++) {
        struct str heard =
            ask(f, arena_printf(&f->arena, "GET /thing HTTP/1.1\r\n" HOST CLOSE "%s\r\n\r\n",
                                conditions[i]));
        ASSERT_HAS(heard, "HTTP/1.1 304 ");
        ASSERT_HAS(heard, "ETag: \"v1\"\r\n");
        ASSERT_HAS(heard, "Vary: Accept\r\n");
        ASSERT_HAS_NOT(heard, "X-Content-Type-Options");
        ASSERT_HAS_NOT(heard, "Content-Security-Policy");
        ASSERT_HAS_NOT(heard, "Content-Type:");
        assert_true(str_ends(heard, STR("\r\n\r\n")));
    }
    ASSERT_HAS(ask(f, STR("GET /thing HTTP/1.1\r\n" HOST CLOSE "If-None-Match: \"v2\"\r\n"
                          "If-Modified-Since: Tue, 14 Nov 2023 22:13:20 GMT\r\n\r\n")),
               "HTTP/1.1 200 ");
}

static void head_says_what_get_would(void **state)
{
    struct fixture *f = *state;
    struct str head = ask(f, STR("HEAD /thing HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    ASSERT_HAS(head, "Content-Length: 9\r\n");
    ASSERT_HAS(head, "ETag: \"v1\"\r\n");
    assert_true(str_ends(head, STR("\r\n\r\n")));
    head = ask(f, STR("HEAD /nothing HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    ASSERT_HAS(head, "HTTP/1.1 404 ");
    assert_true(str_ends(head, STR("\r\n\r\n")));
}

/* What a handler said of an answer that then failed is not said of the problem. */
static void a_failure_is_not_kept(void **state)
{
    struct fixture *f = *state;
    struct str heard = ask(f, STR("GET /broken HTTP/1.1\r\n" HOST CLOSE "\r\n"));
    ASSERT_HAS(heard, "HTTP/1.1 500 ");
    ASSERT_HAS(heard, "Cache-Control: no-store\r\n");
    ASSERT_HAS(heard, "the stored bytes are damaged");
    ASSERT_HAS_NOT(heard, "ETag");
    ASSERT_HAS_NOT(heard, "private");
    ASSERT_HAS_NOT(heard, "half of");
}

static void browsers_get_a_page(void **state)
{
    struct fixture *f = *state;
    struct str heard = ask(f, STR("GET /nothing HTTP/1.1\r\n" HOST CLOSE
                                  "Accept: text/html,application/xml;q=0.9,*/*;q=0.8\r\n\r\n"));
    ASSERT_HAS(heard, "HTTP/1.1 404 ");
    ASSERT_HAS(heard, "Content-Type: text/html; charset=utf-8\r\n");
    ASSERT_HAS(heard, "Content-Security-Policy: default-src 'none'; style-src 'self'\r\n");
    ASSERT_HAS(heard, "<h1>404 Not Found</h1>");
}

static void expectations(void **state)
{
    struct fixture *f = *state;
    int fd = wire_dial(server_port(f->server));
    assert_true(wire_send(fd, STR("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3\r\n"
                                  "Expect: 100-Continue\r\n\r\n")));
    ASSERT_HAS(wire_hear(&f->arena, fd, "\r\n\r\n"), "HTTP/1.1 100 ");
    assert_true(wire_send(fd, STR("abc")));
    ASSERT_HAS(wire_hear(&f->arena, fd, NULL), "\r\n\r\nabc");
    (void)close(fd);
    struct str heard = ask(f, STR("POST /echo HTTP/1.1\r\n" HOST "Content-Length: 3000\r\n"
                                  "Expect: 100-continue\r\n\r\n"));
    ASSERT_HAS(heard, "HTTP/1.1 413 ");
    ASSERT_HAS_NOT(heard, "HTTP/1.1 100 ");
    ASSERT_HAS(ask(f, STR("GET /thing HTTP/1.1\r\n" HOST "Expect: a-pony\r\n\r\n")),
               "HTTP/1.1 417 ");
}

/* A missing type, and a route that asks for none, take what comes. */
static void types_of_bodies(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *path, *type, *code;
    } rows[] = {
        {"/echo", "X: y", "200"},
        {"/echo", "Content-Type:", "200"},
        {"/echo", "Content-Type: TEXT/Plain; charset=x", "200"},
        {"/echo", "Content-Type: image/png", "415"},
        {"/echo", "Content-Type: text", "415"},
        {"/anything", "Content-Type: image/png", "200"},
    };
    for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
        struct str heard =
            ask(f, arena_printf(&f->arena,
                                "POST %s HTTP/1.1\r\n" HOST "%s\r\nContent-Length: 1\r\n\r\na",
                                rows[i].path, rows[i].type));
        ASSERT_HAS(heard, rows[i].code);
    }
}

static void long_addresses(void **state)
{
    struct fixture *f = *state;
    struct str heard = ask(f, arena_printf(&f->arena, "GET /%09000d HTTP/1.1\r\n" HOST "\r\n", 0));
    ASSERT_HAS(heard, "HTTP/1.1 414 ");
    ASSERT_HAS(heard, "application/problem+json");
    heard = ask(f, arena_printf(&f->arena, "GET /%08000d HTTP/1.1\r\n" HOST CLOSE "\r\n", 0));
    ASSERT_HAS(heard, "HTTP/1.1 404 ");
}

static void other_addresses_to_listen_on(void **state)
{
    (void)state;
    static const char *const hosts[] = {"reader.example", NULL};
    struct fixture f = {.server = NULL};
    if (start(&f, "::1", NULL) == 0) { /* where the machine has it */
        assert_true(server_port(f.server) > 0);
        server_stop(f.server, 100);
    }
    /* On an address of the network any name will do, unless names were given. */
    f.server = NULL;
    assert_int_equal(start(&f, "0.0.0.0", NULL), 0);
    ASSERT_HAS(ask(&f, STR("GET /thing HTTP/1.1\r\nHost: any.example\r\n" CLOSE "\r\n")), " 200 ");
    server_stop(f.server, 100);
    f.server = NULL;
    assert_int_equal(start(&f, "0.0.0.0", hosts), 0);
    ASSERT_HAS(ask(&f, STR("GET /thing HTTP/1.1\r\nHost: any.example\r\n" CLOSE "\r\n")), " 421 ");
    ASSERT_HAS(ask(&f, STR("GET /thing HTTP/1.1\r\nHost: reader.example\r\n" CLOSE "\r\n")),
               " 200 ");
    server_stop(f.server, 100);
    arena_done(&f.arena);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(one_doubtful_request_has_one_answer),
        TEST(ordinary_requests_pass),
        TEST(nothing_follows_a_body),
        TEST(mistakes_without_a_body_keep_the_connection),
        cmocka_unit_test(names_of_this_server),
        cmocka_unit_test(other_sites_pages),
        TEST(every_answer_protects_its_reader),
        TEST(not_modified_changes_nothing),
        TEST(head_says_what_get_would),
        TEST(a_failure_is_not_kept),
        TEST(browsers_get_a_page),
        TEST(expectations),
        TEST(types_of_bodies),
        TEST(long_addresses),
        cmocka_unit_test(other_addresses_to_listen_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
