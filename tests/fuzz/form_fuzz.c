/* Fuzzes http/form.c, multipart.c, media.c and inflate.c: the first byte chooses, the rest is the
 * body; for 't' its first line is the Content-Type. */
#include "http/form.h"
#include "http/inflate.h"

#include <stdlib.h>

enum { DECODED_MAX = 100000 };

static void check(const struct form *form)
{
    if (form->len > FORM_FIELDS_MAX) {
        abort();
    }
    for (size_t i = 0; i < form->len; i++) {
        if (form->fields[i].name.len > FORM_NAME_MAX) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct form form = {.len = 0};
    struct buf buf = {0};
    struct error err = {0};
    enum status status = OK;
    struct str body = len ? str_of((const char *)bytes + 1, len - 1) : STR("");
    arena_init(&arena, 16 * 1024 * 1024);
    if (len && bytes[0] == 'm') {
        status =
            form_parse_multipart(&arena, body, STR("multipart/form-data; boundary=b"), &form, &err);
    } else if (len && bytes[0] == 't') {
        struct str type = str_null();
        (void)str_split(&body, '\n', &type);
        status = form_parse_multipart(&arena, body, type, &form, &err);
    } else if (len && bytes[0] == 'z') {
        if (inflate_body(body, DECODED_MAX, &buf, &err) == OK && buf.len > DECODED_MAX) {
            abort();
        }
        buf_done(&buf);
    } else {
        status = form_parse_urlencoded(&arena, body, &form, &err);
    }
    if (status != OK && status != ERR_INVALID && status != ERR_NO_MEMORY) {
        abort();
    }
    check(&form);
    arena_done(&arena);
    return 0;
}
