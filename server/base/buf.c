/* Growing byte buffers with a ceiling: append freely, ask once whether all of it went well. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { SMALLEST = 256 };

void buf_init(struct buf *buf, size_t ceiling)
{
    *buf = (struct buf){.ceiling = ceiling};
}

void buf_done(struct buf *buf)
{
    free(buf->ptr);
    buf_init(buf, buf->ceiling);
}

void buf_clear(struct buf *buf)
{
    buf->len = 0;
    buf->has_failed = false;
    buf->is_over = false;
}

static bool fail(struct buf *buf, bool is_over)
{
    free(buf->ptr);
    *buf = (struct buf){.ceiling = buf->ceiling, .has_failed = true, .is_over = is_over};
    return false;
}

bool buf_reserve(struct buf *buf, size_t more)
{
    if (buf->has_failed) {
        return false;
    }
    size_t limit = buf->ceiling ? buf->ceiling : SIZE_MAX / 2;
    if (more > limit || buf->len > limit - more) {
        return fail(buf, true);
    }
    size_t need = buf->len + more;
    if (need <= buf->room) {
        return true;
    }
    size_t room = MAX(buf->room + buf->room / 2, (size_t)SMALLEST);
    room = MIN(MAX(room, need), limit);
    char *grown = realloc(buf->ptr, room);
    if (!grown) {
        return fail(buf, false);
    }
    buf->ptr = grown;
    buf->room = room;
    return true;
}

void buf_add_z(struct buf *buf, const char *z)
{
    buf_add(buf, z, strlen(z));
}

void buf_add_repeated(struct buf *buf, char c, size_t n)
{
    if (n && buf_reserve(buf, n)) {
        memset(buf->ptr + buf->len, c, n);
        buf->len += n;
    }
}

void buf_add_int(struct buf *buf, int64_t value)
{
    char room[STR_INT_ROOM];
    buf_add_str(buf, str_from_int(value, room));
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    /* Mostly there is room, and it is formatted once. */
    size_t room = buf->room - buf->len;
    int len = vsnprintf(room ? buf->ptr + buf->len : NULL, room, fmt, args);
    va_end(args);
    if (len > 0 && (size_t)len >= room && buf_reserve(buf, (size_t)len + 1)) {
        (void)vsnprintf(buf->ptr + buf->len, (size_t)len + 1, fmt, again);
    }
    if (len > 0 && !buf->has_failed) {
        buf->len += (size_t)len;
    }
    va_end(again);
}

char *buf_take(struct buf *buf, size_t *ret_len)
{
    char *bytes = buf->ptr;
    if (buf->has_failed || !bytes) {
        return NULL;
    }
    *ret_len = buf->len;
    *buf = (struct buf){.ceiling = buf->ceiling};
    return bytes;
}
