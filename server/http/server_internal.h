/* The server's inside, which its exchanges share. */
#ifndef HTTP_SERVER_INTERNAL_H
#define HTTP_SERVER_INTERNAL_H

#include "http/router.h"
#include "http/server.h"
#include "http/workers.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/* A connection, for deadlines: libmicrohttpd's own timeout is of inactivity alone. */
struct connection {
    struct connection *previous, *next;
    int fd;
    int64_t since_us; /* when it was opened, or its latest request ended or began */
    bool is_asking;   /* a request's line has come and its answer is not out yet */
    bool is_fresh;    /* no request yet */
    bool is_busy;     /* a handler has it: no deadline */
};

struct server {
    struct server_options options;
    struct router router;
    struct MHD_Daemon *daemon;
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
    pthread_mutex_t lock;      /* of what follows */
    pthread_cond_t changed;
    struct connection *connections;
    bool is_stopping;
    pthread_t reaper;
    bool has_reaper;
};

/* Changes a connection's state for the reaper. */
void server_mark(struct server *server, struct connection *peer, bool is_asking, bool is_busy);
/* Takes `n` bytes of the body budget; false when they are not to be had. */
bool server_reserve(struct server *server, size_t n) MUST_USE;
void server_release(struct server *server, size_t n);

#endif
