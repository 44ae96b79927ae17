/* Fuzzes clean/markdown: every text becomes a tree within the limits. */
#include "clean/clean_internal.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena = {0};
    struct error err = {0};
    struct cleaner *cleaner = cleaner_new(&err);
    struct doc *doc = doc_new(&arena, DOC_MARKDOWN);
    struct clean_input input = {
        .bytes = str_of((const char *)bytes, len),
        .url = STR("https://example.org/a/"),
    };
    if (!cleaner || !doc || clean_markdown(cleaner, input.bytes, &input, &arena, doc, &err) != OK ||
        !doc_finish(&arena, doc)) {
        abort();
    }
    for (const struct node *node = doc->root; node; node = node_next(node, doc->root)) {
        size_t depth = 0;
        for (const struct node *parent = node; parent; parent = parent->parent) {
            depth++;
        }
        if (depth > NODE_DEPTH_MAX) {
            abort();
        }
    }
    cleaner_free(cleaner);
    arena_done(&arena);
    return 0;
}
