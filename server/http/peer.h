/* The address that a request comes from. */
#ifndef HTTP_PEER_H
#define HTTP_PEER_H

#include "http/rate.h"

#include <microhttpd.h>
#include <stdbool.h>

enum { PEER_TEXT_MAX = 46 };

struct peer {
    unsigned char bytes[16]; /* IPv4 as IPv6 has it, ::ffff:192.0.2.1; all 0: not known */
};

/*
 * `is_behind_proxy`: the last address that X-Forwarded-For names, which is what the proxy itself
 * saw; those before it are whatever the client claims.
 */
struct peer peer_of(struct MHD_Connection *connection, bool is_behind_proxy);
/* Whether the proxy says that the client came to it by https. */
bool peer_came_by_https(struct MHD_Connection *connection);

/* For counting: of IPv6 only the network's 64 bits, since whoever has one address has them all. */
struct rate_key peer_key(const struct peer *peer);
void peer_text(const struct peer *peer, char text[PEER_TEXT_MAX]);

#endif
