/* Network addresses as bytes, and ranges of them. */
#ifndef FETCH_ADDRESS_H
#define FETCH_ADDRESS_H

#include "base/error.h"
#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

enum { ADDRESS_BYTES_MAX = 16 };

/* IPv4 in the first four bytes, or IPv6, in network order. */
struct address {
    unsigned char bytes[ADDRESS_BYTES_MAX];
    bool is_v6;
    uint16_t port;
};

/* The addresses whose first `bits` bits are those of `base`. */
struct address_range {
    struct address base;
    unsigned bits;
};

/* False for any family but IPv4 and IPv6. */
bool address_from_socket(const struct sockaddr *socket, struct address *ret_address) MUST_USE;
/* "192.0.2.1" or "2001:db8::1", nothing else: no octal, no short forms, no zone.  The port is 0. */
bool address_parse(struct str text, struct address *ret_address) MUST_USE;
/* "10.0.0.0/8", "fd00::/8", or an address alone, which is a range of one. */
bool address_range_parse(struct str text, struct address_range *ret_range) MUST_USE;
/* Ports do not count. */
bool address_is_in(const struct address *address, const struct address_range *range);
/* The IPv4 address that stands from byte `at` on in an IPv6 one; the port stays. */
struct address address_inner(const struct address *address, size_t at);

#endif
