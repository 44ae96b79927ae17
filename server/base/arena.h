/* Arenas: memory that is taken piece by piece and given back all at once. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

struct arena_block;

/*
 * One request's (or one cleaning's) memory.  Used by one thread at a time.  A zeroed arena is valid
 * and has no ceiling.
 */
struct arena {
    struct arena_block *newest;
    size_t used;       /* bytes handed out */
    size_t held;       /* bytes taken from malloc */
    size_t ceiling;    /* most bytes that may be held; 0: no limit */
    bool is_exhausted; /* an allocation failed: tells want of memory from other reasons for NULL */
};

void arena_init(struct arena *arena, size_t ceiling);
/* Gives everything back; the arena may be used again. */
void arena_done(struct arena *arena);
/* Forgets everything but keeps the first block, for the next use by the same owner. */
void arena_reset(struct arena *arena);

/* `size` bytes aligned for any type, zeroed; NULL when memory or the ceiling is reached. */
void *arena_alloc(struct arena *arena, size_t size) MUST_USE;
/* `n` members of `size` bytes, zeroed; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t n, size_t size) MUST_USE;
/*
 * The array `old` (NULL for none) of `old_n` members with room for `new_n`; in place when it was
 * the last allocation, otherwise copied; what it grew out of is given back if it is large, so that
 * `old` ends here.  The new members are not zeroed: much of the room may never be used, and is not
 * touched then.
 */
void *arena_grow(struct arena *arena, void *old, size_t old_n, size_t new_n, size_t size) MUST_USE;

/* A copy of `s` followed by a NUL.  `ptr` is NULL on failure, and for the unknown string. */
struct str arena_str(struct arena *arena, struct str s) MUST_USE;
/* The same as a C string; NULL on failure; "" for the unknown string. */
char *arena_cstr(struct arena *arena, struct str s) MUST_USE;
/* The parts in a row, followed by a NUL, for what is made with every request; `ptr` is NULL on
 * failure. */
struct str arena_join(struct arena *arena, const struct str *parts, size_t n) MUST_USE;
/* printf into the arena; `ptr` is NULL on failure. */
struct str arena_printf(struct arena *arena, const char *fmt, ...) PRINTF_LIKE(2, 3) MUST_USE;

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
