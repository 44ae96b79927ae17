/* Conditional requests: whether a client's copy is current, and whether it may change what it saw
 * (RFC 9110, 13). */
#include "http/request.h"

#include "base/time.h"

/* The tag of what was sent compressed, as it is without that. */
static bool is_same(struct str sent, struct str etag)
{
    static const char end[] = CONDITIONAL_GZIP "\"";
    size_t len = sizeof(end) - 1;
    if (str_ends(sent, str_from(end)) && sent.len - len + 1 == etag.len) {
        return str_equal(str_sub(sent, 0, sent.len - len), str_sub(etag, 0, etag.len - 1));
    }
    return str_equal(sent, etag);
}

/* Whether a list of entity tags names `etag`; `is_strong`: W/ tags do not count (RFC
 * 9110, 8.8.3.2). */
static bool names_tag(struct str list, struct str etag, bool is_strong)
{
    struct str rest = list, tag;
    if (str_equal(str_trim(list), STR("*"))) {
        return true;
    }
    while (str_split(&rest, ',', &tag)) {
        tag = str_trim(tag);
        if (str_starts(tag, STR("W/"))) {
            if (is_strong) {
                continue;
            }
            tag = str_sub(tag, 2, tag.len);
        }
        if (is_same(tag, etag)) {
            return true;
        }
    }
    return false;
}

bool request_is_current(const struct request *req, struct str etag, int64_t modified_us)
{
    struct str tags = request_header(req, "If-None-Match");
    int64_t since_us;
    if (tags.ptr) {
        return names_tag(tags, etag, false);
    }
    /* HTTP dates are whole seconds. */
    return modified_us > 0 &&
           time_parse_http(request_header(req, "If-Modified-Since"), &since_us) &&
           modified_us / 1000000 <= since_us / 1000000;
}

bool request_may_change(const struct request *req, struct str etag)
{
    struct str tags = request_header(req, "If-Match");
    return !tags.ptr || names_tag(tags, etag, true);
}
