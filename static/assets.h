/* The files of static/, inside the program: embed.cmake makes the table at build time. */
#ifndef STATIC_ASSETS_H
#define STATIC_ASSETS_H

#include <stddef.h>

struct asset {
    const char *name;           /* path below static/: "templates/article.html" */
    const unsigned char *bytes; /* a NUL follows that `len` does not count */
    size_t len;
    const char *etag; /* with its quotes; changes with the bytes */
};

/* Sorted by name, in strcmp's order. */
extern const struct asset assets[];
extern const size_t assets_len;

#endif
