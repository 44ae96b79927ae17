/* Tests of http/form.c, multipart.c and inflate.c: bodies made of fields, and compressed ones. */
#include "../test.h"

#include "http/form.h"
#include "http/inflate.h"

#include <string.h>
#include <zlib.h>

static void reads_fields(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct form form;
    struct error err = {0};
    assert_int_equal(form_parse_urlencoded(&arena, STR("a=1+2%263&&b&c=x=y"), &form, &err), OK);
    assert_int_equal(form.len, 3);
    ASSERT_STR(form_get(&form, "a")->value, "1 2&3");
    ASSERT_STR(form_get(&form, "b")->value, "");
    ASSERT_STR(form_get(&form, "c")->value, "x=y");
    assert_null(form_get(&form, "d"));
    assert_int_equal(form_parse_urlencoded(&arena, STR("a=%"), &form, &err), ERR_INVALID);
    assert_int_equal(form_parse_urlencoded(&arena, STR("a=%00"), &form, &err), ERR_INVALID);
    char many[4 * (FORM_FIELDS_MAX + 2)];
    size_t len = 0;
    for (int i = 0; i < FORM_FIELDS_MAX + 1; i++) {
        memcpy(many + len, "a=1&", 4);
        len += 4;
    }
    assert_int_equal(form_parse_urlencoded(&arena, str_of(many, len - 4), &form, &err), OK);
    assert_int_equal(form_parse_urlencoded(&arena, str_of(many, len), &form, &err), ERR_INVALID);
    arena_done(&arena);
}

static const char type[] = "multipart/form-data; boundary=XyZ";

static void reads_parts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct form form;
    struct error err = {0};
    const char body[] =
        "preamble\r\n--XyZ\r\nContent-Disposition: form-data; name=\"file\"; "
        "filename=\"C:\\\\dir\\\\p%22age.html\"\r\nContent-Type: Text/HTML; charset=x\r\n\r\n"
        "<p>--XyZ is not a line</p>\r\n--XyZzy\r\n\r\n--XyZ\r\n"
        "content-disposition: form-data; name=tags\r\n\r\n\r\n--XyZ--\r\nepilogue";
    assert_int_equal(form_parse_multipart(&arena, str_from(body), str_from(type), &form, &err), OK);
    assert_int_equal(form.len, 2);
    ASSERT_STR(form.fields[0].name, "file");
    ASSERT_STR(form.fields[0].file_name, "p\"age.html");
    ASSERT_STR(form.fields[0].type, "text/html");
    ASSERT_STR(form.fields[0].charset, "x");
    ASSERT_STR(form.fields[0].value, "<p>--XyZ is not a line</p>\r\n--XyZzy\r\n");
    ASSERT_STR(form.fields[1].name, "tags");
    ASSERT_STR(form.fields[1].value, "");
    assert_null(form.fields[1].file_name.ptr);
    arena_done(&arena);
}

/* Senders that end lines with LF alone are understood, too. */
static void reads_bare_line_feeds(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct form form;
    struct error err = {0};
    const char body[] =
        "--XyZ\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''%C3%BC.md\n\n"
        "one\ntwo\n--XyZ--\n";
    assert_int_equal(form_parse_multipart(&arena, str_from(body), str_from(type), &form, &err), OK);
    ASSERT_STR(form.fields[0].value, "one\ntwo");
    ASSERT_STR(form.fields[0].file_name, "\xC3\xBC.md");
    arena_done(&arena);
}

static void refuses_broken_parts(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "",
        "--XyZ",
        "--XyZ\r\n",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue",
        "--XyZ\r\nContent-Disposition: form-data; name=\"a\"\r\n--XyZ--",
        "--XyZ\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--XyZ--",
        "--XyZ\r\n\r\nvalue\r\n--XyZ--",
        "--Other\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue\r\n--Other--",
        "--XyZ\nContent-Transfer-Encoding: base64\nContent-Disposition: ;name=a\n\nYQ==\n--XyZ--",
    };
    struct arena arena = {0};
    struct form form;
    struct error err = {0};
    for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
        assert_int_equal(
            form_parse_multipart(&arena, str_from(bodies[i]), str_from(type), &form, &err),
            ERR_INVALID);
        assert_true(err.message[0] != '\0');
    }
    assert_int_equal(
        form_parse_multipart(&arena, STR("x"), STR("multipart/form-data"), &form, &err),
        ERR_INVALID);
    arena_done(&arena);
}

/* As many parts, headers of a part, and bytes of a name as may be, and one more. */
static void bounds_of_parts(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct form form;
    struct error err = {0};
    for (size_t over = 0; over < 2; over++) {
        struct buf parts, headers, name;
        buf_init(&parts, 0);
        buf_init(&headers, 0);
        buf_init(&name, 0);
        for (size_t i = 0; i < FORM_FIELDS_MAX + over; i++) {
            BUF_LITERAL(&parts, "--XyZ\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n");
        }
        BUF_LITERAL(&parts, "--XyZ--");
        BUF_LITERAL(&headers, "--XyZ\r\nContent-Disposition: form-data; name=a\r\n");
        for (size_t i = 0; i < 15 + over; i++) {
            BUF_LITERAL(&headers, "X: y\r\n");
        }
        BUF_LITERAL(&headers, "\r\nb\r\n--XyZ--");
        BUF_LITERAL(&name, "--XyZ\r\nContent-Disposition: form-data; name=\"");
        buf_add_repeated(&name, 'n', FORM_NAME_MAX + over);
        BUF_LITERAL(&name, "\"\r\n\r\nb\r\n--XyZ--");
        enum status expected = over ? ERR_INVALID : OK;
        struct buf *bodies[] = {&parts, &headers, &name};
        for (size_t i = 0; i < ARRAY_LEN(bodies); i++) {
            assert_int_equal(
                form_parse_multipart(&arena, buf_str(bodies[i]), str_from(type), &form, &err),
                expected);
            buf_done(bodies[i]);
        }
    }
    arena_done(&arena);
}

static size_t squeeze(const void *bytes, size_t len, unsigned char *out, size_t room, int window)
{
    z_stream stream = {.next_in = (unsigned char *)bytes,
                       .avail_in = (unsigned)len,
                       .next_out = out,
                       .avail_out = (unsigned)room};
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    (void)deflateEnd(&stream);
    return room - stream.avail_out;
}

static void inflates(void **state)
{
    (void)state;
    unsigned char packed[4096];
    struct buf buf;
    struct error err = {0};
    static const int windows[] = {15 + 16, 15}; /* gzip, zlib */
    for (size_t i = 0; i < ARRAY_LEN(windows); i++) {
        size_t len = squeeze("some text", 9, packed, sizeof(packed), windows[i]);
        assert_int_equal(inflate_body(str_of((char *)packed, len), 9, &buf, &err), OK);
        ASSERT_STR(buf_str(&buf), "some text");
        buf_done(&buf);
        assert_int_equal(inflate_body(str_of((char *)packed, len), 8, &buf, &err), ERR_TOO_LARGE);
        assert_int_equal(inflate_body(str_of((char *)packed, len - 1), 9, &buf, &err), ERR_INVALID);
    }
    size_t one = squeeze("ab", 2, packed, sizeof(packed), 15 + 16);
    size_t two = squeeze("cd", 2, packed + one, sizeof(packed) - one, 15 + 16);
    assert_int_equal(inflate_body(str_of((char *)packed, one + two), 9, &buf, &err), OK);
    ASSERT_STR(buf_str(&buf), "abcd");
    buf_done(&buf);
    assert_int_equal(inflate_body(STR("plain text"), 99, &buf, &err), ERR_INVALID);
}

/* 16 MB of zeros in 16 KB: the bound is on what comes out. */
static void a_bomb_is_cut(void **state)
{
    (void)state;
    static unsigned char zeros[16 * 1024 * 1024], packed[64 * 1024];
    struct buf buf;
    struct error err = {0};
    size_t len = squeeze(zeros, sizeof(zeros), packed, sizeof(packed), 15 + 16);
    assert_int_equal(inflate_body(str_of((char *)packed, len), 1000000, &buf, &err), ERR_TOO_LARGE);
    assert_null(buf.ptr);
}

/* What grows like no document does is refused long before it reaches the bound of bytes. */
static void a_bomb_within_the_bound_is_cut(void **state)
{
    (void)state;
    static unsigned char zeros[16 * 1024 * 1024], packed[64 * 1024];
    struct buf buf;
    struct error err = {0};
    size_t len = squeeze(zeros, sizeof(zeros), packed, sizeof(packed), 15 + 16);
    assert_int_equal(inflate_body(str_of((char *)packed, len), 2 * sizeof(zeros), &buf, &err),
                     ERR_TOO_LARGE);
    assert_null(buf.ptr);
    /* A small document may be as dull as it likes. */
    len = squeeze(zeros, 900000, packed, sizeof(packed), 15 + 16);
    assert_int_equal(inflate_body(str_of((char *)packed, len), sizeof(zeros), &buf, &err), OK);
    assert_int_equal(buf.len, 900000);
    buf_done(&buf);
}

static void knows_codings(void **state)
{
    (void)state;
    assert_true(inflate_knows(STR("gzip")) && inflate_knows(STR("X-GZip")) &&
                inflate_knows(STR("deflate")));
    assert_true(inflate_knows(STR("")) && inflate_is_identity(STR("identity")));
    assert_false(inflate_knows(STR("br")) || inflate_knows(STR("gzip, gzip")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_fields),          cmocka_unit_test(reads_parts),
        cmocka_unit_test(reads_bare_line_feeds), cmocka_unit_test(refuses_broken_parts),
        cmocka_unit_test(bounds_of_parts),       cmocka_unit_test(inflates),
        cmocka_unit_test(a_bomb_is_cut),         cmocka_unit_test(a_bomb_within_the_bound_is_cut),
        cmocka_unit_test(knows_codings),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
