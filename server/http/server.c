/* The HTTP server: libmicrohttpd behind a table of routes. */
#include "http/server.h"

#include "base/hash.h"
#include "base/log.h"
#include "base/time.h"
#include "http/exchange.h"
#include "http/listener.h"
#include "http/server_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    /* libmicrohttpd's epoll loop stalls when 128 events come at once (its MAX_EVENTS). */
    CONNECTIONS_A_LOOP = 120,
    /* Bounds request line and headers; larger upload pieces save a quarter of their cost. */
    CONNECTION_MEMORY = 64 * 1024,
    REAPER_TICK_MS = 250,
    FIRST_FIXED_VERSION = 0x01000000, /* of libmicrohttpd: reads framing as RFC 9112 has it */
};

void server_mark(struct server *server, struct connection *peer, bool is_asking, bool is_busy)
{
    if (!peer) {
        return;
    }
    (void)pthread_mutex_lock(&server->lock);
    if (peer->is_asking != is_asking || peer->is_busy) {
        peer->since_us = time_monotonic_us();
    }
    peer->is_fresh = false;
    peer->is_asking = is_asking;
    peer->is_busy = is_busy;
    (void)pthread_mutex_unlock(&server->lock);
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

static void add_connection(struct server *server, struct MHD_Connection *connection, void **context)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    struct connection *peer = calloc(1, sizeof(*peer));
    if (!peer || !info) {
        free(peer);
        return;
    }
    *peer = (struct connection){
        .fd = info->connect_fd, .since_us = time_monotonic_us(), .is_fresh = true};
    (void)pthread_mutex_lock(&server->lock);
    peer->next = server->connections;
    if (peer->next) {
        peer->next->previous = peer;
    }
    server->connections = peer;
    (void)pthread_mutex_unlock(&server->lock);
    *context = peer;
}

static void remove_connection(struct server *server, void **context)
{
    struct connection *peer = *context;
    if (!peer) {
        return;
    }
    (void)pthread_mutex_lock(&server->lock);
    if (peer->previous) {
        peer->previous->next = peer->next;
    } else {
        server->connections = peer->next;
    }
    if (peer->next) {
        peer->next->previous = peer->previous;
    }
    (void)pthread_mutex_unlock(&server->lock);
    free(peer);
    *context = NULL;
}

static void notice_connection(void *argument, struct MHD_Connection *connection, void **context,
                              enum MHD_ConnectionNotificationCode code)
{
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        add_connection(argument, connection, context);
    } else {
        remove_connection(argument, context);
    }
}

/* Whether a connection's time is up: for its request as a whole, however slowly its bytes drip. */
static bool is_overdue(const struct server *server, const struct connection *peer, int64_t now_us)
{
    int seconds = peer->is_asking || peer->is_fresh ? server->options.request_seconds
                                                    : server->options.idle_seconds;
    return !peer->is_busy && now_us - peer->since_us > (int64_t)seconds * 1000000;
}

static void *reap(void *argument)
{
    struct server *server = argument;
    (void)pthread_mutex_lock(&server->lock);
    while (!server->is_stopping) {
        struct timespec until;
        (void)clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += REAPER_TICK_MS * 1000000L;
        until.tv_sec += until.tv_nsec / 1000000000L;
        until.tv_nsec %= 1000000000L;
        (void)pthread_cond_timedwait(&server->changed, &server->lock, &until);
        int64_t now_us = time_monotonic_us();
        for (struct connection *peer = server->connections; peer; peer = peer->next) {
            if (is_overdue(server, peer, now_us)) {
                (void)shutdown(peer->fd, SHUT_RDWR); /* libmicrohttpd sees the end and closes */
            }
        }
    }
    (void)pthread_mutex_unlock(&server->lock);
    return NULL;
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
        MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, exchange_new, server,
        MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_NOTIFY_COMPLETED,
        exchange_done, server, MHD_OPTION_NOTIFY_CONNECTION, notice_connection, server,
        MHD_OPTION_ARRAY, loops > 1 ? pool : pool + 1, MHD_OPTION_END);
    return server->daemon ? OK : error_set(err, ERR_INTERNAL, "libmicrohttpd does not start");
}

static bool is_loopback(struct str address)
{
    return str_starts(address, STR("127.")) || str_equal(address, STR("::1"));
}

static enum status start_threads(struct server *server, struct error *err)
{
    const struct server_options *options = &server->options;
    enum status status = workers_start(options->workers, options->queue, &server->workers, err);
    if (status) {
        return status;
    }
    if (pthread_create(&server->reaper, NULL, reap, server) != 0) {
        return error_set(err, ERR_NO_MEMORY, "cannot start a thread");
    }
    server->has_reaper = true;
    return OK;
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
    server->router = (struct router){.routes = options->routes, .n = options->n_routes};
    server->is_loopback = is_loopback(options->address);
    server->closes_after_body = MHD_VERSION < FIRST_FIXED_VERSION;
    (void)pthread_mutex_init(&server->lock, NULL);
    (void)pthread_cond_init(&server->changed, NULL);
    enum status status = hash_random(&server->id_base, sizeof(server->id_base))
                             ? OK
                             : error_set(err, ERR_IO, "the kernel has no random bytes");
    status = status ? status : start_threads(server, err);
    status =
        status ? status : listener_open(options->address, options->port, &fd, &server->port, err);
    if (!status) {
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

/*
 * Waits until no handler has a request any more, since libmicrohttpd cannot stop with suspended
 * connections, and until the answers are out, for as long as the grace lasts: what was stored was
 * also acknowledged.
 */
static void wait_for_handlers(struct server *server, int grace_ms)
{
    int64_t until_us = time_monotonic_us() + (int64_t)grace_ms * 1000;
    bool is_late = false;
    (void)pthread_mutex_lock(&server->lock);
    while (atomic_load(&server->running) > 0 || (!is_late && atomic_load(&server->unsent) > 0)) {
        struct timespec tick;
        (void)clock_gettime(CLOCK_REALTIME, &tick);
        tick.tv_sec += 1;
        (void)pthread_cond_timedwait(&server->changed, &server->lock, &tick);
        if (!is_late && time_monotonic_us() > until_us) {
            is_late = true;
            log_line(LOG_LEVEL_WARN, "msg=\"still waiting for requests\" n=%d",
                     atomic_load(&server->running));
        }
    }
    (void)pthread_mutex_unlock(&server->lock);
}

void server_stop(struct server *server, int grace_ms)
{
    if (!server) {
        return;
    }
    if (server->daemon) {
        int fd = MHD_quiesce_daemon(server->daemon);
        atomic_store(&server->is_closing, true);
        wait_for_handlers(server, grace_ms);
        MHD_stop_daemon(server->daemon);
        if (fd >= 0) {
            (void)close(fd);
        }
    }
    workers_stop(server->workers);
    (void)pthread_mutex_lock(&server->lock);
    server->is_stopping = true;
    (void)pthread_cond_broadcast(&server->changed);
    (void)pthread_mutex_unlock(&server->lock);
    if (server->has_reaper) {
        (void)pthread_join(server->reaper, NULL);
    }
    (void)pthread_cond_destroy(&server->changed);
    (void)pthread_mutex_destroy(&server->lock);
    free(server);
}

uint16_t server_port(const struct server *server)
{
    return server->port;
}
