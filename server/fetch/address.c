/* Network addresses as bytes, and ranges of them. */
#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

bool address_from_socket(const struct sockaddr *socket, struct address *ret_address)
{
    struct address address = {.is_v6 = socket->sa_family == AF_INET6};
    if (socket->sa_family == AF_INET) {
        struct sockaddr_in v4;
        memcpy(&v4, socket, sizeof(v4));
        memcpy(address.bytes, &v4.sin_addr, sizeof(v4.sin_addr));
        address.port = ntohs(v4.sin_port);
    } else if (socket->sa_family == AF_INET6) {
        struct sockaddr_in6 v6;
        memcpy(&v6, socket, sizeof(v6));
        memcpy(address.bytes, &v6.sin6_addr, sizeof(v6.sin6_addr));
        address.port = ntohs(v6.sin6_port);
    } else {
        return false;
    }
    *ret_address = address;
    return true;
}

bool address_parse(struct str text, struct address *ret_address)
{
    char z[INET6_ADDRSTRLEN];
    struct address address = {.is_v6 = str_find_byte(text, ':') >= 0};
    if (!text.len || text.len >= sizeof(z) || str_find_byte(text, '\0') >= 0) {
        return false;
    }
    memcpy(z, text.ptr, text.len);
    z[text.len] = '\0';
    /* inet_pton takes the canonical dotted form alone: no octal, no hexadecimal, no short ones. */
    if (inet_pton(address.is_v6 ? AF_INET6 : AF_INET, z, address.bytes) != 1) {
        return false;
    }
    *ret_address = address;
    return true;
}

bool address_range_parse(struct str text, struct address_range *ret_range)
{
    struct address_range range;
    uint64_t bits;
    ptrdiff_t slash = str_find_byte(text, '/');
    if (!address_parse(slash < 0 ? text : str_sub(text, 0, (size_t)slash), &range.base)) {
        return false;
    }
    unsigned most = range.base.is_v6 ? 128 : 32;
    if (slash < 0) {
        bits = most;
    } else if (!str_to_uint(str_sub(text, (size_t)slash + 1, text.len), most, &bits)) {
        return false;
    }
    range.bits = (unsigned)bits;
    *ret_range = range;
    return true;
}

bool address_is_in(const struct address *address, const struct address_range *range)
{
    size_t whole = range->bits / 8;
    unsigned rest = range->bits % 8;
    if (address->is_v6 != range->base.is_v6 ||
        memcmp(address->bytes, range->base.bytes, whole) != 0) {
        return false;
    }
    return !rest || (address->bytes[whole] ^ range->base.bytes[whole]) >> (8 - rest) == 0;
}

struct address address_inner(const struct address *address, size_t at)
{
    struct address inner = {.port = address->port};
    memcpy(inner.bytes, address->bytes + at, 4);
    return inner;
}
