/* Fuzzes doc/pack.c: bytes are damage, or a tree that packs to the same bytes again. */
#include "doc/pack.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct node *root = NULL, *copy = NULL;
    struct buf first, second;
    arena_init(&arena, 64 * 1024 * 1024);
    buf_init(&first, 0);
    buf_init(&second, 0);
    if (doc_unpack(&arena, str_of((const char *)bytes, len), &root, NULL) == OK) {
        doc_pack(root, &first);
        if (doc_unpack(&arena, buf_str(&first), &copy, NULL) != OK) {
            abort();
        }
        doc_pack(copy, &second);
        if (!str_equal(buf_str(&first), buf_str(&second))) {
            abort();
        }
    }
    buf_done(&first);
    buf_done(&second);
    arena_done(&arena);
    return 0;
}
