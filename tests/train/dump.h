/* What the programs that write features for training share: files in, bytes out, or the end. */
#ifndef TRAIN_DUMP_H
#define TRAIN_DUMP_H

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

enum { DUMP_FILE_MAX = 64 * 1024 * 1024 };

static inline void dump_write(const void *bytes, size_t size, size_t n)
{
    if (fwrite(bytes, size, n, stdout) != n) {
        perror("stdout");
        exit(1);
    }
}

/* All of a file; the buffer is the caller's to give back. */
static inline void dump_read(const char *path, struct buf *buf)
{
    FILE *file = fopen(path, "rb");
    buf_init(buf, DUMP_FILE_MAX);
    char bytes[65536];
    for (size_t n; file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0;) {
        buf_add(buf, bytes, n);
    }
    if (!file || ferror(file) || !buf_ok(buf)) {
        perror(path);
        exit(1);
    }
    (void)fclose(file);
}

#endif
