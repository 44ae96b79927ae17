/* Growing byte buffers with a ceiling: append freely, ask once whether all of it went well. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Owns `ptr` (malloc).  After a failed append the buffer is empty, takes nothing and buf_ok() is
 * false. */
struct buf {
    char *ptr;
    size_t len;
    size_t room;
    size_t ceiling;
    bool has_failed;
    bool is_over; /* it failed because of the ceiling, not for want of memory */
};

/* No allocation yet; at most `ceiling` bytes (0: no limit). */
void buf_init(struct buf *buf, size_t ceiling);
void buf_done(struct buf *buf);
/* Empties the buffer, keeps its memory, forgets a failure. */
void buf_clear(struct buf *buf);
static inline bool buf_ok(const struct buf *buf)
{
    return !buf->has_failed;
}

/* Makes room for `more` bytes beyond the length; false (sticky) when that cannot be. */
bool buf_reserve(struct buf *buf, size_t more);
static inline void buf_add(struct buf *buf, const void *bytes, size_t len)
{
    if (len && (len <= buf->room - buf->len || buf_reserve(buf, len))) {
        memcpy(buf->ptr + buf->len, bytes, len);
        buf->len += len;
    }
}
static inline void buf_add_str(struct buf *buf, struct str s)
{
    buf_add(buf, s.ptr, s.len);
}
void buf_add_z(struct buf *buf, const char *z);
static inline void buf_add_byte(struct buf *buf, char c)
{
    if (buf->len < buf->room || buf_reserve(buf, 1)) {
        buf->ptr[buf->len++] = c;
    }
}
void buf_add_repeated(struct buf *buf, char c, size_t n);
void buf_add_int(struct buf *buf, int64_t value);
void buf_printf(struct buf *buf, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A literal, its length known to the compiler. */
#define BUF_LITERAL(buf, literal) buf_add((buf), "" literal, sizeof(literal) - 1)

/* What is in the buffer, borrowed until the next change. */
static inline struct str buf_str(const struct buf *buf)
{
    return str_of(buf->ptr, buf->len);
}
/* Hands the bytes out (free() them) and leaves the buffer empty; NULL when it failed or is empty.
 */
char *buf_take(struct buf *buf, size_t *ret_len) MUST_USE;

#endif
