/* Tests of http/server.c and exchange.c: a real server on a free port, spoken to through sockets.
 */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"
#include "http/server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_MAX = 1000, PATIENCE_MS = 15000, WORKERS = 2, QUEUE = 2 };

/* What the handlers of these tests share. */
struct app {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_held; /* POST /wait waits while this is set */
    int waiting;  /* how many do */
    pthread_t finisher;
    struct request *pending_req;
    struct response *pending_res;
};

static enum status get_thing(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    response_validators(req, res, STR("\"v1\""), 0);
    if (request_is_current(req, STR("\"v1\""), 0)) {
        return response_not_modified(res);
    }
    buf_printf(&res->body, "thing %lld", (long long)req->path_id);
    return OK;
}

static enum status post_echo(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    buf_add_str(&res->body, req->body);
    return OK;
}

static enum status post_wait(struct app *app, struct request *req, struct response *res)
{
    (void)pthread_mutex_lock(&app->lock);
    app->waiting++;
    (void)pthread_cond_broadcast(&app->changed);
    while (app->is_held) {
        (void)pthread_cond_wait(&app->changed, &app->lock);
    }
    app->waiting--;
    (void)pthread_mutex_unlock(&app->lock);
    buf_add_str(&res->body, req->body);
    return OK;
}

static void *finish_later(void *argument)
{
    struct app *app = argument;
    buf_add_z(&app->pending_res->body, "finished elsewhere");
    request_finish(app->pending_req, app->pending_res, OK);
    return NULL;
}

static enum status post_pending(struct app *app, struct request *req, struct response *res)
{
    app->pending_req = req;
    app->pending_res = res;
    return pthread_create(&app->finisher, NULL, finish_later, app) == 0 ? PENDING : ERR_INTERNAL;
}

static const char *const body_types[] = {"text/...", NULL};

static const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/things/{id}",
     .handle = get_thing,
     .name = "thing_get",
     .formats = FORMAT_TEXT | FORMAT_JSON,
     .takes_suffix = true},
    {.method = HTTP_POST,
     .path = "/echo",
     .handle = post_echo,
     .name = "echo_post",
     .formats = FORMAT_TEXT,
     .thread = RUN_ON_WORKER,
     .body_max = BODY_MAX,
     .body_types = body_types},
    {.method = HTTP_POST,
     .path = "/wait",
     .handle = post_wait,
     .name = "wait_post",
     .formats = FORMAT_TEXT,
     .thread = RUN_ON_WORKER,
     .body_max = BODY_MAX,
     .body_types = body_types},
    {.method = HTTP_POST,
     .path = "/pending",
     .handle = post_pending,
     .name = "pending_post",
     .formats = FORMAT_TEXT,
     .thread = RUN_ON_WORKER,
     .body_max = BODY_MAX,
     .body_types = body_types},
};

struct fixture {
    struct app app;
    struct server *server;
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    (void)signal(SIGPIPE, SIG_IGN);
    (void)pthread_mutex_init(&fixture.app.lock, NULL);
    (void)pthread_cond_init(&fixture.app.changed, NULL);
    struct server_options options = {.address = STR("127.0.0.1"),
                                     .loops = 2,
                                     .workers = WORKERS,
                                     .queue = QUEUE,
                                     .body_budget = 10 * BODY_MAX,
                                     .request_seconds = 1,
                                     .idle_seconds = 2,
                                     .is_quiet = true,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes),
                                     .app = &fixture.app};
    *state = &fixture;
    return server_start(&options, &fixture.server, NULL) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server, 1000);
    (void)pthread_cond_destroy(&f->app.changed);
    (void)pthread_mutex_destroy(&f->app.lock);
    return 0;
}

static int dial(const struct fixture *f)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons(server_port(f->server)),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

static void say(int fd, const char *text)
{
    assert_int_equal(send(fd, text, strlen(text), MSG_NOSIGNAL), (ssize_t)strlen(text));
}

/* Whether something can be read, or the end has come, within the patience of these tests. */
static bool is_readable(int fd)
{
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    return poll(&poller, 1, PATIENCE_MS) > 0;
}

/* Everything up to the end of the connection, or up to `enough` where that is not NULL. */
static struct str hear(struct arena *arena, int fd, const char *enough)
{
    struct buf buf;
    char bytes[4096];
    ssize_t n;
    buf_init(&buf, 1000000);
    while (is_readable(fd) && (n = recv(fd, bytes, sizeof(bytes), 0)) > 0) {
        buf_add(&buf, bytes, (size_t)n);
        if (enough && str_find(buf_str(&buf), str_from(enough)) >= 0) {
            break;
        }
    }
    struct str heard = arena_str(arena, buf.ptr ? buf_str(&buf) : STR(""));
    buf_done(&buf);
    return heard;
}

static void assert_has(struct str text, const char *part)
{
    if (str_find(text, str_from(part)) < 0) {
        fail_msg("\"%s\" is not in: %.*s", part, STR_ARG(text));
    }
}

/* One request on a connection of its own: sends, hears all, and looks for the parts (ended by
 * NULL). */
static void ask(const struct fixture *f, const char *request, const char *const *parts)
{
    struct arena arena = {0};
    int fd = dial(f);
    say(fd, request);
    (void)shutdown(fd, SHUT_WR);
    struct str heard = hear(&arena, fd, NULL);
    for (; *parts; parts++) {
        assert_has(heard, *parts);
    }
    (void)close(fd);
    arena_done(&arena);
}

#define HOST "Host: localhost\r\n"
#define PARTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static void answers(void **state)
{
    struct fixture *f = *state;
    ask(f, "GET /things/7 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
        PARTS("HTTP/1.1 200 ", "thing 7", "Content-Type: application/json", "ETag: \"v1\"",
              "Vary: Accept", "X-Content-Type-Options: nosniff", "X-Request-Id: "));
    ask(f, "GET /things/7.txt HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
        PARTS("HTTP/1.1 200 ", "Content-Type: text/plain; charset=utf-8"));
    ask(f,
        "GET /things/7 HTTP/1.1\r\n" HOST
        "If-None-Match: \"v0\", W/\"v1\"\r\nConnection: close\r\n\r\n",
        PARTS("HTTP/1.1 304 "));
    ask(f, "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nConnection: close\r\n\r\nhello",
        PARTS("HTTP/1.1 200 ", "\r\n\r\nhello"));
    ask(f,
        "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
        PARTS("HTTP/1.1 200 ", "\r\n\r\nabcde"));
    ask(f, "OPTIONS /echo HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n",
        PARTS("HTTP/1.1 204 ", "Allow: POST, OPTIONS"));
    ask(f, "POST /pending HTTP/1.1\r\n" HOST "Content-Length: 1\r\nConnection: close\r\n\r\nx",
        PARTS("HTTP/1.1 200 ", "finished elsewhere"));
    (void)pthread_join(f->app.finisher, NULL);
}

static void head_has_the_headers_alone(void **state)
{
    struct fixture *f = *state;
    struct arena arena = {0};
    int fd = dial(f);
    say(fd, "HEAD /things/7 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n");
    struct str heard = hear(&arena, fd, NULL);
    assert_has(heard, "Content-Length: 7");
    assert_true(str_ends(heard, STR("\r\n\r\n")));
    (void)close(fd);
    arena_done(&arena);
}

static void connections_are_kept(void **state)
{
    struct fixture *f = *state;
    struct arena arena = {0};
    int fd = dial(f);
    for (int i = 0; i < 3; i++) {
        say(fd, "GET /things/7 HTTP/1.1\r\n" HOST "\r\n");
        assert_has(hear(&arena, fd, "thing 7"), "HTTP/1.1 200 ");
    }
    say(fd, "GET /things/8 HTTP/1.1\r\n" HOST "\r\nGET /things/9 HTTP/1.1\r\n" HOST "\r\n");
    struct str heard = hear(&arena, fd, "thing 9");
    assert_has(heard, "thing 8");
    (void)close(fd);
    arena_done(&arena);
}

struct refusal {
    const char *request, *code;
};

static void refuses(void **state)
{
    struct fixture *f = *state;
    static const struct refusal refusals[] = {
        {"GET /nothing HTTP/1.1\r\n" HOST "\r\n", "404"},
        {"DELETE /things/7 HTTP/1.1\r\n" HOST "\r\n", "405"},
        {"BREW /things/7 HTTP/1.1\r\n" HOST "\r\n", "501"},
        {"TRACE /things/7 HTTP/1.1\r\n" HOST "\r\n", "501"},
        {"GET /things/7?x=1 HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET /things/%zz HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET /things/%00 HTTP/1.1\r\n" HOST "\r\n", "400"},
        {"GET /things/7 HTTP/1.1\r\n" HOST "Accept: image/png\r\n\r\n", "406"},
        {"GET /things/7 HTTP/1.1\r\nHost: other.example\r\n\r\n", "421"},
        {"GET /things/7 HTTP/1.1\r\n" HOST "Content-Length: 5\r\n\r\nhello", "400"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Type: image/png\r\n\r\n",
         "415"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Encoding: br\r\n\r\n", "415"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 1001\r\nExpect: 100-continue\r\n\r\n",
         "413"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nExpect: miracles\r\n\r\n", "417"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nOrigin: http://evil.example\r\n\r\n",
         "403"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nOrigin: null\r\n\r\n", "403"},
        {"POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nSec-Fetch-Site: cross-site\r\n\r\n",
         "403"},
    };
    for (size_t i = 0; i < ARRAY_LEN(refusals); i++) {
        char line[32];
        (void)snprintf(line, sizeof(line), "HTTP/1.1 %s ", refusals[i].code);
        ask(f, refusals[i].request,
            PARTS(line, "application/problem+json", "\"request_id\":", "Cache-Control: no-store"));
    }
}

/* Requests that this server and a proxy before it could read differently: refused, and the line is
 * closed. */
static void refuses_ambiguous_framing(void **state)
{
    struct fixture *f = *state;
    static const char *const requests[] = {
        "POST /echo HTTP/1.1\r\n" HOST "Content-Length: 5\r\nContent-Length: 0\r\n\r\nhello",
        "POST /echo HTTP/1.1\r\n" HOST
        "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\n" HOST
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n\r\n0\r\n\r\n",
        "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "GET /things/7 HTTP/1.1\r\n" HOST HOST "\r\n",
        "GET /things/7 HTTP/1.1\r\n" HOST "X: a\rb\r\n\r\n",
        "GET /things/7 HTTP/1.1\r\n\r\n",
    };
    for (size_t i = 0; i < ARRAY_LEN(requests); i++) {
        struct arena arena = {0};
        int fd = dial(f);
        say(fd, requests[i]);
        say(fd, "GET /things/666 HTTP/1.1\r\n" HOST "\r\n");
        struct str heard = hear(&arena, fd, NULL);
        assert_has(heard, "HTTP/1.1 400 ");
        if (str_find(heard, STR("thing 666")) >= 0) {
            /* Only where no body is in doubt may the next request be answered. */
            assert_true(str_starts(str_from(requests[i]), STR("GET")));
        }
        (void)close(fd);
        arena_done(&arena);
    }
}

static void a_long_body_in_chunks_is_refused(void **state)
{
    struct fixture *f = *state;
    struct arena arena = {0};
    char chunk[600];
    int fd = dial(f);
    memset(chunk, 'a', sizeof(chunk));
    memcpy(chunk, "200\r\n", 5);
    memcpy(chunk + 5 + 512, "\r\n", 2);
    say(fd, "POST /echo HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n");
    for (int i = 0; i < 3; i++) {
        assert_int_equal(send(fd, chunk, 5 + 512 + 2, MSG_NOSIGNAL), 5 + 512 + 2);
    }
    say(fd, "0\r\n\r\n");
    assert_has(hear(&arena, fd, NULL), "HTTP/1.1 413 ");
    (void)close(fd);
    arena_done(&arena);
}

/* One byte now and then keeps libmicrohttpd's own timeout away, but not this server's. */
static void a_slow_request_is_cut(void **state)
{
    struct fixture *f = *state;
    static const char *const starts[] = {"G", "GET /things/7 HTTP/1.1\r\nX: ",
                                         "POST /echo HTTP/1.1\r\n" HOST
                                         "Content-Length: 900\r\n\r\n"};
    for (size_t i = 0; i < ARRAY_LEN(starts); i++) {
        struct pollfd poller = {.fd = dial(f), .events = POLLIN};
        int drips = 0;
        say(poller.fd, starts[i]);
        while (poll(&poller, 1, 200) == 0 && drips < 50) {
            (void)send(poller.fd, "E", 1, MSG_NOSIGNAL);
            drips++;
        }
        assert_in_range(drips, 2, 30);
        (void)close(poller.fd);
    }
}

static void hold(struct fixture *f, bool is_held)
{
    (void)pthread_mutex_lock(&f->app.lock);
    f->app.is_held = is_held;
    (void)pthread_cond_broadcast(&f->app.changed);
    (void)pthread_mutex_unlock(&f->app.lock);
}

static void await_waiting(struct fixture *f, int n)
{
    (void)pthread_mutex_lock(&f->app.lock);
    while (f->app.waiting < n) {
        (void)pthread_cond_wait(&f->app.changed, &f->app.lock);
    }
    (void)pthread_mutex_unlock(&f->app.lock);
}

static const char wait_request[] =
    "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 4\r\nConnection: close\r\n\r\nbody";

static void a_full_queue_says_when_to_come_again(void **state)
{
    struct fixture *f = *state;
    struct arena arena = {0};
    int busy[WORKERS + QUEUE], fd;
    hold(f, true);
    for (int i = 0; i < WORKERS; i++) {
        busy[i] = dial(f);
        say(busy[i], wait_request);
    }
    await_waiting(f, WORKERS);
    for (int i = WORKERS; i < WORKERS + QUEUE; i++) {
        busy[i] = dial(f);
        say(busy[i], wait_request);
    }
    /* One of these finds the queue full: the two before may still be on their way. */
    bool is_refused = false;
    int extra[QUEUE + 1];
    for (int i = 0; i <= QUEUE; i++) {
        extra[i] = dial(f);
        say(extra[i], wait_request);
    }
    struct pollfd pollers[QUEUE + 1];
    for (int i = 0; i <= QUEUE; i++) {
        pollers[i] = (struct pollfd){.fd = extra[i], .events = POLLIN};
    }
    assert_true(poll(pollers, QUEUE + 1, PATIENCE_MS) > 0);
    for (int i = 0; i <= QUEUE && !is_refused; i++) {
        if (pollers[i].revents) {
            struct str heard = hear(&arena, extra[i], NULL);
            assert_has(heard, "HTTP/1.1 503 ");
            assert_has(heard, "Retry-After: 1");
            is_refused = true;
        }
    }
    assert_true(is_refused);
    hold(f, false);
    for (int i = 0; i < WORKERS; i++) {
        assert_has(hear(&arena, busy[i], NULL), "\r\n\r\nbody");
    }
    for (int i = 0; i < WORKERS + QUEUE; i++) {
        (void)close(busy[i]);
    }
    for (int i = 0; i <= QUEUE; i++) {
        (void)close(extra[i]);
    }
    fd = dial(f);
    say(fd, wait_request);
    assert_has(hear(&arena, fd, NULL), "HTTP/1.1 200 ");
    (void)close(fd);
    arena_done(&arena);
}

static void a_client_may_go_while_its_request_runs(void **state)
{
    struct fixture *f = *state;
    hold(f, true);
    for (int i = 0; i < WORKERS; i++) {
        int fd = dial(f);
        say(fd, wait_request);
        await_waiting(f, i + 1);
        (void)close(fd);
    }
    hold(f, false);
    ask(f, "GET /things/1 HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n", PARTS("thing 1"));
}

static void *let_go_soon(void *argument)
{
    (void)usleep(100 * 1000);
    hold(argument, false);
    return NULL;
}

/* A stop waits for what runs, and the answer still goes out or the line is closed; nothing hangs.
 */
static void stopping_waits_for_handlers(void **state)
{
    struct fixture *f = *state;
    pthread_t thread;
    int fd = dial(f);
    hold(f, true);
    say(fd, wait_request);
    await_waiting(f, 1);
    assert_int_equal(pthread_create(&thread, NULL, let_go_soon, f), 0);
    server_stop(f->server, 1000);
    f->server = NULL;
    (void)pthread_join(thread, NULL);
    assert_int_equal(f->app.waiting, 0);
    (void)close(fd);
}

static void a_taken_port_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct server *second = NULL;
    struct error err = {0};
    struct server_options options = {.address = STR("127.0.0.1"),
                                     .port = server_port(f->server),
                                     .loops = 2,
                                     .workers = 1,
                                     .queue = 1,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes),
                                     .app = &f->app};
    assert_int_equal(server_start(&options, &second, &err), ERR_CONFLICT);
    assert_has(str_from(err.message), "--listen");
    options.address = STR("nowhere");
    assert_int_equal(server_start(&options, &second, &err), ERR_INVALID);
    assert_null(second);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(answers),
        TEST(head_has_the_headers_alone),
        TEST(connections_are_kept),
        TEST(refuses),
        TEST(refuses_ambiguous_framing),
        TEST(a_long_body_in_chunks_is_refused),
        TEST(a_slow_request_is_cut),
        TEST(a_full_queue_says_when_to_come_again),
        TEST(a_client_may_go_while_its_request_runs),
        TEST(stopping_waits_for_handlers),
        TEST(a_taken_port_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
