/* The connections of a server: whose time is up, who gives way when there are too many, and who is
 * still heard out after a refusal. */
#include "http/connections.h"

#include "base/time.h"

#include <fcntl.h>
#include <linux/tcp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum {
    SECOND_US = 1000 * 1000,
    TICK_MS = 250,
    QUICK_TICK_MS = 20,      /* while somebody waits for room or is heard out */
    SENDING_RATE = 64 << 10, /* bytes a second that an answer's reader must take at the least */
    /* Under pressure: a client that means it has sent its line by then ... */
    IDLE_ENOUGH_US = 100 * 1000,
    /* ... and one that drips has had its chance, unless it sends at this rate or more. */
    DRIPPING_ENOUGH_US = 500 * 1000,
    RECEIVING_RATE = 16 << 10,
    SENDING_ENOUGH_US = 10 * SECOND_US,
    HEARD_MAX = 32, /* clients heard out at once; more are reset */
    HEARD_US = 2 * SECOND_US,
    HEARD_STEP = 16 << 10,
    HEARD_STEPS = 256, /* reads of one client in one turn */
    CLOSE_WAIT = 8,    /* a TCP state, which only the C library's own header names */
};

struct connection {
    struct connection *previous, *next;
    int fd;
    enum connection_state state;
    int64_t since_us; /* when that began; a request begins with its first byte */
    int64_t seen_us;  /* the watch's last look since then; 0: none yet */
    uint64_t received;
    size_t bytes;
    bool has_begun; /* idle, but its next request's first byte has come (or it never had one) */
    bool is_over;   /* at the last look the client had said all it would say */
    bool is_heard_out;
    struct arena arena; /* between requests; of the connection's own thread */
};

struct heard {
    int fd;
    int64_t until_us;
};

struct connections {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    pthread_t watch;
    struct connection *first;
    size_t count, limit;
    int64_t request_us, idle_us;
    struct heard heard[HEARD_MAX];
    size_t n_heard;
    bool is_stopping;
};

/* Zeroes where the system does not say. */
static struct tcp_info ask_system(int fd)
{
    struct tcp_info info = {.tcpi_state = 0};
    socklen_t len = sizeof(info);
    (void)getsockopt(fd, IPPROTO_TCP, TCP_INFO, &info, &len);
    return info;
}

static void cut(struct connection *peer)
{
    (void)shutdown(peer->fd, SHUT_RDWR); /* libmicrohttpd sees the end and closes */
    peer->state = CONNECTION_CUT;
}

/* Whether the client has closed its direction and all it sent was read. */
static bool has_ended(int fd, const struct tcp_info *info)
{
    int unread = 0;
    return info->tcpi_state == CLOSE_WAIT && ioctl(fd, FIONREAD, &unread) == 0 && unread == 0;
}

/*
 * Sees what libmicrohttpd tells nobody about an idle connection: that its next request has begun,
 * whose bytes it keeps until the line is whole.  And what it does not see itself: that the client
 * sends no more, where that came together with the last bytes.  Its epoll loop waits for an edge
 * that was there already.
 */
static void look(struct connection *peer, int64_t now_us)
{
    if (peer->state != CONNECTION_IDLE && peer->state != CONNECTION_RECEIVING) {
        return;
    }
    struct tcp_info info = ask_system(peer->fd);
    if (peer->state == CONNECTION_IDLE && !peer->has_begun) {
        if (peer->seen_us && info.tcpi_bytes_received > peer->received) {
            peer->has_begun = true;
            peer->since_us = peer->seen_us;
        }
        peer->received = info.tcpi_bytes_received;
    }
    bool is_over = has_ended(peer->fd, &info);
    if (is_over && peer->is_over) {
        cut(peer);
    }
    peer->is_over = is_over;
    peer->seen_us = now_us;
}

static int64_t allowed_us(const struct connections *connections, const struct connection *peer)
{
    switch (peer->state) {
    case CONNECTION_IDLE:
        return peer->has_begun ? connections->request_us : connections->idle_us;
    case CONNECTION_RECEIVING:
        return connections->request_us;
    case CONNECTION_SENDING:
        return connections->request_us + (int64_t)(peer->bytes / SENDING_RATE) * SECOND_US;
    case CONNECTION_WORKING:
    case CONNECTION_CUT:
        break;
    }
    return INT64_MAX / 2;
}

/* Whether a connection may be closed for others' sake. */
static bool may_give_way(const struct connection *peer, int64_t now_us)
{
    int64_t age_us = now_us - peer->since_us;
    switch (peer->state) {
    case CONNECTION_IDLE:
        return age_us > IDLE_ENOUGH_US;
    case CONNECTION_RECEIVING:
        return age_us > DRIPPING_ENOUGH_US &&
               (int64_t)(ask_system(peer->fd).tcpi_bytes_received - peer->received) <
                   age_us / SECOND_US * RECEIVING_RATE + RECEIVING_RATE;
    case CONNECTION_SENDING:
        return age_us > SENDING_ENOUGH_US;
    case CONNECTION_WORKING:
    case CONNECTION_CUT:
        break;
    }
    return false;
}

static bool is_crowded(const struct connections *connections)
{
    return connections->count >= connections->limit - connections->limit / 8;
}

/* Closes the oldest of those that do least; false when all of them are at work. */
static bool make_room(struct connections *connections, int64_t now_us)
{
    struct connection *victim = NULL;
    for (struct connection *peer = connections->first; peer; peer = peer->next) {
        bool is_better = !victim || peer->state < victim->state ||
                         (peer->state == victim->state && peer->since_us < victim->since_us);
        if (is_better && may_give_way(peer, now_us)) {
            victim = peer;
        }
    }
    if (victim) {
        cut(victim);
    }
    return victim != NULL;
}

static void watch_over(struct connections *connections, int64_t now_us)
{
    size_t n_cut = 0;
    for (struct connection *peer = connections->first; peer; peer = peer->next) {
        look(peer, now_us);
        /* A tick early rather than late: what was promised is a bound. */
        if (now_us + TICK_MS * 1000 > peer->since_us + allowed_us(connections, peer)) {
            cut(peer);
        }
        n_cut += peer->state == CONNECTION_CUT;
    }
    size_t room = connections->limit / 8;
    while (n_cut < room && connections->count - n_cut > connections->limit - room &&
           make_room(connections, now_us)) {
        n_cut++;
    }
}

/* Whether the client may still be sending; its bytes go nowhere. */
static bool hear(const struct heard *heard, int64_t now_us)
{
    char bytes[HEARD_STEP];
    ssize_t n = 1;
    for (int i = 0; i < HEARD_STEPS && n > 0; i++) {
        n = recv(heard->fd, bytes, sizeof(bytes), MSG_DONTWAIT);
    }
    return n != 0 && now_us < heard->until_us;
}

/* Without the lock, since it copies; only this thread takes entries away. */
static void hear_all(struct connections *connections, size_t n_heard, int64_t now_us)
{
    for (size_t i = n_heard; i-- > 0;) {
        (void)pthread_mutex_lock(&connections->lock);
        struct heard heard = connections->heard[i];
        (void)pthread_mutex_unlock(&connections->lock);
        if (hear(&heard, now_us)) {
            continue;
        }
        (void)close(heard.fd);
        (void)pthread_mutex_lock(&connections->lock);
        connections->heard[i] = connections->heard[--connections->n_heard];
        (void)pthread_mutex_unlock(&connections->lock);
    }
}

static void wait_a_tick(struct connections *connections)
{
    struct timespec until;
    bool is_quick = connections->n_heard || is_crowded(connections);
    if (!connections->count && !connections->n_heard) {
        (void)pthread_cond_wait(&connections->changed, &connections->lock);
        return;
    }
    (void)clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (is_quick ? QUICK_TICK_MS : TICK_MS) * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    (void)pthread_cond_timedwait(&connections->changed, &connections->lock, &until);
}

static void *watch(void *argument)
{
    struct connections *connections = argument;
    (void)pthread_mutex_lock(&connections->lock);
    while (!connections->is_stopping) {
        wait_a_tick(connections);
        int64_t now_us = time_monotonic_us();
        watch_over(connections, now_us);
        size_t n_heard = connections->n_heard;
        (void)pthread_mutex_unlock(&connections->lock);
        hear_all(connections, n_heard, now_us);
        (void)pthread_mutex_lock(&connections->lock);
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return NULL;
}

enum status connections_new(size_t limit, int request_seconds, int idle_seconds,
                            struct connections **ret_connections, struct error *err)
{
    struct connections *connections = calloc(1, sizeof(*connections));
    pthread_condattr_t attributes;
    if (!connections) {
        return error_no_memory(err);
    }
    connections->limit = limit;
    connections->request_us = (int64_t)request_seconds * SECOND_US;
    connections->idle_us = (int64_t)idle_seconds * SECOND_US;
    (void)pthread_mutex_init(&connections->lock, NULL);
    /* Of the clock that nobody sets: else a jump of the day's time stops the watch. */
    (void)pthread_condattr_init(&attributes);
    (void)pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    (void)pthread_cond_init(&connections->changed, &attributes);
    (void)pthread_condattr_destroy(&attributes);
    if (pthread_create(&connections->watch, NULL, watch, connections) != 0) {
        (void)pthread_cond_destroy(&connections->changed);
        (void)pthread_mutex_destroy(&connections->lock);
        free(connections);
        return error_set(err, ERR_NO_MEMORY, "cannot start a thread");
    }
    *ret_connections = connections;
    return OK;
}

void connections_free(struct connections *connections)
{
    if (!connections) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    connections->is_stopping = true;
    (void)pthread_cond_broadcast(&connections->changed);
    (void)pthread_mutex_unlock(&connections->lock);
    (void)pthread_join(connections->watch, NULL);
    for (size_t i = 0; i < connections->n_heard; i++) {
        (void)close(connections->heard[i].fd);
    }
    (void)pthread_cond_destroy(&connections->changed);
    (void)pthread_mutex_destroy(&connections->lock);
    free(connections);
}

struct connection *connections_open(struct connections *connections, int fd)
{
    struct connection *peer = calloc(1, sizeof(*peer));
    int64_t now_us = time_monotonic_us();
    if (!peer) {
        return NULL;
    }
    *peer = (struct connection){.fd = fd, .since_us = now_us, .has_begun = true};
    (void)pthread_mutex_lock(&connections->lock);
    peer->next = connections->first;
    if (peer->next) {
        peer->next->previous = peer;
    }
    connections->first = peer;
    connections->count++;
    if (!peer->next || is_crowded(connections)) {
        (void)pthread_cond_broadcast(&connections->changed);
    }
    (void)pthread_mutex_unlock(&connections->lock);
    return peer;
}

/* Keeps the socket open behind libmicrohttpd's back, which has shut its own direction already. */
static void start_hearing(struct connections *connections, int fd)
{
    int copy = connections->n_heard < HEARD_MAX ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
    if (copy >= 0) {
        connections->heard[connections->n_heard++] =
            (struct heard){.fd = copy, .until_us = time_monotonic_us() + HEARD_US};
        (void)pthread_cond_broadcast(&connections->changed);
    }
}

void connections_close(struct connections *connections, struct connection *peer)
{
    if (!peer) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    if (peer->is_heard_out && peer->state != CONNECTION_CUT) {
        start_hearing(connections, peer->fd);
    }
    if (peer->previous) {
        peer->previous->next = peer->next;
    } else {
        connections->first = peer->next;
    }
    if (peer->next) {
        peer->next->previous = peer->previous;
    }
    connections->count--;
    (void)pthread_mutex_unlock(&connections->lock);
    arena_done(&peer->arena);
    free(peer);
}

struct arena connections_take_arena(struct connection *peer)
{
    struct arena arena = {.newest = NULL};
    if (peer) {
        arena = peer->arena;
        peer->arena = (struct arena){.newest = NULL};
    }
    return arena;
}

void connections_give_arena(struct connection *peer, struct arena arena)
{
    if (!peer) {
        arena_done(&arena);
        return;
    }
    arena_reset(&arena);
    peer->arena = arena;
}

void connections_mark(struct connections *connections, struct connection *peer,
                      enum connection_state state, size_t bytes)
{
    if (!peer) {
        return;
    }
    (void)pthread_mutex_lock(&connections->lock);
    if (peer->state != CONNECTION_CUT) {
        /* A request's time runs from its first byte on, not from the end of its line. */
        if (state != CONNECTION_RECEIVING || !peer->has_begun) {
            peer->since_us = time_monotonic_us();
        }
        peer->state = state;
        peer->has_begun = false;
        peer->seen_us = 0;
        peer->is_over = false;
        peer->bytes = bytes;
    }
    (void)pthread_mutex_unlock(&connections->lock);
}

void connections_hear_out(struct connections *connections, struct connection *peer)
{
    if (peer) {
        (void)pthread_mutex_lock(&connections->lock);
        peer->is_heard_out = true;
        (void)pthread_mutex_unlock(&connections->lock);
    }
}
