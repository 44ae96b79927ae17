/* Web addresses: parsed, resolved against a base, and of an allowed scheme, by type. */
#include "base/url.h"

#include "base/buf.h"
#include "base/punycode.h"
#include "base/utf8.h"

#include <string.h>

/* The five parts of RFC 3986, appendix B, undecoded; `has_` tells an empty part from a missing one.
 */
struct parts {
    struct str scheme, authority, path, query, fragment;
    bool has_authority, has_query, has_fragment;
};

/* WHATWG URL, 4.4: tabs and newlines are removed, spaces and controls at the ends too. */
static struct str without_controls(struct arena *arena, struct str s)
{
    while (s.len && (unsigned char)s.ptr[0] <= ' ') {
        s = str_sub(s, 1, s.len);
    }
    while (s.len && (unsigned char)s.ptr[s.len - 1] <= ' ') {
        s.len--;
    }
    bool is_clean =
        str_find_byte(s, '\t') < 0 && str_find_byte(s, '\n') < 0 && str_find_byte(s, '\r') < 0;
    if (is_clean) {
        return s;
    }
    char *copy = arena_alloc(arena, s.len);
    if (!copy) {
        return str_null();
    }
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\t' && s.ptr[i] != '\n' && s.ptr[i] != '\r') {
            copy[len++] = s.ptr[i];
        }
    }
    return str_of(copy, len);
}

static struct str take_scheme(struct str *rest)
{
    size_t n = 0;
    while (n < rest->len && (byte_is_alpha((unsigned char)rest->ptr[n]) ||
                             (n && (byte_is_digit((unsigned char)rest->ptr[n]) ||
                                    memchr("+-.", rest->ptr[n], 3))))) {
        n++;
    }
    if (!n || n >= rest->len || rest->ptr[n] != ':') {
        return str_null();
    }
    struct str scheme = str_sub(*rest, 0, n);
    *rest = str_sub(*rest, n + 1, rest->len);
    return scheme;
}

static bool is_slash(struct str s, size_t at)
{
    return at < s.len && (s.ptr[at] == '/' || s.ptr[at] == '\\');
}

/* The length up to the first byte of `stops`, or up to a NUL. */
static size_t length_before(struct str s, const char *stops)
{
    do {
        ptrdiff_t at = str_find_byte(s, *stops);
        s.len = at < 0 ? s.len : (size_t)at;
    } while (*stops++);
    return s.len;
}

static struct parts split(struct str s)
{
    struct parts parts = {.scheme = take_scheme(&s)};
    if (is_slash(s, 0) && is_slash(s, 1)) {
        s = str_sub(s, 2, s.len);
        parts.has_authority = true;
        parts.authority = str_sub(s, 0, length_before(s, "/\\?#"));
        s = str_sub(s, parts.authority.len, s.len);
    }
    parts.path = str_sub(s, 0, length_before(s, "?#"));
    s = str_sub(s, parts.path.len, s.len);
    if (s.len && s.ptr[0] == '?') {
        s = str_sub(s, 1, s.len);
        parts.has_query = true;
        parts.query = str_sub(s, 0, length_before(s, "#"));
        s = str_sub(s, parts.query.len, s.len);
    }
    if (s.len && s.ptr[0] == '#') {
        parts.has_fragment = true;
        parts.fragment = str_sub(s, 1, s.len);
    }
    return parts;
}

/* A bit for each byte that stands for itself: those from '!' to '~' but for "<>\^`{|}. */
static const uint64_t PLAIN_BYTES[] = {UINT64_C(0xAFFFFFFA00000000), UINT64_C(0x47FFFFFEAFFFFFFF)};

static bool is_plain(unsigned char c)
{
    return c < 0x80 && PLAIN_BYTES[c / 64] >> c % 64 & 1;
}

/* Copies, percent-encoding what may not stand in an address and leaving what is encoded already. */
static void add_encoded(struct buf *buf, struct str s, bool backslash_is_slash)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        size_t start = i;
        while (i < s.len && is_plain((unsigned char)s.ptr[i])) {
            i++;
        }
        buf_add(buf, s.ptr + start, i - start);
        unsigned char c = i < s.len ? (unsigned char)s.ptr[i] : '\0';
        if (c == '\\' && backslash_is_slash) {
            buf_add_byte(buf, '/');
        } else if (i < s.len) {
            char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
            buf_add(buf, escape, sizeof(escape));
        }
    }
}

/* RFC 3986, 5.2.4, on a path that starts with '/'; works in place at the end of `buf` from `start`
 * on. */
static void remove_dot_segments(struct buf *buf, size_t start)
{
    if (!buf_ok(buf) || str_find(str_sub(buf_str(buf), start, buf->len), STR("/.")) < 0) {
        return;
    }
    char *path = buf->ptr + start;
    size_t len = buf->len - start, out = 0, at = 0;
    while (at < len) {
        size_t end = at + 1;
        while (end < len && path[end] != '/') {
            end++;
        }
        size_t n = end - at; /* the segment with its leading slash */
        bool is_dot = n == 2 && path[at + 1] == '.';
        bool is_dot_dot = n == 3 && path[at + 1] == '.' && path[at + 2] == '.';
        if (is_dot_dot) {
            while (out && path[--out] != '/') {
            }
        }
        if (!is_dot && !is_dot_dot) {
            memmove(path + out, path + at, n);
            out += n;
        } else if (end == len) {
            path[out++] = '/';
        }
        at = end;
    }
    buf->len = start + (out ? out : 1);
    buf->ptr[start] = '/';
}

/* Labels of letters, digits, '-', '_' and '.', or an IPv6 address in brackets; lower-cased. */
static bool add_ascii_host(struct buf *buf, struct str host)
{
    bool is_v6 = host.len > 2 && host.ptr[0] == '[' && host.ptr[host.len - 1] == ']';
    if (host.len == 0 || host.len > 253) {
        return false;
    }
    for (size_t i = 0; i < host.len; i++) {
        unsigned char c = (unsigned char)host.ptr[i];
        bool is_name = byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '.' || c == '_';
        bool is_address = c == ':' || c == '[' || c == ']' || c == '.' || byte_hex(c) >= 0;
        if (is_v6 ? !is_address : !is_name) {
            return false;
        }
        buf_add_byte(buf, byte_lower((char)c));
    }
    return host.ptr[0] != '.' && (is_v6 || host.ptr[0] != '[');
}

static bool add_host(struct buf *buf, struct str host)
{
    struct buf ascii;
    if (utf8_is_ascii(host)) {
        return add_ascii_host(buf, host);
    }
    buf_init(&ascii, URL_MAX);
    bool is_host =
        punycode_add_host(&ascii, host) && buf_ok(&ascii) && add_ascii_host(buf, buf_str(&ascii));
    buf_done(&ascii);
    return is_host;
}

struct layout {
    size_t host, host_end, port, port_end, path, path_end, query, query_end, fragment;
};

/* The port without leading zeros; nothing when it is empty or the scheme's own. */
static bool add_port(struct buf *buf, struct str port, bool is_https, struct layout *at)
{
    uint64_t number;
    at->port = at->port_end = buf->len;
    if (port.len == 0) {
        return true;
    }
    if (!str_to_uint(port, 65535, &number)) {
        return false;
    }
    if (number != (is_https ? 443 : 80)) {
        buf_add_byte(buf, ':');
        at->port = buf->len;
        buf_add_int(buf, (int64_t)number);
        at->port_end = buf->len;
    }
    return true;
}

static bool add_authority(struct buf *buf, struct str authority, bool is_https, struct layout *at)
{
    if (str_find_byte(authority, '@') >= 0) {
        return false;
    }
    ptrdiff_t colon = str_find_last_byte(authority, ':');
    ptrdiff_t bracket = str_find_last_byte(authority, ']');
    struct str host = authority, port = str_null();
    if (colon > bracket) {
        host = str_sub(authority, 0, (size_t)colon);
        port = str_sub(authority, (size_t)colon + 1, authority.len);
    }
    at->host = buf->len;
    if (!add_host(buf, host)) {
        return false;
    }
    at->host_end = buf->len;
    return add_port(buf, port, is_https, at);
}

/* The base's path up to its last slash, then the reference's (RFC 3986, 5.2.3). */
static void add_path(struct buf *buf, const struct url *base, struct str path, bool has_own_root)
{
    size_t start = buf->len;
    if (!has_own_root && !is_slash(path, 0) && base) {
        ptrdiff_t slash = str_find_last_byte(base->path, '/');
        buf_add_str(buf, str_sub(base->path, 0, (size_t)(slash + 1)));
    }
    if (buf->len == start && !is_slash(path, 0)) {
        buf_add_byte(buf, '/');
    }
    add_encoded(buf, path, true);
    remove_dot_segments(buf, start);
}

static const struct url *finish(struct arena *arena, struct buf *buf, size_t scheme_len,
                                const struct layout *at)
{
    struct url *url = NULL;
    arena->is_exhausted |= !buf_ok(buf) && !buf->is_over;
    if (buf_ok(buf)) {
        struct str text = arena_str(arena, buf_str(buf));
        url = text.ptr ? ARENA_NEW(arena, struct url) : NULL;
        if (url) {
            url->text = text;
            url->scheme = str_sub(text, 0, scheme_len);
            url->host = str_sub(text, at->host, at->host_end - at->host);
            url->port = str_sub(text, at->port, at->port_end - at->port);
            url->path = str_sub(text, at->path, at->path_end - at->path);
            url->query = str_sub(text, at->query, at->query_end - at->query);
            url->fragment = str_sub(text, at->fragment, text.len - at->fragment);
        }
    }
    buf_done(buf);
    return url;
}

static const struct url *resolve_mailto(struct arena *arena, const struct parts *parts)
{
    struct buf buf;
    struct layout at = {0};
    if (parts->has_authority || str_find_byte(parts->path, '@') < 1) {
        return NULL;
    }
    buf_init(&buf, URL_MAX);
    BUF_LITERAL(&buf, "mailto:");
    at.host = at.host_end = at.port = at.port_end = at.path = buf.len;
    add_encoded(&buf, parts->path, false);
    at.path_end = at.query = at.query_end = buf.len;
    if (parts->has_query) {
        buf_add_byte(&buf, '?');
        at.query = buf.len;
        add_encoded(&buf, parts->query, false);
        at.query_end = buf.len;
    }
    at.fragment = buf.len;
    return finish(arena, &buf, sizeof("mailto") - 1, &at);
}

/* Scheme, authority, path, query and fragment, one behind the other; false when the authority is no
 * good. */
static bool add_all(struct buf *buf, const struct url *base, const struct parts *parts,
                    bool is_https, struct layout *at)
{
    bool is_same_path = !parts->has_authority && !parts->path.len;
    struct str authority = parts->authority;
    if (!parts->has_authority) {
        size_t port_len = base->port.len ? base->port.len + 1 : 0;
        authority = str_of(base->host.ptr, base->host.len + port_len);
    }
    BUF_LITERAL(buf, "://");
    if (!add_authority(buf, authority, is_https, at)) {
        return false;
    }
    at->path = buf->len;
    add_path(buf, base, is_same_path ? base->path : parts->path,
             parts->has_authority || is_same_path);
    at->path_end = at->query = at->query_end = buf->len;
    struct str query = is_same_path && !parts->has_query ? base->query : parts->query;
    if (parts->has_query || query.len) {
        buf_add_byte(buf, '?');
        at->query = buf->len;
        add_encoded(buf, query, false);
        at->query_end = buf->len;
    }
    at->fragment = buf->len;
    if (parts->has_fragment) {
        buf_add_byte(buf, '#');
        at->fragment = buf->len;
        add_encoded(buf, parts->fragment, false);
    }
    return true;
}

const struct url *url_resolve(struct arena *arena, const struct url *base, struct str reference)
{
    if (reference.len > URL_MAX) {
        return NULL;
    }
    struct parts parts = split(without_controls(arena, reference));
    struct str scheme = parts.scheme;
    if (str_equal_nocase(scheme, STR("mailto"))) {
        return resolve_mailto(arena, &parts);
    }
    if (base && str_equal(base->scheme, STR("mailto"))) {
        base = NULL;
    }
    if (scheme.len ? !parts.has_authority : !base) {
        return NULL;
    }
    scheme = scheme.len ? scheme : base->scheme;
    bool is_https = str_equal_nocase(scheme, STR("https"));
    if (!is_https && !str_equal_nocase(scheme, STR("http"))) {
        return NULL;
    }
    struct buf buf;
    struct layout at = {0};
    buf_init(&buf, URL_MAX);
    buf_add_str(&buf, is_https ? STR("https") : STR("http"));
    size_t scheme_len = buf.len;
    if (!add_all(&buf, base, &parts, is_https, &at)) {
        buf_done(&buf);
        return NULL;
    }
    return finish(arena, &buf, scheme_len, &at);
}
