/* The HTTP server: libmicrohttpd behind a table of routes. */
#include "http/server.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/time.h"
#include "http/connections.h"
#include "http/exchange.h"
#include "http/listener.h"
#include "http/server_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    /* libmicrohttpd's epoll loop stalls when 128 events come at once (its MAX_EVENTS). */
    CONNECTIONS_A_LOOP = 120,
    /* Bounds request line and headers.  Not more: libmicrohttpd clears all of it for every request
     * on a kept connection. */
    CONNECTION_MEMORY = 32 * 1024,
    READY_BYTES = 8 * 1024 * 1024, /* some hundred pages: what readers and feeds come back for */
    MINUTE_S = 60,
    /* A person mistypes a few times; a program that guesses learns nothing in any time. */
    LOGINS_OF_ADDRESS = 10,
    LOGINS_WINDOW_S = 300,
    LOGINS_OF_ALL = 120,
    LAST_WORDS_MS = 500,              /* for answers that are there when the grace is over */
    FIRST_FIXED_VERSION = 0x01000000, /* of libmicrohttpd: reads framing as RFC 9112 has it */
};

bool server_has_room(const struct server *server, size_t n)
{
    size_t held = atomic_load(&server->body_bytes);
    return held <= server->options.body_budget && n <= server->options.body_budget - held;
}

bool server_reserve(struct server *server, size_t n)
{
    size_t held = atomic_fetch_add(&server->body_bytes, n);
    if (held + n > server->options.body_budget) {
        (void)atomic_fetch_sub(&server->body_bytes, n);
        return false;
    }
    return true;
}

void server_release(struct server *server, size_t n)
{
    (void)atomic_fetch_sub(&server->body_bytes, n);
}

static void notice_connection(void *argument, struct MHD_Connection *connection, void **context,
                              enum MHD_ConnectionNotificationCode code)
{
    struct server *server = argument;
    if (code == MHD_CONNECTION_NOTIFY_CLOSED) {
        connections_close(server->connections, *context);
        *context = NULL;
        return;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    *context = info ? connections_open(server->connections, info->connect_fd) : NULL;
}

/* Paths are decoded by http/params.c, where a bad escape is an error and %2F is not yet a slash. */
static size_t leave_escaped(void *argument, struct MHD_Connection *connection, char *text)
{
    (void)argument;
    (void)connection;
    return str_from(text).len;
}

PRINTF_LIKE(2, 0) static void log_library(void *argument, const char *fmt, va_list args)
{
    char line[512];
    (void)argument;
    (void)vsnprintf(line, sizeof(line), fmt, args);
    log_line(LOG_LEVEL_DEBUG, "msg=\"libmicrohttpd: %s\"", line);
}

/*
 * The old library's strictness is less than guard.h's, and its own refusals go out broken (the
 * header twice) or not at all; so there it is off and the guard speaks.
 */
static enum status start_daemon(struct server *server, int fd, struct error *err)
{
    const struct server_options *options = &server->options;
    unsigned loops = (unsigned)options->loops;
    struct MHD_OptionItem pool[] = {{MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)loops, NULL},
                                    {MHD_OPTION_END, 0, NULL}};
    server->daemon = MHD_start_daemon(
        MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL,
        exchange_handle, server, MHD_OPTION_EXTERNAL_LOGGER, log_library, server,
        MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT, loops * CONNECTIONS_A_LOOP,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_MEMORY,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)options->idle_seconds,
        MHD_OPTION_STRICT_FOR_CLIENT, server->closes_after_body ? 0 : 1,
        MHD_OPTION_URI_LOG_CALLBACK, exchange_new, server, MHD_OPTION_UNESCAPE_CALLBACK,
        leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED, exchange_done, server,
        MHD_OPTION_NOTIFY_CONNECTION, notice_connection, server, MHD_OPTION_ARRAY,
        loops > 1 ? pool : pool + 1, MHD_OPTION_END);
    return server->daemon ? OK : error_set(err, ERR_INTERNAL, "libmicrohttpd does not start");
}

static bool is_loopback(struct str address)
{
    return str_starts(address, STR("127.")) || str_equal(address, STR("::1"));
}

static void set_policies(struct server *server)
{
    const struct server_options *options = &server->options;
    struct rate_policy *policies = server->policies;
    policies[RATE_TOKEN] = rate_policy("token", options->token_rate, MINUTE_S);
    policies[RATE_ADDRESS] = rate_policy("address", options->address_rate, MINUTE_S);
    policies[RATE_LOGIN] = rate_policy("login", LOGINS_OF_ADDRESS, LOGINS_WINDOW_S);
    policies[RATE_LOGINS] = rate_policy("logins", LOGINS_OF_ALL, MINUTE_S);
}

static enum status start_threads(struct server *server, struct error *err)
{
    const struct server_options *options = &server->options;
    enum status status = counts_new(options->routes, options->n_routes, &server->counts, err);
    status =
        status ? status : workers_start(options->workers, options->queue, &server->workers, err);
    return status ? status
                  : connections_new((size_t)options->loops * CONNECTIONS_A_LOOP,
                                    options->request_seconds, options->idle_seconds,
                                    &server->connections, err);
}

static void init_waiting(struct server *server)
{
    pthread_condattr_t attributes;
    (void)pthread_mutex_init(&server->lock, NULL);
    /* Of the clock that nobody sets: else a jump of the day's time makes a stop hang. */
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&server->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
}

enum status server_start(const struct server_options *options, struct server **ret_server,
                         struct error *err)
{
    struct server *server = calloc(1, sizeof(*server));
    int fd = -1;
    if (!server) {
        return error_no_memory(err);
    }
    server->options = *options;
    router_init(&server->router, options->routes, options->n_routes);
    server->is_loopback = is_loopback(options->address);
    server->closes_after_body = MHD_VERSION < FIRST_FIXED_VERSION;
    server->knows_layout = strcmp(MHD_get_version(), "0.9.75") == 0;
    server->started_us = time_monotonic_us();
    init_waiting(server);
    set_policies(server);
    enum status status = hash_random(&server->id_base, sizeof(server->id_base))
                             ? OK
                             : error_set(err, ERR_IO, "the kernel has no random bytes");
    status = status ? status : rates_new(&server->rates, err);
    status = status ? status : ready_new(READY_BYTES, &server->ready, err);
    status = status ? status : start_threads(server, err);
    status =
        status ? status : listener_open(options->address, options->port, &fd, &server->port, err);
    if (!status) {
        server->listener = fd;
        status = start_daemon(server, fd, err);
        if (status) {
            (void)close(fd);
        }
    }
    if (status) {
        server_stop(server, 0);
        return status;
    }
    *ret_server = server;
    return OK;
}

/* Waits until the count is 0 or the time has come. */
static void wait_for(struct server *server, _Atomic int *count, int64_t until_us)
{
    struct timespec until = {.tv_sec = (time_t)(until_us / 1000000),
                             .tv_nsec = (long)(until_us % 1000000 * 1000)};
    (void)pthread_mutex_lock(&server->lock);
    while (atomic_load(count) > 0 && time_monotonic_us() < until_us) {
        (void)pthread_cond_timedwait(&server->changed, &server->lock, &until);
    }
    (void)pthread_mutex_unlock(&server->lock);
}

/*
 * For as long as the grace lasts, everything is done and answered: what was stored is also
 * acknowledged.  Then what no handler has begun is refused; but what runs is awaited, since
 * libmicrohttpd cannot stop with suspended connections.  Handlers have bounds of their own.
 */
static void finish_requests(struct server *server, int grace_ms)
{
    wait_for(server, &server->unsent, time_monotonic_us() + (int64_t)grace_ms * 1000);
    if (atomic_load(&server->running) > 0) {
        workers_drop(server->workers);
        log_line(LOG_LEVEL_WARN, "msg=\"still waiting for requests\" n=%d",
                 atomic_load(&server->running));
        wait_for(server, &server->running, INT64_MAX);
    }
    wait_for(server, &server->unsent, time_monotonic_us() + LAST_WORDS_MS * 1000);
}

void server_stop(struct server *server, int grace_ms)
{
    if (!server) {
        return;
    }
    if (server->daemon) {
        /* Not MHD_quiesce_daemon: a loop that wakes meanwhile takes the socket out of its epoll set
         * at the same time, and the library aborts when the second removal fails (0.9.75, 1.0.1).
         */
        listener_deafen(server->listener);
        atomic_store(&server->is_closing, true);
        finish_requests(server, grace_ms);
        MHD_stop_daemon(server->daemon); /* closes the listening socket */
    }
    workers_stop(server->workers);
    connections_free(server->connections);
    counts_free(server->counts);
    rates_free(server->rates);
    ready_free(server->ready);
    (void)pthread_cond_destroy(&server->changed);
    (void)pthread_mutex_destroy(&server->lock);
    free(server);
}

uint16_t server_port(const struct server *server)
{
    return server->port;
}

struct workers *server_workers(const struct server *server)
{
    return server->workers;
}
