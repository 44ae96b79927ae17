/* What is refused before a route is looked at: framing that two servers could read differently,
 * foreign hosts and other sites' pages. */
#include "http/guard.h"

#include <string.h>

enum { LINE_END = 2 }; /* CR and LF */

struct seen {
    struct str length, coding;
    int lengths, codings, hosts;
    bool is_wrong;     /* a name or a value has what it must not have */
    bool knows_layout; /* `next` says where the next header must start */
    const char *next;
};

/* RFC 9110, 5.6.2: what names consist of. */
static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!byte_is_alpha(c) && !byte_is_digit(c) && !(c && strchr("!#$%&'*+-.^_`|~", c))) {
            return false;
        }
    }
    return s.len > 0;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) {
            return true;
        }
    }
    return false;
}

/* RFC 9112, 3.2: no white space in a target. */
static bool has_space(struct str s)
{
    return has_control(s) || str_find_byte(s, ' ') >= 0 || str_find_byte(s, '\t') >= 0;
}

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
    seen->is_wrong |= !is_token(key) || has_control(text);
    if (seen->knows_layout) {
        seen->is_wrong |= name != seen->next;
        seen->next = value + value_len + LINE_END;
    }
    return MHD_YES;
}

/*
 * libmicrohttpd 0.9.75 takes a header apart where it came in, and puts a NUL where a line or a name
 * ends.  It takes NULs that were sent for ends too, a lone LF for a line end, and it loses what
 * comes after a folded line.  Whatever of this a request has, its parts do not lie one behind the
 * other, each with CR and LF after it, from the version to the end: so it is seen without reading
 * the bytes again.
 */
static bool lies_well(const struct guard_head *head, struct seen *seen)
{
    const union MHD_ConnectionInfo *info =
        head->knows_layout
            ? MHD_get_connection_info(head->connection, MHD_CONNECTION_INFO_REQUEST_HEADER_SIZE)
            : NULL;
    seen->knows_layout = info != NULL;
    seen->next = head->version + strlen(head->version) + LINE_END;
    (void)MHD_get_connection_values_n(head->connection, MHD_HEADER_KIND, look, seen);
    return !info || seen->next + LINE_END == head->method + info->header_size;
}

static enum status check_coding(const struct seen *seen, bool is_old, struct error *err)
{
    if (seen->lengths > 1 || seen->codings > 1 || seen->hosts > 1 ||
        (seen->lengths && seen->codings)) {
        return error_set(err, ERR_INVALID,
                         "Content-Length, Transfer-Encoding and Host may each be said once, and "
                         "not the first two "
                         "together");
    }
    /* RFC 9112, 6.1: HTTP/1.0 knows no transfer codings. */
    if (seen->codings && (is_old || !str_equal_nocase(seen->coding, STR("chunked")))) {
        return error_set(err, ERR_INVALID,
                         "the only Transfer-Encoding that is read here is chunked, of HTTP/1.1");
    }
    return OK;
}

enum status guard_framing(const struct guard_head *head, struct framing *ret_framing,
                          struct error *err)
{
    struct seen seen = {.lengths = 0};
    bool is_old = str_equal(str_from(head->version), STR("HTTP/1.0"));
    if (!lies_well(head, &seen) || seen.is_wrong) {
        return error_set(err, ERR_INVALID,
                         "a header has a control character, a bad name or a bad line end");
    }
    if (has_space(head->target)) {
        return error_set(err, ERR_INVALID, "the address has a space in it; write %%20");
    }
    if (!seen.hosts && !is_old) {
        return error_set(err, ERR_INVALID, "HTTP/1.1 needs a Host header");
    }
    struct framing framing = {.has_length = seen.lengths > 0, .is_chunked = seen.codings > 0};
    enum status status = check_coding(&seen, is_old, err);
    if (!status && framing.has_length && !str_to_uint(seen.length, INT64_MAX, &framing.length)) {
        status = error_set(err, ERR_INVALID, "Content-Length is not a number");
    }
    if (!status) {
        *ret_framing = framing;
    }
    return status;
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
    if (!host.ptr || (name.len && str_equal(name, address))) { /* HTTP/1.0 may have none */
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
