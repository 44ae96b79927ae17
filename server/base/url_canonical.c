/* What is asked of a parsed address: its canonical form, its site, whether two name one document.
 */
#include "base/url.h"

#include "base/buf.h"

/* Parameters that name where a reader came from, not what is read. */
static bool is_tracking(struct str name)
{
    static const char *const names[] = {
        "fbclid", "gclid",  "dclid", "gbraid", "wbraid",  "msclkid",   "yclid",  "mc_cid",
        "mc_eid", "igshid", "_ga",   "_gl",    "ref_src", "twclid",    "ttclid", "vero_id",
        "_hsenc", "_hsmi",  "s_cid", "ncid",   "cmpid",   "oly_enc_id"};
    if (str_starts_nocase(name, STR("utm_")) || str_starts_nocase(name, STR("mtm_")) ||
        str_starts_nocase(name, STR("pk_"))) {
        return true;
    }
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        if (str_equal_nocase(name, str_from(names[i]))) {
            return true;
        }
    }
    return false;
}

struct str url_canonical(struct arena *arena, const struct url *url)
{
    struct buf buf;
    buf_init(&buf, URL_MAX);
    size_t before_query = (size_t)(url->path.ptr - url->text.ptr) + url->path.len;
    buf_add_str(&buf, str_sub(url->text, 0, before_query));
    struct str rest = url->query.len ? url->query : str_null(), part;
    char joint = '?';
    while (str_split(&rest, '&', &part)) {
        ptrdiff_t equals = str_find_byte(part, '=');
        struct str name = str_sub(part, 0, equals < 0 ? part.len : (size_t)equals);
        if (part.len && !is_tracking(name)) {
            buf_add_byte(&buf, joint);
            buf_add_str(&buf, part);
            joint = '&';
        }
    }
    struct str text = buf_ok(&buf) ? arena_str(arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return text;
}

struct str url_site(const struct url *url)
{
    bool has_www = str_starts(url->host, STR("www.")) && url->host.len > sizeof("www.") - 1;
    return has_www ? str_sub(url->host, sizeof("www.") - 1, url->host.len) : url->host;
}

bool url_same_document(const struct url *a, const struct url *b)
{
    return str_equal(a->scheme, b->scheme) && str_equal(a->host, b->host) &&
           str_equal(a->port, b->port) && str_equal(a->path, b->path) &&
           str_equal(a->query, b->query);
}

bool url_decode(struct arena *arena, struct str s, bool plus_is_space, struct str *ret_text)
{
    char *text = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    if (!text) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == '%') {
            int high = i + 2 < s.len ? byte_hex((unsigned char)s.ptr[i + 1]) : -1;
            int low = high >= 0 ? byte_hex((unsigned char)s.ptr[i + 2]) : -1;
            if (low < 0 || (high == 0 && low == 0)) {
                return false;
            }
            c = (char)(high << 4 | low);
            i += 2;
        } else if (c == '+' && plus_is_space) {
            c = ' ';
        } else if (c == '\0') {
            return false;
        }
        text[len++] = c;
    }
    *ret_text = str_of(text, len);
    return true;
}

void url_encode(struct buf *buf, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            buf_add_byte(buf, (char)c);
        } else {
            const char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
            buf_add(buf, escape, sizeof(escape));
        }
    }
}
