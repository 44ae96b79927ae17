/* Which addresses may be connected to: public ones, and those that the owner allows. */
#include "fetch/judge.h"

#include <ifaddrs.h>
#include <string.h>

/*
 * IANA's registries of special-purpose addresses (RFC 6890), also where they call a block globally
 * reachable: no article is served from there.  Of IPv6 only 2000::/3 is given out; of it, what the
 * registry names is refused, and the tunnels 6to4 and Teredo are, since nobody serves pages through
 * them and each holds an IPv4 address that a router on the way would go to.
 */
static const char *const refused_v4[] = {
    "0.0.0.0/8",        /* this network; Linux takes 0.0.0.0 for itself (RFC 791) */
    "10.0.0.0/8",       /* private (RFC 1918) */
    "100.64.0.0/10",    /* behind a carrier's NAT (RFC 6598) */
    "127.0.0.0/8",      /* this machine (RFC 1122) */
    "168.63.129.16/32", /* Azure's metadata, on an address that looks public */
    "169.254.0.0/16",   /* link-local, and other clouds' metadata (RFC 3927) */
    "172.16.0.0/12",    /* private (RFC 1918) */
    "192.0.0.0/24",     /* protocol assignments (RFC 6890) */
    "192.0.2.0/24",     /* documentation (RFC 5737) */
    "192.31.196.0/24",  /* AS112 (RFC 7535) */
    "192.52.193.0/24",  /* AMT (RFC 7450) */
    "192.88.99.0/24",   /* relays of 6to4 (RFC 7526) */
    "192.168.0.0/16",   /* private (RFC 1918) */
    "192.175.48.0/24",  /* AS112 (RFC 7534) */
    "198.18.0.0/15",    /* benchmarks (RFC 2544) */
    "198.51.100.0/24",  /* documentation (RFC 5737) */
    "203.0.113.0/24",   /* documentation (RFC 5737) */
    "224.0.0.0/4",      /* multicast (RFC 5771) */
    "240.0.0.0/4",      /* reserved, and the broadcast (RFC 1112, RFC 8190) */
};
static const char *const given_out_v6 = "2000::/3";
static const char *const refused_v6[] = {
    "2001::/23",         /* protocol assignments, Teredo and ORCHID among them (RFC 2928) */
    "2001:db8::/32",     /* documentation (RFC 3849) */
    "2002::/16",         /* 6to4 (RFC 3056) */
    "2620:4f:8000::/48", /* AS112 (RFC 7534) */
    "3fff::/20",         /* documentation (RFC 9637) */
};

/* IPv6 addresses that are IPv4 addresses to whoever routes them; the inner one is judged. */
static const struct {
    const char *range;
    size_t at;
} translated[] = {
    {"::ffff:0:0/96", 12}, /* mapped (RFC 4291, 2.5.5.2): the kernel itself connects by IPv4 */
    {"64:ff9b::/96", 12},  /* NAT64 (RFC 6052): what DNS64 makes of every IPv4 host */
};

/* Names that are looked up in local networks alone, or nowhere: RFC 6761, RFC 6762, RFC 8375, and
 * the domains that networks at home and at work give themselves. */
static const char *const local_domains[] = {
    "localhost", "local", "internal", "intranet",  "lan",
    "home",      "corp",  "private",  "home.arpa", "localdomain",
};

static bool is_in(const struct address *address, const char *text)
{
    struct address_range range;
    return address_range_parse(str_from(text), &range) && address_is_in(address, &range);
}

static bool is_in_any(const struct address *address, const char *const *ranges, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (is_in(address, ranges[i])) {
            return true;
        }
    }
    return false;
}

/* ISATAP's interface identifiers (RFC 5214, 6.1) end in an IPv4 address under any prefix. */
static bool is_isatap(const struct address *address)
{
    static const unsigned char mark[] = {0x00, 0x5E, 0xFE};
    return (address->bytes[8] & 0xFD) == 0 && memcmp(address->bytes + 9, mark, sizeof(mark)) == 0;
}

static bool is_public(const struct address *address)
{
    if (!address->is_v6) {
        return !is_in_any(address, refused_v4, ARRAY_LEN(refused_v4));
    }
    struct address inner = address_inner(address, 12);
    return is_in(address, given_out_v6) && !is_in_any(address, refused_v6, ARRAY_LEN(refused_v6)) &&
           !(is_isatap(address) && is_in_any(&inner, refused_v4, ARRAY_LEN(refused_v4)));
}

static bool is_allowed(const struct judge *judge, const struct address *address)
{
    for (size_t i = 0; i < judge->n_allowed; i++) {
        if (address_is_in(address, &judge->allowed[i])) {
            return true;
        }
    }
    return false;
}

static bool is_web_port(uint16_t port)
{
    return port == 80 || port == 443;
}

/* Whether it is an address of this machine's interfaces. */
static bool is_of_interface(const struct address *address)
{
    struct ifaddrs *list, *item;
    struct address_range range = {.base = *address, .bits = address->is_v6 ? 128 : 32};
    bool is_found = false;
    if (getifaddrs(&list)) {
        return true; /* not to be known: the safe side */
    }
    for (item = list; item && !is_found; item = item->ifa_next) {
        struct address own;
        is_found = item->ifa_addr && address_from_socket(item->ifa_addr, &own) &&
                   address_is_in(&own, &range);
    }
    freeifaddrs(list);
    return is_found;
}

/* This server would wait for itself, and behind an allowed address its guard would be asked as from
 * this machine. */
static bool is_own(const struct judge *judge, const struct address *address)
{
    static const char *const loopback[] = {"127.0.0.0/8", "0.0.0.0/8", "::1/128", "::/128"};
    uint16_t port = atomic_load(&judge->own_port);
    if (!port || address->port != port) {
        return false;
    }
    return is_in_any(address, loopback, ARRAY_LEN(loopback)) || is_of_interface(address);
}

bool judge_address(const struct judge *judge, const struct address *address)
{
    struct address inner = *address;
    for (size_t i = 0; address->is_v6 && i < ARRAY_LEN(translated); i++) {
        if (is_in(address, translated[i].range)) {
            inner = address_inner(address, translated[i].at);
        }
    }
    if (is_own(judge, &inner)) {
        return false;
    }
    return is_allowed(judge, &inner) || (is_web_port(inner.port) && is_public(&inner));
}

bool judge_is_local(const struct url *url)
{
    struct str host = url->host;
    if (str_ends(host, STR("."))) {
        host.len--;
    }
    if (str_find_byte(host, '.') < 0) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(local_domains); i++) {
        struct str domain = str_from(local_domains[i]);
        if (str_ends(host, domain) &&
            (host.len == domain.len || host.ptr[host.len - domain.len - 1] == '.')) {
            return true;
        }
    }
    return false;
}

/* Whether what stands behind the last dot begins with a digit: then the WHATWG standard, libcurl
 * and getaddrinfo read a number, in octal and hexadecimal too, and not all the same one. */
static bool looks_numeric(struct str host)
{
    if (str_ends(host, STR("."))) {
        host.len--;
    }
    ptrdiff_t dot = str_find_last_byte(host, '.');
    size_t at = (size_t)(dot + 1);
    return at >= host.len || byte_is_digit((unsigned char)host.ptr[at]);
}

bool judge_url(const struct judge *judge, const struct url *url)
{
    struct address address;
    uint64_t port = str_equal(url->scheme, STR("https")) ? 443 : 80;
    struct str host = url->host;
    bool is_web = str_equal(url->scheme, STR("https")) || str_equal(url->scheme, STR("http"));
    if (!is_web || !host.len || (url->port.len && !str_to_uint(url->port, UINT16_MAX, &port))) {
        return false;
    }
    if (host.ptr[0] == '[') {
        host = str_sub(host, 1, host.len - 2);
    }
    if (address_parse(host, &address)) {
        address.port = (uint16_t)port;
        return judge_address(judge, &address);
    }
    if (host.ptr != url->host.ptr || looks_numeric(host)) {
        return false;
    }
    /* What is allowed may have any name and port: then the address alone decides. */
    return judge->n_allowed || (is_web_port((uint16_t)port) && !judge_is_local(url));
}

enum status judge_init(struct judge *judge, struct str allowed, struct error *err)
{
    struct str rest = allowed, part;
    *judge = (struct judge){.n_allowed = 0};
    while (str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (!part.len) {
            continue;
        }
        if (judge->n_allowed == JUDGE_ALLOWED_MAX) {
            return error_set(err, ERR_INVALID, "--fetch-allow takes at most %d ranges",
                             (int)JUDGE_ALLOWED_MAX);
        }
        if (!address_range_parse(part, &judge->allowed[judge->n_allowed])) {
            return error_set(err, ERR_INVALID,
                             "--fetch-allow takes ranges of addresses, e.g. 192.168.1.0/24, not "
                             "\"%.*s\"",
                             (int)MIN(part.len, (size_t)60), part.ptr);
        }
        judge->n_allowed++;
    }
    return OK;
}
