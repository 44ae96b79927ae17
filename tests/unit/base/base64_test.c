/* Tests of base/base64.c. */
#include "../test.h"

#include "base/base64.h"

#include <string.h>

/* RFC 4648, 10. */
static const struct {
    const char *bytes, *code;
} vectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\xFB\xEF\xFF", "++//"},
};

static void reads_what_the_rfc_writes(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        ASSERT_STR(base64_decode(&arena, str_from(vectors[i].code)), vectors[i].bytes);
    }
    ASSERT_STR(base64_decode(&arena, STR("Zm9v\r\n YmFy")), "foobar");
    ASSERT_STR(base64_decode(&arena, STR("Zg==Zm9v")), "f");
    arena_done(&arena);
}

static void writes_without_padding(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(vectors); i++) {
        char text[16] = {0};
        size_t n = strlen(vectors[i].bytes);
        base64_url((const unsigned char *)vectors[i].bytes, n, text);
        assert_int_equal(strlen(text), BASE64_LENGTH(n));
        size_t len = strcspn(vectors[i].code, "=");
        bool is_other = strcmp(vectors[i].code, "++//") == 0;
        ASSERT_STR(str_of(is_other ? "--__" : vectors[i].code, len), text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_the_rfc_writes),
        cmocka_unit_test(writes_without_padding),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
