/* Compression of what is kept but seldom read: zstd, with every size checked before it is believed.
 */
#ifndef STORE_SQUEEZE_INTERNAL_H
#define STORE_SQUEEZE_INTERNAL_H

#include "base/arena.h"
#include "base/error.h"

#include <pthread.h>
#include <stddef.h>

enum { SQUEEZER_KEPT = 2 };

/* Compressors that are kept for the next use; shared by all threads. */
struct squeezer {
    pthread_mutex_t mutex;
    void *kept[SQUEEZER_KEPT];
};

/* Bytes from malloc. */
struct squeezed {
    char *ptr;
    size_t len;
};

enum status squeezer_init(struct squeezer *squeezer, struct error *err) MUST_USE;
void squeezer_done(struct squeezer *squeezer);

/* One zstd frame with its size and a checksum inside; the caller frees `ret_squeezed->ptr`. */
enum status squeeze(struct squeezer *squeezer, struct str bytes, struct squeezed *ret_squeezed,
                    struct error *err) MUST_USE;
/*
 * The bytes in the arena, then a NUL; ERR_CORRUPT for anything that squeeze did not make, or over
 * `max` bytes.
 */
enum status unsqueeze(struct arena *arena, struct str frame, size_t max, struct str *ret_bytes,
                      struct error *err) MUST_USE;

#endif
