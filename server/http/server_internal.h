/* The server's inside, which its exchanges share. */
#ifndef HTTP_SERVER_INTERNAL_H
#define HTTP_SERVER_INTERNAL_H

#include "http/connections.h"
#include "http/counts.h"
#include "http/rate.h"
#include "http/ready.h"
#include "http/router.h"
#include "http/server.h"
#include "http/workers.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

enum rate {
    RATE_TOKEN,
    RATE_ADDRESS, /* of who has no token */
    RATE_LOGIN,   /* guesses of one address */
    RATE_LOGINS,  /* of all */
    RATE_COUNT
};

struct server {
    struct server_options options;
    struct router router;
    struct MHD_Daemon *daemon;
    int listener; /* the daemon closes it */
    struct workers *workers;
    uint16_t port;
    bool is_loopback;
    bool closes_after_body; /* libmicrohttpd before 1.0: see guard.h */
    uint64_t id_base;
    _Atomic uint64_t requests;
    _Atomic size_t body_bytes; /* held by all exchanges */
    _Atomic int running;       /* exchanges that a handler has */
    _Atomic int unsent;        /* and those of them whose answer is not out yet */
    _Atomic bool is_closing;   /* nothing new is begun */
    bool knows_layout;         /* see guard.h */
    pthread_mutex_t lock;      /* with `changed`: of waiting for the counts to fall */
    pthread_cond_t changed;
    struct connections *connections;
    struct counts *counts;
    int64_t started_us;
    struct rates *rates;
    struct ready *ready;
    struct rate_policy policies[RATE_COUNT];
};

/* Whether `n` bytes more would find room now; takes nothing. */
bool server_has_room(const struct server *server, size_t n);
/* Takes `n` bytes of the body budget; false when they are not to be had. */
bool server_reserve(struct server *server, size_t n) MUST_USE;
void server_release(struct server *server, size_t n);

#endif
