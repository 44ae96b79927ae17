/* Fuzzes clean/text: a text that has a word never loses all, and the tree is sound. */
#include "clean/clean_internal.h"

#include <stdlib.h>

static bool has_word(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (byte_is_alpha((unsigned char)text.ptr[i])) {
            return true;
        }
    }
    return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena = {0};
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct clean_input input = {.bytes = str_of((const char *)bytes, len)};
    if (!doc || clean_text(NULL, input.bytes, &input, &arena, doc, NULL) != OK ||
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
    /* An escape may swallow the letters behind it. */
    bool has_escape = str_find_byte(input.bytes, 0x1B) >= 0;
    if (has_word(input.bytes) && !has_escape && !doc->root->first) {
        abort();
    }
    arena_done(&arena);
    return 0;
}
