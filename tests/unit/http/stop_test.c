/* Tests of server_stop in http/server.c: a server that is stopped while clients keep coming. */
#include "../test.h"

#include "http/server.h"
#include "wire.h"

#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROUNDS = 500, CLIENTS = 3, LOOPS = 4, PATIENCE_S = 10 };

static const char line[] = "GET /thing HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";

static enum status get_thing(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    (void)req;
    buf_add_z(&res->body, "thing");
    return OK;
}

static const struct route routes[] = {
    {.method = HTTP_GET,
     .path = "/thing",
     .handle = get_thing,
     .name = "get",
     .formats = FORMAT_OTHER},
};

/* What the clients of a round share: they ask until they are refused. */
struct round {
    uint16_t port;
    _Atomic int answered, refused;
};

/* The answer's first bytes, or 0 when the line was closed; -1: nobody listens. */
static ssize_t ask_once(uint16_t port)
{
    char answer[256];
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons(port)};
    struct timeval patience = {.tv_sec = PATIENCE_S};
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    bool is_refused = connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0 && errno == ECONNREFUSED;
    ssize_t n = -1;
    if (!is_refused) {
        n = send(fd, line, sizeof(line) - 1, MSG_NOSIGNAL);
        n = n > 0 ? recv(fd, answer, sizeof(answer), 0) : 0;
        n = n > 0 ? n : 0;
    }
    (void)close(fd);
    return n;
}

static void *keep_asking(void *argument)
{
    struct round *round = argument;
    ssize_t n;
    do {
        n = ask_once(round->port);
        atomic_fetch_add(&round->answered, n > 0 ? 1 : 0);
    } while (n >= 0);
    atomic_fetch_add(&round->refused, 1);
    return NULL;
}

static int count_files(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir)) {
        n++;
    }
    (void)closedir(dir);
    return n;
}

static void play(struct round *round, useconds_t pause_us)
{
    pthread_t clients[CLIENTS];
    struct server *server;
    struct server_options options = {.address = STR("127.0.0.1"),
                                     .loops = LOOPS,
                                     .workers = 1,
                                     .queue = 1,
                                     .body_budget = 1000,
                                     .request_seconds = 5,
                                     .idle_seconds = 5,
                                     .is_quiet = true,
                                     .routes = routes,
                                     .n_routes = ARRAY_LEN(routes)};
    assert_int_equal(server_start(&options, &server, NULL), OK);
    round->port = server_port(server);
    for (int i = 0; i < CLIENTS; i++) {
        assert_int_equal(pthread_create(&clients[i], NULL, keep_asking, round), 0);
    }
    while (atomic_load(&round->answered) < CLIENTS) {
        (void)usleep(100);
    }
    (void)usleep(pause_us);
    server_stop(server, 1000);
    for (int i = 0; i < CLIENTS; i++) {
        (void)pthread_join(clients[i], NULL);
    }
}

/* MHD_quiesce_daemon aborted once in one to four thousand of these rounds. */
static void clients_are_refused_and_nothing_breaks(void **state)
{
    (void)state;
    int files = count_files();
    for (int i = 0; i < ROUNDS; i++) {
        struct round round = {0};
        play(&round, (useconds_t)(i * 37 % 1000));
        assert_int_equal(round.refused, CLIENTS);
    }
    assert_int_equal(count_files(), files);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(clients_are_refused_and_nothing_breaks),
    };
    (void)signal(SIGPIPE, SIG_IGN);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
