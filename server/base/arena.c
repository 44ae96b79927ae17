/* Arenas: memory that is taken piece by piece and given back all at once. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ALIGNMENT = 16,
    FIRST_BLOCK = 8 * 1024,
    LARGEST_STEP = 1024 * 1024, /* blocks double up to this, so that waste stays under it */
};

struct arena_block {
    struct arena_block *older;
    size_t size; /* of bytes[] */
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

void arena_init(struct arena *arena, size_t ceiling)
{
    *arena = (struct arena){.ceiling = ceiling};
}

void arena_done(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena_init(arena, arena->ceiling);
}

void arena_reset(struct arena *arena)
{
    struct arena_block *block = arena->newest;
    while (block && block->older) {
        struct arena_block *older = block->older;
        free(block);
        block = older;
    }
    arena->newest = block;
    arena->used = 0;
    arena->is_exhausted = false;
    arena->held = block ? block->size : 0;
    if (block) {
        block->used = 0;
    }
}

static struct arena_block *add_block(struct arena *arena, size_t need)
{
    size_t size = arena->newest ? MIN(arena->newest->size * 2, (size_t)LARGEST_STEP) : FIRST_BLOCK;
    size = MAX(size, need);
    if (arena->ceiling && (arena->held >= arena->ceiling || size > arena->ceiling - arena->held)) {
        size = need;
        if (arena->held >= arena->ceiling || size > arena->ceiling - arena->held) {
            return NULL;
        }
    }
    struct arena_block *block = malloc(sizeof(*block) + size);
    if (!block) {
        return NULL;
    }
    block->older = arena->newest;
    block->size = size;
    block->used = 0;
    arena->newest = block;
    arena->held += size;
    return block;
}

/* As arena_alloc, with whatever the bytes hold. */
static void *take(struct arena *arena, size_t size)
{
    if (size > SIZE_MAX / 2) {
        arena->is_exhausted = true;
        return NULL;
    }
    size_t need = (MAX(size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct arena_block *block = arena->newest;
    if (!block || block->size - block->used < need) {
        block = add_block(arena, need);
        if (!block) {
            arena->is_exhausted = true;
            return NULL;
        }
    }
    void *bytes = block->bytes + block->used;
    block->used += need;
    arena->used += need;
    return bytes;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    void *bytes = take(arena, size);
    return bytes ? memset(bytes, 0, size) : NULL;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size) {
        return NULL;
    }
    return arena_alloc(arena, n * size);
}

/* The link to the block that holds `array` and has room for nothing else; NULL if there is none. */
static struct arena_block **find_alone(struct arena *arena, const void *array, size_t size)
{
    struct arena_block **link = &arena->newest;
    while (*link && (*link)->bytes != array) {
        link = &(*link)->older;
    }
    return *link && (*link)->size == size ? link : NULL;
}

/* Grows an array in a block of its own, so that what it grew out of is not held as well. */
static void *grow_alone(struct arena *arena, struct arena_block **link, size_t size)
{
    size_t more = size - (*link)->size;
    if (arena->ceiling && (arena->held >= arena->ceiling || more > arena->ceiling - arena->held)) {
        arena->is_exhausted = true;
        return NULL;
    }
    struct arena_block *grown = realloc(*link, sizeof(*grown) + size);
    if (!grown) {
        arena->is_exhausted = true;
        return NULL;
    }
    *link = grown;
    grown->size = grown->used = size;
    arena->held += more;
    arena->used += more;
    return grown->bytes;
}

void *arena_grow(struct arena *arena, void *old, size_t old_n, size_t new_n, size_t size)
{
    if (size && new_n > SIZE_MAX / 2 / size) {
        return NULL;
    }
    struct arena_block *block = arena->newest;
    size_t old_size = (MAX(old_n * size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    size_t new_size = (MAX(new_n * size, 1) + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (old && block && block->used >= old_size && new_size >= old_size &&
        (unsigned char *)old == block->bytes + block->used - old_size &&
        block->size - block->used >= new_size - old_size) {
        block->used += new_size - old_size;
        arena->used += new_size - old_size;
        return old;
    }
    struct arena_block **link = old_size >= LARGEST_STEP ? find_alone(arena, old, old_size) : NULL;
    if (link && new_size > old_size) {
        return grow_alone(arena, link, new_size);
    }
    void *grown = take(arena, new_n * size);
    if (grown && old) {
        memcpy(grown, old, MIN(old_n, new_n) * size);
    }
    return grown;
}

struct str arena_str(struct arena *arena, struct str s)
{
    if (!s.ptr) {
        return str_null();
    }
    char *copy = arena_cstr(arena, s);
    return copy ? str_of(copy, s.len) : str_null();
}

char *arena_cstr(struct arena *arena, struct str s)
{
    char *copy = s.len < SIZE_MAX ? take(arena, s.len + 1) : NULL;
    if (copy) {
        if (s.len) {
            memcpy(copy, s.ptr, s.len);
        }
        copy[s.len] = '\0';
    }
    return copy;
}

struct str arena_join(struct arena *arena, const struct str *parts, size_t n)
{
    size_t len = 0, at = 0;
    for (size_t i = 0; i < n; i++) {
        len += parts[i].len;
    }
    char *text = take(arena, len + 1);
    for (size_t i = 0; text && i < n; i++) {
        if (parts[i].len) {
            memcpy(text + at, parts[i].ptr, parts[i].len);
        }
        at += parts[i].len;
    }
    if (text) {
        text[len] = '\0';
    }
    return text ? str_of(text, len) : str_null();
}

struct str arena_printf(struct arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    va_list again;
    va_copy(again, args);
    char small[256]; /* most are: then they are formatted once */
    int len = vsnprintf(small, sizeof(small), fmt, args);
    va_end(args);
    char *text = len >= 0 ? take(arena, (size_t)len + 1) : NULL;
    if (text && (size_t)len < sizeof(small)) {
        memcpy(text, small, (size_t)len + 1);
    } else if (text) {
        (void)vsnprintf(text, (size_t)len + 1, fmt, again);
    }
    va_end(again);
    return text ? str_of(text, (size_t)len) : str_null();
}
