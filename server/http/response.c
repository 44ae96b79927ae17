/* One response: code, headers and a body that is bytes already. */
#include "http/response.h"

#include "base/log.h"
#include "base/time.h"

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (c < ' ' || c == 0x7F) {
            return true;
        }
    }
    return false;
}

void response_header(struct response *res, const char *name, struct str value)
{
    if (!value.ptr || res->n_headers == RESPONSE_HEADERS_MAX || has_control(value)) {
        log_line(LOG_LEVEL_ERROR, "msg=\"header dropped\" name=%s", name);
        return;
    }
    res->headers[res->n_headers++] = (struct response_header){.name = name, .value = value};
}

/* Whether the representation depends on Accept: several formats and no suffix that chose. */
static bool is_negotiated(const struct route *route)
{
    unsigned formats = route ? route->formats : 0;
    return (formats & (formats - 1)) != 0;
}

void response_validators(struct request *req, struct response *res, struct str etag,
                         int64_t modified_us)
{
    char text[TIME_TEXT_MAX];
    response_header(res, "ETag", etag);
    if (modified_us) {
        response_header(res, "Last-Modified",
                        arena_str(req->arena, time_format_http(modified_us, text)));
    }
    response_header(res, "Cache-Control", STR("private, no-cache"));
    if (is_negotiated(req->route)) {
        response_header(res, "Vary", STR("Accept"));
    }
}

void response_keep(struct response *res, struct str etag)
{
    res->keep_as = etag;
}

enum status response_not_modified(struct response *res)
{
    res->code = 304;
    buf_clear(&res->body);
    return OK;
}

enum status response_created(struct response *res, struct str location)
{
    res->code = 201;
    response_header(res, "Location", location);
    return OK;
}

enum status response_see_other(struct response *res, struct str location)
{
    res->code = 303;
    response_header(res, "Location", location);
    return OK;
}
