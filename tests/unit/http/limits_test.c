/* Tests of http/connections.c, reply.c and exchange.c under pressure: too many clients, too slow
 * ones, too much at once, and a stop in the middle of it. */
#include "../test.h"
#include "wire.h"

#include "base/time.h"
#include "http/server.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

enum { BODY_MAX = 100000, LARGE = 200000, A_LOOP = 120, CROWD = 1000, SECOND_US = 1000000 };

/* What the handlers of these tests share. */
struct app {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_held; /* POST /wait waits while this is set */
    int waiting;
    struct request *req;
    struct response *res;
};

struct fixture {
    struct app app;
    struct server *server;
    struct arena arena;
};

static enum status get_small(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    (void)req;
    buf_add_z(&res->body, "small");
    return OK;
}

static enum status get_large(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    (void)req;
    buf_add_repeated(&res->body, 'x', LARGE);
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
    (void)pthread_mutex_unlock(&app->lock);
    buf_printf(&res->body, "took %zu bytes", req->body.len);
    return OK;
}

static void *finish_at_once(void *argument)
{
    struct app *app = argument;
    buf_add_z(&app->res->body, "finished");
    request_finish(app->req, app->res, OK);
    return NULL;
}

/* Finished by the other thread before this one returns, and still looked at here. */
static enum status post_pending(struct app *app, struct request *req, struct response *res)
{
    pthread_t thread;
    app->req = req;
    app->res = res;
    if (pthread_create(&thread, NULL, finish_at_once, app) != 0) {
        return ERR_INTERNAL;
    }
    (void)pthread_join(thread, NULL);
    res->retry_after_s = 0;
    return req->worker >= 0 ? PENDING : ERR_INTERNAL;
}

static const char *const body_types[] = {"text/...", NULL};

#define WORK(path_, handle_, name_)                                                 \
    {                                                                               \
        .method = HTTP_POST, .path = (path_), .handle = (handle_), .name = (name_), \
        .formats = FORMAT_TEXT, .thread = RUN_ON_WORKER, .body_max = BODY_MAX,      \
        .body_types = body_types                                                    \
    }

static const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/small",
     .handle = get_small,
     .name = "small_get",
     .formats = FORMAT_TEXT},
    {.method = HTTP_GET,
     .path = "/large",
     .handle = get_large,
     .name = "large_get",
     .formats = FORMAT_TEXT},
    {.method = HTTP_POST,
     .path = "/large",
     .handle = get_large,
     .name = "large_post",
     .formats = FORMAT_TEXT,
     .body_max = BODY_MAX},
    WORK("/wait", post_wait, "wait_post"),
    WORK("/pending", post_pending, "pending_post"),
};

static int set_up(void **state)
{
    static struct fixture fixture;
    fixture = (struct fixture){0};
    (void)signal(SIGPIPE, SIG_IGN);
    (void)pthread_mutex_init(&fixture.app.lock, NULL);
    (void)pthread_cond_init(&fixture.app.changed, NULL);
    *state = &fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    server_stop(f->server, 1000);
    arena_done(&f->arena);
    (void)pthread_cond_destroy(&f->app.changed);
    (void)pthread_mutex_destroy(&f->app.lock);
    return 0;
}

/* One loop and one worker, so that a test knows what meets what. */
static void start(struct fixture *f, int request_seconds, size_t body_budget)
{
    struct server_options options = {.address = STR("127.0.0.1"),
                                     .loops = 1,
                                     .workers = 1,
                                     .queue = 10,
                                     .body_budget = body_budget,
                                     .request_seconds = request_seconds,
                                     .idle_seconds = 30,
                                     .is_quiet = true,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes),
                                     .app = &f->app};
    assert_int_equal(server_start(&options, &f->server, NULL), OK);
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

#define HOST "Host: localhost\r\n"
#define GET_SMALL "GET /small HTTP/1.1\r\n" HOST "\r\n"
#define GET_ONCE "GET /small HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"

/* A connection on which a POST with a body of `n` bytes is on its way, of which `sent` are sent. */
static int post(struct fixture *f, const char *path, size_t n, size_t sent)
{
    int fd = wire_dial(server_port(f->server));
    char *body = arena_alloc(&f->arena, sent + 1);
    struct str head =
        arena_printf(&f->arena, "POST %s HTTP/1.1\r\n" HOST "Content-Length: %zu\r\n\r\n", path, n);
    memset(body, 'b', sent);
    assert_true(wire_send(fd, head));
    assert_true(wire_send(fd, str_of(body, sent)));
    return fd;
}

static struct str hear_and_close(struct fixture *f, int fd)
{
    struct str heard = wire_hear(&f->arena, fd, NULL);
    (void)close(fd);
    return heard;
}

static size_t crowd_size(void)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &limit), 0);
    return limit.rlim_cur > 2 * CROWD + 100 ? (size_t)CROWD : (size_t)(A_LOOP + 40);
}

/* More connections than the server may have, which say nothing or almost nothing: the next client
 * is answered all the same, long before their time is up. */
static void a_crowd_that_does_nothing_keeps_nobody_out(void **state)
{
    struct fixture *f = *state;
    static const char *const beginnings[] = {"", "GET /small HT", "POST /wait HTTP/1.1\r\n" HOST,
                                             "POST /wait HTTP/1.1\r\n" HOST
                                             "Content-Length: 9\r\n\r\nbod"};
    size_t n = crowd_size();
    int *crowd = arena_array(&f->arena, n, sizeof(int));
    start(f, 60, BODY_MAX);
    int64_t began_us = time_monotonic_us();
    for (size_t i = 0; i < n; i++) {
        crowd[i] = wire_dial(server_port(f->server));
        (void)wire_send(crowd[i], str_from(beginnings[i % ARRAY_LEN(beginnings)]));
    }
    for (int i = 0; i < 20; i++) {
        int fd = wire_dial(server_port(f->server));
        assert_true(wire_send(fd, STR(GET_SMALL)));
        ASSERT_HAS(wire_hear(&f->arena, fd, "small"), "HTTP/1.1 200 ");
        (void)close(fd);
    }
    assert_true(time_monotonic_us() - began_us < (int64_t)20 * SECOND_US);
    for (size_t i = 0; i < n; i++) {
        (void)close(crowd[i]);
    }
}

/* Requests that a handler has do not give way. */
static void a_crowd_does_not_push_out_who_waits_for_an_answer(void **state)
{
    struct fixture *f = *state;
    enum { IDLE = A_LOOP + 40 };
    int crowd[IDLE];
    start(f, 60, BODY_MAX);
    hold(f, true);
    int fd = post(f, "/wait", 5, 5);
    await_waiting(f, 1);
    for (int i = 0; i < IDLE; i++) {
        crowd[i] = wire_dial(server_port(f->server));
    }
    ASSERT_HAS(wire_ask(&f->arena, server_port(f->server), STR(GET_ONCE)), "HTTP/1.1 200 ");
    hold(f, false);
    ASSERT_HAS(hear_and_close(f, fd), "took 5 bytes");
    for (int i = 0; i < IDLE; i++) {
        (void)close(crowd[i]);
    }
}

/* How often one more byte could be sent, one each 100 ms, before the server closed. */
static int drip(int fd)
{
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    int drips = 0;
    while (drips < 100 && poll(&poller, 1, 100) == 0) {
        (void)wire_send(fd, STR("a"));
        drips++;
    }
    (void)close(fd);
    return drips;
}

/* The time of a request runs from its first byte, whatever part of it drips. */
static void no_part_of_a_request_may_drip(void **state)
{
    struct fixture *f = *state;
    static const char *const beginnings[] = {
        "GET /",
        "GET /small HTTP/1.1\r\nX: ", "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 9999\r\n\r\n",
        "POST /wait HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\nfff\r\n"};
    start(f, 1, BODY_MAX);
    for (size_t i = 0; i < ARRAY_LEN(beginnings); i++) {
        int fd = wire_dial(server_port(f->server));
        assert_true(wire_send(fd, str_from(beginnings[i])));
        assert_in_range(drip(fd), 3, 15);
    }
}

/* Its line's end does not make a request young again. */
static void a_late_line_does_not_buy_time(void **state)
{
    struct fixture *f = *state;
    start(f, 2, BODY_MAX);
    int64_t began_us = time_monotonic_us();
    int fd = wire_dial(server_port(f->server));
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    assert_true(wire_send(fd, STR("GET /small HTTP/1.1")));
    assert_int_equal(poll(&poller, 1, 1400), 0);
    assert_true(wire_send(fd, STR("\r\nX: ")));
    (void)drip(fd);
    assert_true(time_monotonic_us() - began_us < (int64_t)3 * SECOND_US);
}

/* On a connection that had an answer nobody is told when the next request begins. */
static void a_second_request_may_not_drip_either(void **state)
{
    struct fixture *f = *state;
    start(f, 1, BODY_MAX);
    int fd = wire_dial(server_port(f->server));
    assert_true(wire_send(fd, STR(GET_SMALL)));
    ASSERT_HAS(wire_hear(&f->arena, fd, "small"), "HTTP/1.1 200 ");
    assert_true(wire_send(fd, STR("GET /")));
    assert_in_range(drip(fd), 3, 25);
}

/* Who closes its direction is not waited for, neither after an answer nor within a request. */
static void a_client_that_sends_no_more_is_let_go(void **state)
{
    struct fixture *f = *state;
    static const char *const sent[] = {
        GET_SMALL, "GET /sm",
        "GET /small HTTP/1.1\r\nX: ", "POST /wait HTTP/1.1\r\n" HOST "Content-Length: 9\r\n\r\nab"};
    start(f, 30, BODY_MAX);
    int64_t began_us = time_monotonic_us();
    for (size_t i = 0; i < ARRAY_LEN(sent); i++) {
        struct str heard = wire_ask(&f->arena, server_port(f->server), str_from(sent[i]));
        assert_true(i > 0 || str_ends(heard, STR("small")));
    }
    assert_true(time_monotonic_us() - began_us < (int64_t)10 * SECOND_US);
}

/* An idle connection that keeps its place longer than a request may take. */
static void waiting_is_not_dripping(void **state)
{
    struct fixture *f = *state;
    start(f, 1, BODY_MAX);
    int fd = wire_dial(server_port(f->server));
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    assert_true(wire_send(fd, STR(GET_SMALL)));
    ASSERT_HAS(wire_hear(&f->arena, fd, "small"), "HTTP/1.1 200 ");
    assert_int_equal(poll(&poller, 1, 2500), 0);
    assert_true(wire_send(fd, STR(GET_SMALL)));
    ASSERT_HAS(wire_hear(&f->arena, fd, "small"), "HTTP/1.1 200 ");
    (void)close(fd);
}

/* Announcing is not sending: three clients that do the one leave the budget to who does both. */
static void what_was_announced_takes_no_room(void **state)
{
    struct fixture *f = *state;
    int links[3];
    start(f, 30, BODY_MAX + 1000);
    for (int i = 0; i < 3; i++) {
        links[i] = post(f, "/wait", BODY_MAX, 10);
    }
    ASSERT_HAS(hear_and_close(f, post(f, "/wait", BODY_MAX, BODY_MAX)), "took 100000 bytes");
    for (int i = 0; i < 3; i++) {
        (void)close(links[i]);
    }
}

static void bodies_over_the_budget_are_refused(void **state)
{
    struct fixture *f = *state;
    start(f, 30, BODY_MAX + 1000);
    hold(f, true);
    int first = post(f, "/wait", BODY_MAX, BODY_MAX);
    await_waiting(f, 1);
    struct str heard = hear_and_close(f, post(f, "/wait", 5000, 0));
    ASSERT_HAS(heard, "HTTP/1.1 503 ");
    ASSERT_HAS(heard, "Retry-After: 1");
    /* In chunks nothing is announced: it is seen when the bytes come, and said at the end. */
    struct buf chunks;
    buf_init(&chunks, 0);
    BUF_LITERAL(&chunks,
                "POST /wait HTTP/1.1\r\n" HOST "Transfer-Encoding: chunked\r\n\r\n1388\r\n");
    buf_add_repeated(&chunks, 'c', 5000);
    BUF_LITERAL(&chunks, "\r\n0\r\n\r\n");
    int fd = wire_dial(server_port(f->server));
    assert_true(wire_send(fd, buf_str(&chunks)));
    buf_done(&chunks);
    ASSERT_HAS(hear_and_close(f, fd), "HTTP/1.1 503 ");
    hold(f, false);
    ASSERT_HAS(hear_and_close(f, first), "took 100000 bytes");
    ASSERT_HAS(hear_and_close(f, post(f, "/wait", 5000, 5000)), "took 5000 bytes");
}

/* Large answers count as well; but what was done is not denied. */
static void large_answers_are_counted(void **state)
{
    struct fixture *f = *state;
    start(f, 30, LARGE - 1);
    struct str heard = wire_ask(&f->arena, server_port(f->server),
                                STR("GET /large HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
    ASSERT_HAS(heard, "HTTP/1.1 503 ");
    assert_true(hear_and_close(f, post(f, "/large", 1, 1)).len > LARGE);
    ASSERT_HAS(wire_ask(&f->arena, server_port(f->server), STR(GET_ONCE)), "HTTP/1.1 200 ");
}

static void large_answers_give_their_room_back(void **state)
{
    struct fixture *f = *state;
    start(f, 30, LARGE);
    for (int i = 0; i < 3; i++) {
        struct str heard =
            wire_ask(&f->arena, server_port(f->server),
                     STR("GET /large HTTP/1.1\r\n" HOST "Connection: close\r\n\r\n"));
        assert_true(heard.len > LARGE);
    }
}

/* Who sends a large body without asking first is refused at once, and still gets to read it: a
 * close with bytes unread would reset the connection. */
static void a_refusal_reaches_who_is_still_sending(void **state)
{
    struct fixture *f = *state;
    enum { SENT = 20 * BODY_MAX };
    start(f, 30, BODY_MAX);
    ASSERT_HAS(hear_and_close(f, post(f, "/wait", SENT, SENT)), "HTTP/1.1 413 ");
}

static void a_handler_may_be_overtaken(void **state)
{
    struct fixture *f = *state;
    start(f, 30, BODY_MAX);
    for (int i = 0; i < 20; i++) {
        ASSERT_HAS(hear_and_close(f, post(f, "/pending", 1, 1)), "finished");
    }
}

static void *let_go_soon(void *argument)
{
    (void)usleep(200 * 1000);
    hold(argument, false);
    return NULL;
}

/* Everything in the house is done and answered, also what still waits for a worker. */
static void a_stop_answers_what_it_has(void **state)
{
    struct fixture *f = *state;
    pthread_t thread;
    int links[4];
    start(f, 30, BODY_MAX);
    hold(f, true);
    for (int i = 0; i < 4; i++) {
        links[i] = post(f, "/wait", 5, 5);
    }
    await_waiting(f, 1);
    assert_int_equal(pthread_create(&thread, NULL, let_go_soon, f), 0);
    server_stop(f->server, 10000);
    f->server = NULL;
    (void)pthread_join(thread, NULL);
    for (int i = 0; i < 4; i++) {
        struct str heard = hear_and_close(f, links[i]);
        /* One that had not been read yet when the stop came is refused or closed, never lost. */
        assert_true(!heard.len || str_find(heard, STR("took 5 bytes")) >= 0 ||
                    str_find(heard, STR("HTTP/1.1 503 ")) >= 0);
    }
    assert_true(f->app.waiting >= 1);
}

/* When the grace is over, what runs is awaited and the rest refused: no queue holds up a stop. */
static void a_stop_does_not_work_off_the_queue(void **state)
{
    struct fixture *f = *state;
    pthread_t thread;
    start(f, 30, BODY_MAX);
    hold(f, true);
    int running = post(f, "/wait", 5, 5);
    await_waiting(f, 1);
    int queued = post(f, "/wait", 5, 5);
    /* Its turn on the one loop comes after the queued one's. */
    ASSERT_HAS(wire_ask(&f->arena, server_port(f->server), STR(GET_ONCE)), "small");
    assert_int_equal(pthread_create(&thread, NULL, let_go_soon, f), 0);
    server_stop(f->server, 1);
    f->server = NULL;
    (void)pthread_join(thread, NULL);
    ASSERT_HAS(hear_and_close(f, running), "took 5 bytes");
    struct str heard = hear_and_close(f, queued);
    ASSERT_HAS(heard, "HTTP/1.1 503 ");
    ASSERT_HAS(heard, "stopping");
    assert_int_equal(f->app.waiting, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_crowd_that_does_nothing_keeps_nobody_out),
        TEST(a_crowd_does_not_push_out_who_waits_for_an_answer),
        TEST(no_part_of_a_request_may_drip),
        TEST(a_late_line_does_not_buy_time),
        TEST(a_second_request_may_not_drip_either),
        TEST(a_client_that_sends_no_more_is_let_go),
        TEST(waiting_is_not_dripping),
        TEST(what_was_announced_takes_no_room),
        TEST(bodies_over_the_budget_are_refused),
        TEST(large_answers_are_counted),
        TEST(large_answers_give_their_room_back),
        TEST(a_refusal_reaches_who_is_still_sending),
        TEST(a_handler_may_be_overtaken),
        TEST(a_stop_answers_what_it_has),
        TEST(a_stop_does_not_work_off_the_queue),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
