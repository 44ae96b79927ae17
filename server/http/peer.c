/* The address that a request comes from. */
#include "http/peer.h"

#include "base/str.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

enum { MAPPED = 12 /* bytes of ::ffff:0:0 before the four of IPv4 */ };

static const unsigned char mapped[MAPPED] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};

static struct peer from_v4(const void *four)
{
    struct peer peer;
    memcpy(peer.bytes, mapped, MAPPED);
    memcpy(peer.bytes + MAPPED, four, 4);
    return peer;
}

static bool is_v4(const struct peer *peer)
{
    return memcmp(peer->bytes, mapped, MAPPED) == 0;
}

static struct peer from_socket(struct MHD_Connection *connection)
{
    struct peer peer = {{0}};
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
    const struct sockaddr *address = info ? info->client_addr : NULL;
    if (address && address->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, address, sizeof(v4));
        peer = from_v4(&v4.sin_addr);
    } else if (address && address->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, address, sizeof(v6));
        memcpy(peer.bytes, &v6.sin6_addr, sizeof(peer.bytes));
    }
    return peer;
}

/* "192.0.2.1", "192.0.2.1:80", "2001:db8::1", "[2001:db8::1]:80". */
static bool parse(struct str s, struct peer *ret_peer)
{
    char text[PEER_TEXT_MAX];
    struct in_addr v4;
    ptrdiff_t first = str_find_byte(s, ':'), last = str_find_last_byte(s, ':');
    if (s.len && s.ptr[0] == '[') {
        ptrdiff_t end = str_find_byte(s, ']');
        s = end < 0 ? s : str_sub(s, 1, (size_t)end - 1);
    } else if (first >= 0 && first == last) {
        s = str_sub(s, 0, (size_t)first);
    }
    if (s.len >= sizeof(text)) {
        return false;
    }
    (void)snprintf(text, sizeof(text), "%.*s", STR_ARG(s));
    if (inet_pton(AF_INET, text, &v4) == 1) {
        *ret_peer = from_v4(&v4);
        return true;
    }
    return inet_pton(AF_INET6, text, ret_peer->bytes) == 1;
}

struct wanted {
    struct str name, last;
};

static enum MHD_Result look(void *argument, enum MHD_ValueKind kind, const char *name,
                            size_t name_len, const char *value, size_t value_len)
{
    struct wanted *wanted = argument;
    (void)kind;
    if (str_equal_nocase(str_of(name, name_len), wanted->name)) {
        wanted->last = str_of(value, value_len);
    }
    return MHD_YES;
}

/* The last element of the last header of that name: the client may have sent others. */
static struct str last_element(struct MHD_Connection *connection, struct str name)
{
    struct wanted wanted = {.name = name};
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look, &wanted);
    ptrdiff_t comma = str_find_last_byte(wanted.last, ',');
    return str_trim(comma < 0 ? wanted.last
                              : str_sub(wanted.last, (size_t)comma + 1, wanted.last.len));
}

struct peer peer_of(struct MHD_Connection *connection, bool is_behind_proxy)
{
    struct peer peer;
    bool is_named =
        is_behind_proxy && parse(last_element(connection, STR("X-Forwarded-For")), &peer);
    return is_named ? peer : from_socket(connection);
}

bool peer_came_by_https(struct MHD_Connection *connection)
{
    return str_equal_nocase(last_element(connection, STR("X-Forwarded-Proto")), STR("https"));
}

struct rate_key peer_key(const struct peer *peer)
{
    struct rate_key key = {0};
    memcpy(&key.high, peer->bytes, sizeof(key.high));
    if (is_v4(peer)) {
        memcpy(&key.low, peer->bytes + sizeof(key.high), sizeof(key.low));
    }
    return key;
}

void peer_text(const struct peer *peer, char text[PEER_TEXT_MAX])
{
    const void *bytes = is_v4(peer) ? peer->bytes + MAPPED : peer->bytes;
    if (!inet_ntop(is_v4(peer) ? AF_INET : AF_INET6, bytes, text, PEER_TEXT_MAX)) {
        text[0] = '\0';
    }
}
