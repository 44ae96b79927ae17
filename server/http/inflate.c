/* Request bodies that were sent compressed. */
#include "http/inflate.h"

#include <zlib.h>

enum {
    WINDOW_ANY =
        15 + 32, /* zlib.h: 32 added to the window bits detects gzip and zlib by their headers */
    STEP = 64 * 1024,
    /* Pages shrink to a third or a tenth, logs to a hundredth; deflate itself ends at 1032. */
    RATIO_MAX = 256,
    RATIO_FREE = 1024 * 1024, /* below this a ratio says nothing and costs nothing */
};

bool inflate_is_identity(struct str coding)
{
    return !coding.len || str_equal_nocase(coding, STR("identity"));
}

bool inflate_knows(struct str coding)
{
    return inflate_is_identity(coding) || str_equal_nocase(coding, STR("gzip")) ||
           str_equal_nocase(coding, STR("x-gzip")) || str_equal_nocase(coding, STR("deflate"));
}

static enum status refuse_damage(struct error *err)
{
    return error_set(err, ERR_INVALID,
                     "the body is not what its Content-Encoding says, or is cut off");
}

static enum status run(z_stream *stream, size_t max, struct buf *buf, struct error *err)
{
    size_t len = stream->avail_in;
    int result = Z_OK;
    while (result != Z_STREAM_END || stream->avail_in) {
        if (result == Z_STREAM_END &&
            inflateReset(stream) != Z_OK) { /* RFC 1952, 2.2: members follow members */
            return refuse_damage(err);
        }
        if (!buf_reserve(buf, STEP)) {
            return error_set(err, ERR_TOO_LARGE, "the body is over %zu bytes when decoded", max);
        }
        stream->next_out = (unsigned char *)buf->ptr + buf->len;
        stream->avail_out = STEP;
        result = inflate(stream, Z_NO_FLUSH);
        size_t got = STEP - stream->avail_out;
        buf->len += got;
        if (buf->len > max) {
            return error_set(err, ERR_TOO_LARGE, "the body is over %zu bytes when decoded", max);
        }
        if (buf->len > RATIO_FREE && buf->len / RATIO_MAX > len - stream->avail_in) {
            return error_set(err, ERR_TOO_LARGE, "the body grows more than %d times when decoded",
                             (int)RATIO_MAX);
        }
        if (result == Z_MEM_ERROR) {
            return error_no_memory(err);
        }
        if ((result != Z_OK && result != Z_STREAM_END) ||
            (result == Z_OK && !got && !stream->avail_in)) {
            return refuse_damage(err);
        }
    }
    return OK;
}

enum status inflate_body(struct str body, size_t max, struct buf *ret_buf, struct error *err)
{
    z_stream stream = {.next_in = (unsigned char *)body.ptr, .avail_in = (unsigned)body.len};
    buf_init(ret_buf, max + STEP);
    if (body.len > UINT32_MAX || inflateInit2(&stream, WINDOW_ANY) != Z_OK) {
        return error_no_memory(err);
    }
    enum status status = run(&stream, max, ret_buf, err);
    (void)inflateEnd(&stream);
    if (status) {
        buf_done(ret_buf);
    }
    return status;
}
