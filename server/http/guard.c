/* What is refused before a route is looked at: framing that two servers could read differently,
 * foreign hosts and other sites' pages. */
#include "http/guard.h"

struct seen {
    struct str length, coding;
    int lengths, codings, hosts;
    bool has_control;
};

static enum MHD_Result look(void *argument, enum MHD_ValueKind kind, const char *name,
                            size_t name_len, const char *value, size_t value_len)
{
    struct seen *seen = argument;
    struct str key = str_of(name, name_len), text = str_of(value, value_len);
    (void)kind;
    if (str_equal_nocase(key, STR("Content-Length"))) {
        seen->lengths++;
        seen->length = text;
    } else if (str_equal_nocase(key, STR("Transfer-Encoding"))) {
        seen->codings++;
        seen->coding = text;
    } else if (str_equal_nocase(key, STR("Host"))) {
        seen->hosts++;
    }
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        seen->has_control |= (c < ' ' && c != '\t') || c == 0x7F;
    }
    if (!key.len || byte_is_space((unsigned char)key.ptr[key.len - 1])) {
        seen->has_control = true;
    }
    return MHD_YES;
}

enum status guard_framing(struct MHD_Connection *connection, struct str version,
                          struct framing *ret_framing, struct error *err)
{
    struct seen seen = {.lengths = 0};
    (void)MHD_get_connection_values_n(connection, MHD_HEADER_KIND, look, &seen);
    if (seen.has_control) {
        return error_set(err, ERR_INVALID, "a header has a control character or a bad name");
    }
    if (seen.lengths > 1 || seen.codings > 1 || seen.hosts > 1 || (seen.lengths && seen.codings)) {
        return error_set(err, ERR_INVALID,
                         "Content-Length, Transfer-Encoding and Host may each be said once, and "
                         "not the first two "
                         "together");
    }
    if (!seen.hosts && str_equal(version, STR("HTTP/1.1"))) {
        return error_set(err, ERR_INVALID, "HTTP/1.1 needs a Host header");
    }
    if (seen.codings && !str_equal_nocase(seen.coding, STR("chunked"))) {
        return error_set(err, ERR_INVALID,
                         "the only Transfer-Encoding that is read here is chunked");
    }
    struct framing framing = {.has_length = seen.lengths > 0, .is_chunked = seen.codings > 0};
    if (framing.has_length && !str_to_uint(seen.length, INT64_MAX, &framing.length)) {
        return error_set(err, ERR_INVALID, "Content-Length is not a number");
    }
    *ret_framing = framing;
    return OK;
}

/* The name of a Host value: without the port; brackets stay.  What is no port stays as well, and
 * matches nothing: RFC 9110, 7.2 knows no user in a Host. */
static struct str name_of(struct str host)
{
    ptrdiff_t bracket = str_find_last_byte(host, ']'), colon = str_find_last_byte(host, ':');
    uint64_t port;
    bool has_port =
        colon > bracket && str_to_uint(str_sub(host, (size_t)colon + 1, host.len), 65535, &port);
    return has_port ? str_sub(host, 0, (size_t)colon) : host;
}

enum status guard_host(struct str host, struct str address, const char *const *hosts,
                       struct error *err)
{
    static const char *const loopback[] = {"127.0.0.1", "localhost", "[::1]"};
    struct str name = name_of(host);
    if (!host.len || str_equal(name, address)) { /* HTTP/1.0 may have none */
        return OK;
    }
    for (size_t i = 0; i < ARRAY_LEN(loopback); i++) {
        if (str_equal_nocase(name, str_from(loopback[i]))) {
            return OK;
        }
    }
    for (size_t i = 0; hosts && hosts[i]; i++) {
        if (str_equal_nocase(name, str_from(hosts[i])) ||
            str_equal_nocase(host, str_from(hosts[i]))) {
            return OK;
        }
    }
    return error_set(
        err, ERR_MISDIRECTED,
        "this server does not answer to that Host; start it with --host NAME if it should");
}

enum status guard_site(struct str fetch_site, struct str origin, struct str host, struct error *err)
{
    bool is_own = true;
    if (fetch_site.ptr) {
        is_own = str_equal_nocase(fetch_site, STR("same-origin")) ||
                 str_equal_nocase(fetch_site, STR("none"));
    } else if (origin.ptr) {
        bool is_https = str_starts_nocase(origin, STR("https://"));
        size_t scheme = is_https ? sizeof("https://") - 1 : sizeof("http://") - 1;
        is_own = (is_https || str_starts_nocase(origin, STR("http://"))) &&
                 str_equal_nocase(str_sub(origin, scheme, origin.len), host);
    }
    return is_own
               ? OK
               : error_set(
                     err, ERR_FORBIDDEN,
                     "another site's page may not change anything here; programs send no Origin");
}
