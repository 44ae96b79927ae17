/* Fuzzes clean/mail: every message becomes a tree within the limits. */
#include "clean/mail/mail.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena = {0};
    struct error err = {0};
    struct cleaner *cleaner = cleaner_new(&err);
    struct doc *doc = doc_new(&arena, DOC_TEXT);
    struct clean_input input = {.bytes = str_of((const char *)bytes, len), .type = CLEAN_MAIL};
    if (!cleaner || !doc || clean_mail(cleaner, input.bytes, &input, &arena, doc, &err) != OK ||
        !doc_finish(&arena, doc)) {
        abort();
    }
    cleaner_free(cleaner);
    arena_done(&arena);
    return 0;
}
