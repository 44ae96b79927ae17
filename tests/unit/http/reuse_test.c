/* Tests of http/reply.c and deflate.c: an answer is made once, and goes out again for as long as
 * its tag holds. */
#include "../test.h"
#include "wire.h"

#include "http/server.h"

#include <signal.h>
#include <stdatomic.h>

enum { LARGE = 4000 };

struct app {
    _Atomic int revision;
    _Atomic int made;
};

static enum status get_page(struct app *app, struct request *req, struct response *res)
{
    int revision = atomic_load(&app->revision);
    struct str etag =
        arena_printf(req->arena, "\"%d-%s\"", revision, http_format_suffix(req->format));
    response_validators(req, res, etag, 0);
    if (request_is_current(req, etag, 0)) {
        return response_not_modified(res);
    }
    if (response_reuse(req, res, etag)) {
        return OK;
    }
    (void)atomic_fetch_add(&app->made, 1);
    buf_printf(&res->body, "revision %d ", revision);
    buf_add_repeated(&res->body, 'x', LARGE);
    response_keep(res, etag);
    return OK;
}

/* Says that it may be kept, and fails after all. */
static enum status get_broken(struct app *app, struct request *req, struct response *res)
{
    if (response_reuse(req, res, STR("\"1\""))) {
        return OK;
    }
    (void)atomic_fetch_add(&app->made, 1);
    buf_add_z(&res->body, "half of the th");
    response_keep(res, STR("\"1\""));
    return error_set(&res->error, ERR_CORRUPT, "the stored bytes are damaged");
}

static const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/page",
     .handle = get_page,
     .name = "page_get",
     .formats = FORMAT_HTML | FORMAT_JSON},
    {.method = HTTP_GET,
     .path = "/broken",
     .handle = get_broken,
     .name = "broken_get",
     .formats = FORMAT_TEXT},
};

struct fixture {
    struct app app;
    struct server *server;
    struct arena arena;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){.app = {.revision = 1}};
    (void)signal(SIGPIPE, SIG_IGN);
    *state = &fixture;
    struct server_options options = {.address = STR("127.0.0.1"),
                                     .loops = 2,
                                     .workers = 1,
                                     .queue = 10,
                                     .body_budget = 1000000,
                                     .request_seconds = 10,
                                     .idle_seconds = 10,
                                     .is_quiet = true,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes),
                                     .app = &fixture.app};
    return server_start(&options, &fixture.server, NULL) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server, 1000);
    arena_done(&f->arena);
    return 0;
}

/* `more` are headers, each with its end. */
static struct str ask(struct fixture *f, const char *method, const char *path, const char *more)
{
    struct str request =
        arena_printf(&f->arena, "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n",
                     method, path, more);
    return wire_ask(&f->arena, server_port(f->server), request);
}

static struct str body_of(struct str answer)
{
    ptrdiff_t end = str_find(answer, STR("\r\n\r\n"));
    return end < 0 ? str_null() : str_sub(answer, (size_t)end + 4, answer.len);
}

#define HTML "Accept: text/html\r\n"
#define GZIP "Accept-Encoding: gzip\r\n"

static void an_answer_is_made_once(void **state)
{
    struct fixture *f = *state;
    struct str first = ask(f, "GET", "/page", HTML);
    ASSERT_HAS(first, "revision 1 xxx");
    for (int i = 0; i < 3; i++) {
        struct str again = ask(f, "GET", "/page", HTML);
        assert_true(str_equal(body_of(again), body_of(first)));
        ASSERT_HAS(again, "ETag: \"1-html\"");
        ASSERT_HAS(again, "nosniff");
        ASSERT_HAS_NOT(again, "Content-Encoding");
    }
    struct str head = ask(f, "HEAD", "/page", HTML);
    ASSERT_HAS(head, "Content-Length: 4011");
    assert_int_equal(body_of(head).len, 0);
    assert_int_equal(atomic_load(&f->app.made), 1);
    ASSERT_HAS(ask(f, "GET", "/page", "Accept: application/json\r\n"), "ETag: \"1-json\"");
    assert_int_equal(atomic_load(&f->app.made), 2);
}

static void what_changed_is_made_anew(void **state)
{
    struct fixture *f = *state;
    for (int revision = 1; revision < 5; revision++) {
        char expected[32];
        (void)snprintf(expected, sizeof(expected), "\r\n\r\nrevision %d x", revision);
        atomic_store(&f->app.revision, revision);
        for (int i = 0; i < 2; i++) {
            ASSERT_HAS(ask(f, "GET", "/page", HTML), expected);
            ASSERT_HAS_NOT(ask(f, "GET", "/page", HTML GZIP), "revision");
        }
        assert_int_equal(atomic_load(&f->app.made), 2 * revision);
    }
}

static void it_is_packed_for_those_who_take_that(void **state)
{
    struct fixture *f = *state;
    struct str packed = ask(f, "GET", "/page", HTML GZIP);
    struct str again = ask(f, "GET", "/page", HTML GZIP);
    assert_true(body_of(packed).len > 0 && body_of(packed).len < LARGE / 10);
    assert_true(str_equal(body_of(packed), body_of(again)));
    ASSERT_HAS(again, "Content-Encoding: gzip");
    ASSERT_HAS(again, "ETag: \"1-html-gz\"");
    ASSERT_HAS(again, "Vary: Accept, Accept-Encoding\r\n");
    ASSERT_HAS(ask(f, "GET", "/page", HTML), "revision 1 xxx");
    ASSERT_HAS(ask(f, "GET", "/page", HTML GZIP), "Content-Encoding: gzip");
    ASSERT_HAS(ask(f, "GET", "/page", HTML GZIP "If-None-Match: \"1-html-gz\"\r\n"), " 304 ");
    /* What programs read is never packed, and kept all the same. */
    for (int i = 0; i < 2; i++) {
        struct str json = ask(f, "GET", "/page", GZIP);
        ASSERT_HAS(json, "revision 1 xxx");
        ASSERT_HAS_NOT(json, "Content-Encoding");
    }
    assert_int_equal(atomic_load(&f->app.made), 3);
}

static void a_failure_is_not_kept(void **state)
{
    struct fixture *f = *state;
    for (int i = 1; i <= 2; i++) {
        struct str answer = ask(f, "GET", "/broken", "");
        ASSERT_HAS(answer, " 500 ");
        ASSERT_HAS_NOT(answer, "half");
        assert_int_equal(atomic_load(&f->app.made), i);
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_answer_is_made_once),
        TEST(what_changed_is_made_anew),
        TEST(it_is_packed_for_those_who_take_that),
        TEST(a_failure_is_not_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
