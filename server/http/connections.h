/* The connections of a server: whose time is up, who gives way when there are too many, and who is
 * still heard out after a refusal. */
#ifndef HTTP_CONNECTIONS_H
#define HTTP_CONNECTIONS_H

#include "base/arena.h"
#include "base/error.h"

#include <stddef.h>

struct connections;
struct connection;

enum connection_state {
    CONNECTION_IDLE,      /* no whole request line is there */
    CONNECTION_RECEIVING, /* the request line is there, the rest comes */
    CONNECTION_WORKING,   /* a handler has the request: no deadline */
    CONNECTION_SENDING,   /* the answer goes out */
    CONNECTION_CUT,       /* shut down, and about to be closed */
};

/*
 * A thread watches over all of them.  libmicrohttpd's own timeout is of inactivity, which one byte
 * now and then keeps away; so a request has `request_seconds` from its first byte to its last, and
 * its answer as many, and more the longer it is.  When nearly `limit` connections are open, those
 * that do nothing are closed, the oldest first: else a thousand of them would keep everybody out.
 */
enum status connections_new(size_t limit, int request_seconds, int idle_seconds,
                            struct connections **ret_connections, struct error *err) MUST_USE;
/* After every connection was closed. */
void connections_free(struct connections *connections);

/* A connection that was accepted; NULL when memory is out: then it has no deadline of ours. */
struct connection *connections_open(struct connections *connections, int fd) MUST_USE;
/* Before `fd` is closed.  All of these take NULL for `peer`. */
void connections_close(struct connections *connections, struct connection *peer);
/*
 * The memory of a connection's requests, one after the other: what the last one gave back, or a new
 * arena.  A block that is freed and taken again for each of them costs as much as all that lies in
 * it.
 */
struct arena connections_take_arena(struct connection *peer);
void connections_give_arena(struct connection *peer, struct arena arena);
/* `bytes`: how many the answer has, for CONNECTION_SENDING. */
void connections_mark(struct connections *connections, struct connection *peer,
                      enum connection_state state, size_t bytes);
/*
 * Whatever else the client sends is read and thrown away for a while after the close: closing with
 * bytes unread resets the connection, and the client may never see the answer (RFC 9112, 9.6).
 */
void connections_hear_out(struct connections *connections, struct connection *peer);

#endif
