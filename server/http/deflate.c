/* Pages and their files go out compressed to whoever takes that. */
#include "http/deflate.h"

#include "http/negotiate.h"

#include <string.h>
#include <zlib.h>

enum {
    BODY_MIN = 1400,       /* what fits into one packet comes no sooner when it is smaller */
    BODY_MAX = 256 * 1024, /* more would hold up the others that wait for this thread */
    LEVEL = 1,             /* a third larger than at level 6, in a fourth of the time */
    WINDOW_GZIP = 15 + 16, /* zlib.h: 16 added to the window bits writes gzip */
    MEMORY = 8,
};

/* Only what browsers show: programs compare strong tags, and read JSON from beside. */
static const char *const types[] = {"text/html", "text/css", "text/javascript", "image/svg+xml"};

static bool is_worthwhile_type(const struct exchange *ex)
{
    const char *type = ex->res.type ? ex->res.type : http_format_type(ex->req.format);
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        if (str_starts(str_from(type), str_from(types[i]))) {
            return true;
        }
    }
    return false;
}

static struct response_header *find_header(struct response *res, const char *name)
{
    for (size_t i = 0; i < res->n_headers; i++) {
        if (strcmp(res->headers[i].name, name) == 0) {
            return &res->headers[i];
        }
    }
    return NULL;
}

static bool compress_body(struct str body, struct buf *buf)
{
    z_stream stream = {.next_in = (unsigned char *)body.ptr, .avail_in = (unsigned)body.len};
    if (deflateInit2(&stream, LEVEL, Z_DEFLATED, WINDOW_GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK) {
        return false;
    }
    size_t room = deflateBound(&stream, body.len);
    bool is_done = false;
    if (buf_reserve(buf, room)) {
        stream.next_out = (unsigned char *)buf->ptr;
        stream.avail_out = (unsigned)room;
        is_done = deflate(&stream, Z_FINISH) == Z_STREAM_END;
        buf->len = is_done ? room - stream.avail_out : 0;
    }
    (void)deflateEnd(&stream);
    return is_done;
}

/* RFC 9110, 8.8.3.3: a representation in another coding has another strong tag. */
static void mark_tag(struct exchange *ex, struct response_header *tag)
{
    struct str value = tag->value;
    if (value.len > 2) {
        const struct str parts[] = {str_sub(value, 0, value.len - 1), STR(CONDITIONAL_GZIP "\"")};
        tag->value = arena_join(&ex->arena, parts, ARRAY_LEN(parts));
    }
}

/* RFC 9110, 12.5.5: beside what the handler says. */
static void vary(struct exchange *ex)
{
    struct response_header *said = find_header(&ex->res, "Vary");
    if (!said) {
        response_header(&ex->res, "Vary", STR("Accept-Encoding"));
        return;
    }
    const struct str parts[] = {said->value, STR(", Accept-Encoding")};
    struct str both = arena_join(&ex->arena, parts, ARRAY_LEN(parts));
    said->value = both.ptr ? both : said->value;
}

bool deflate_is_taken(const struct request *req)
{
    return negotiate_takes_gzip(request_header(req, "Accept-Encoding"));
}

/* Puts the compressed body in the place of the other, where that is worth it. */
static bool pack(struct exchange *ex)
{
    struct response *res = &ex->res;
    struct str body = res->body.len ? buf_str(&res->body) : res->shared_body;
    struct buf packed;
    if (body.len < BODY_MIN || body.len > BODY_MAX || res->code == 304 ||
        !deflate_is_taken(&ex->req)) {
        return false;
    }
    buf_init(&packed, 0);
    if (!compress_body(body, &packed)) {
        buf_done(&packed);
        return false;
    }
    buf_done(&res->body);
    res->body = packed;
    return true;
}

bool deflate_answer(struct exchange *ex)
{
    struct response *res = &ex->res;
    const struct response_header *kept = find_header(res, "Cache-Control");
    struct response_header *tag = find_header(res, "ETag");
    if (!is_worthwhile_type(ex) || (kept && str_equal(kept->value, STR("no-store")))) {
        return false;
    }
    vary(ex);
    bool is_packed = res->ready ? res->ready->is_packed : pack(ex);
    if (is_packed) {
        response_header(res, "Content-Encoding", STR("gzip"));
        if (tag) {
            mark_tag(ex, tag);
        }
    }
    return is_packed;
}
