/* What several benches need. */
#ifndef BENCH_COMMON_H
#define BENCH_COMMON_H

#include "base/buf.h"
#include "base/time.h"

#include <ftw.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/stat.h>

/* Adds a file's bytes; false when it cannot be read or is over the buffer's ceiling. */
static inline bool read_file(const char *path, struct buf *buf)
{
    FILE *file = fopen(path, "rb");
    char bytes[65536];
    size_t n;
    while (file && (n = fread(bytes, 1, sizeof(bytes), file)) > 0) {
        buf_add(buf, bytes, n);
    }
    bool is_ok = file && !ferror(file) && buf_ok(buf);
    if (file) {
        (void)fclose(file);
    }
    return is_ok;
}

/* CPU time of this thread since then. */
static inline double since_ms(int64_t start_ns)
{
    return (double)(time_thread_cpu_ns() - start_ns) / 1e6;
}

/* For nftw(3): a folder with all that is in it goes. */
static inline int remove_one(const char *path, const struct stat *stat_of, int type,
                             struct FTW *ftw)
{
    (void)stat_of;
    (void)type;
    (void)ftw;
    return remove(path);
}

/* A positive number among the arguments, or what it is without. */
static inline size_t number(int argc, char **argv, int i, size_t standard)
{
    uint64_t value;
    bool is_given = i < argc && str_to_uint(str_from(argv[i]), 10 * 1000 * 1000, &value) && value;
    return is_given ? (size_t)value : standard;
}

#endif
