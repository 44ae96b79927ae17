/* Fuzzes base/url.c: whatever resolves is of an allowed scheme, and resolves to itself. */
#include "base/url.h"

#include <stdlib.h>

static void check(struct arena *arena, const struct url *url)
{
    bool is_web = str_equal(url->scheme, STR("http")) || str_equal(url->scheme, STR("https"));
    bool is_mail = str_equal(url->scheme, STR("mailto"));
    const struct url *again = url_resolve(arena, NULL, url->text);
    if (!(is_web ? url->host.len > 0 : is_mail) || url->text.len > URL_MAX || !again ||
        !str_equal(again->text, url->text)) {
        abort();
    }
    for (size_t i = 0; i < url->text.len; i++) {
        unsigned char c = (unsigned char)url->text.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == '<' || c == '>') {
            abort();
        }
    }
    if (is_web && !url_canonical(arena, url).len) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct str text = str_of((const char *)bytes, len), decoded;
    arena_init(&arena, 1024 * 1024);
    const struct url *base = url_resolve(&arena, NULL, STR("https://example.org/a/b?c#d"));
    const struct url *url = url_resolve(&arena, base, text);
    if (url) {
        check(&arena, url);
    }
    if (url_decode(&arena, text, true, &decoded) && decoded.len > len) {
        abort();
    }
    arena_done(&arena);
    return 0;
}
