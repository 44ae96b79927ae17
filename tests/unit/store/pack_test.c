/* Tests of how the store turns facts and bytes into columns: packing, compression, checksums. */
#include "../test.h"

#include "store/checksum_internal.h"
#include "store/meta_pack_internal.h"
#include "store/squeeze_internal.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

static struct meta some_meta(void)
{
    struct meta meta = {0};
    meta.fields[META_TITLE] = (struct fact){STR("A title"), SOURCE_JSON_LD};
    meta.fields[META_SECTION] = (struct fact){STR("World"), SOURCE_GUESS};
    meta.authors = (struct fact_list){{STR("Ann"), STR("Ben")}, 2, SOURCE_DOM};
    meta.tags = (struct fact_list){{STR("x")}, 1, SOURCE_GIVEN};
    return meta;
}

/* The packed bytes of some_meta. */
static void pack_some(struct buf *buf)
{
    struct meta meta = some_meta();
    buf_init(buf, 0);
    meta_pack(&meta, buf);
    assert_true(buf_ok(buf));
}

/* Makes the checksum right again, so that what stands before it is looked at. */
static void seal(struct buf *buf)
{
    uint64_t sum = htole64(checksum(str_of(buf->ptr, buf->len - sizeof(sum))));
    memcpy(buf->ptr + buf->len - sizeof(sum), &sum, sizeof(sum));
}

static enum status unpack(struct str bytes)
{
    struct arena arena = {0};
    struct meta meta;
    struct error err = {0};
    enum status status = meta_unpack(&arena, bytes, &meta, &err);
    arena_done(&arena);
    return status;
}

static void facts_come_back(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct meta meta;
    struct error err = {0};
    struct buf buf;
    pack_some(&buf);
    assert_int_equal(meta_unpack(&arena, buf_str(&buf), &meta, &err), OK);
    ASSERT_STR(meta_get(&meta, META_TITLE), "A title");
    assert_int_equal(meta.fields[META_TITLE].source, SOURCE_JSON_LD);
    assert_int_equal(meta.fields[META_SECTION].source, SOURCE_GUESS);
    assert_int_equal(meta.fields[META_SITE].source, SOURCE_NONE);
    assert_null(meta_get(&meta, META_SITE).ptr);
    assert_int_equal(meta.authors.len, 2);
    ASSERT_STR(meta.authors.items[1], "Ben");
    assert_int_equal(meta.authors.source, SOURCE_DOM);
    assert_int_equal(meta.contributors.len, 0);
    ASSERT_STR(meta.tags.items[0], "x");
    arena_done(&arena);
    buf_done(&buf);
}

static void long_strings_and_full_lists_come_back(void **state)
{
    (void)state;
    struct arena arena = {0};
    struct meta meta = some_meta(), back;
    struct error err = {0};
    struct buf buf, text;
    buf_init(&buf, 0);
    buf_init(&text, 0);
    buf_add_repeated(&text, 'x', 70000);
    meta.fields[META_EXCERPT] = (struct fact){buf_str(&text), SOURCE_TEXT};
    meta.tags.len = META_LIST_MAX;
    for (size_t i = 0; i < META_LIST_MAX; i++) {
        meta.tags.items[i] = str_sub(buf_str(&text), 0, 120 + i);
    }
    meta_pack(&meta, &buf);
    assert_int_equal(meta_unpack(&arena, buf_str(&buf), &back, &err), OK);
    assert_int_equal(meta_get(&back, META_EXCERPT).len, 70000);
    assert_int_equal(back.tags.len, META_LIST_MAX);
    for (size_t i = 0; i < META_LIST_MAX; i++) {
        assert_true(str_equal(back.tags.items[i], meta.tags.items[i]));
    }
    arena_done(&arena);
    buf_done(&text);
    buf_done(&buf);
}

static void every_flipped_bit_is_seen(void **state)
{
    (void)state;
    struct buf buf;
    pack_some(&buf);
    for (size_t i = 0; i < buf.len * 8; i++) {
        buf.ptr[i / 8] = (char)(buf.ptr[i / 8] ^ 1 << i % 8);
        assert_int_equal(unpack(buf_str(&buf)), ERR_CORRUPT);
        buf.ptr[i / 8] = (char)(buf.ptr[i / 8] ^ 1 << i % 8);
    }
    assert_int_equal(unpack(buf_str(&buf)), OK);
    buf_done(&buf);
}

static void every_cut_is_seen(void **state)
{
    (void)state;
    struct buf buf;
    pack_some(&buf);
    for (size_t len = 0; len < buf.len; len++) {
        /* A block of its own length, so that reading on is an error of its own. */
        char *part = malloc(len + 1);
        assert_non_null(part);
        memcpy(part, buf.ptr, len);
        assert_int_equal(unpack(str_of(part, len)), ERR_CORRUPT);
        free(part);
    }
    buf_done(&buf);
}

/* With a checksum that fits, whatever stands there is either read or refused, within bounds. */
static void nonsense_with_a_good_checksum_is_refused(void **state)
{
    (void)state;
    struct buf buf;
    size_t refused = 0;
    pack_some(&buf);
    for (size_t i = 0; i < buf.len - sizeof(uint64_t); i++) {
        char saved = buf.ptr[i];
        for (unsigned value = 0; value < 256; value++) {
            buf.ptr[i] = (char)value;
            seal(&buf);
            refused += unpack(buf_str(&buf)) == ERR_CORRUPT;
        }
        buf.ptr[i] = saved;
    }
    assert_true(refused > 1000);
    buf_done(&buf);
}

static void single_lies_are_refused(void **state)
{
    (void)state;
    static const struct {
        size_t at;
        unsigned char value;
    } lies[] = {
        {0, 0},   /* the version */
        {0, 2},   /* one of the future */
        {1, 15},  /* more facts than there are fields */
        {2, 14},  /* a field that is none */
        {2, 13},  /* the same field twice */
        {3, 0},   /* a fact without a source */
        {3, 9},   /* a source that is none */
        {4, 127}, /* a string beyond the end */
        {4, 6},   /* a string shorter than it is */
    };
    struct buf buf;
    for (size_t i = 0; i < ARRAY_LEN(lies); i++) {
        pack_some(&buf);
        buf.ptr[lies[i].at] = (char)lies[i].value;
        seal(&buf);
        assert_int_equal(unpack(buf_str(&buf)), ERR_CORRUPT);
        buf_done(&buf);
    }
    pack_some(&buf);
    buf_add(&buf, "12345678", 8);
    seal(&buf);
    assert_int_equal(unpack(buf_str(&buf)), ERR_CORRUPT);
    buf_done(&buf);
}

static void checksums_see_what_changes(void **state)
{
    (void)state;
    char bytes[100];
    memset(bytes, 0, sizeof(bytes));
    for (size_t len = 0; len <= sizeof(bytes); len++) {
        uint64_t sum = checksum(str_of(bytes, len));
        assert_true(!len || sum != checksum(str_of(bytes, len - 1)));
        for (size_t bit = 0; bit < len * 8; bit++) {
            bytes[bit / 8] = (char)(1 << bit % 8);
            assert_true(sum != checksum(str_of(bytes, len)));
            bytes[bit / 8] = 0;
        }
    }
    /* It stands in files, so it may never come out differently. */
    assert_true(checksum(STR("The quick brown fox jumps over the lazy dog")) ==
                UINT64_C(0x6CC2D3CB0DAEE609));
    assert_true(checksum(str_null()) == checksum(STR("")));
}

static void bytes_come_back_smaller(void **state)
{
    (void)state;
    struct squeezer squeezer;
    struct squeezed squeezed;
    struct arena arena = {0};
    struct str back;
    struct error err = {0};
    struct buf text;
    buf_init(&text, 0);
    assert_int_equal(squeezer_init(&squeezer, &err), OK);
    for (size_t size = 0; size < 300000; size = size * 3 + 1) {
        buf_clear(&text);
        buf_add_repeated(&text, 'y', size);
        assert_int_equal(squeeze(&squeezer, buf_str(&text), &squeezed, &err), OK);
        assert_true(size < 100 || squeezed.len < size);
        assert_int_equal(unsqueeze(&arena, str_of(squeezed.ptr, squeezed.len), size, &back, &err),
                         OK);
        assert_true(str_equal(back, buf_str(&text)));
        assert_true(!size || unsqueeze(&arena, str_of(squeezed.ptr, squeezed.len), size - 1, &back,
                                       &err) == ERR_CORRUPT);
        free(squeezed.ptr);
    }
    squeezer_done(&squeezer);
    arena_done(&arena);
    buf_done(&text);
}

static void damaged_frames_are_refused(void **state)
{
    (void)state;
    struct squeezer squeezer;
    struct squeezed squeezed;
    struct arena arena = {0};
    struct str back, text = STR("some text that is long enough to be a block of its own");
    struct error err = {0};
    assert_int_equal(squeezer_init(&squeezer, &err), OK);
    assert_int_equal(squeeze(&squeezer, text, &squeezed, &err), OK);
    for (size_t i = 0; i < squeezed.len * 8; i++) {
        squeezed.ptr[i / 8] = (char)(squeezed.ptr[i / 8] ^ 1 << i % 8);
        enum status status =
            unsqueeze(&arena, str_of(squeezed.ptr, squeezed.len), 1000, &back, &err);
        /* A bit of the header may say nothing; what comes out is right or refused. */
        assert_true(status == ERR_CORRUPT || (status == OK && str_equal(back, text)));
        squeezed.ptr[i / 8] = (char)(squeezed.ptr[i / 8] ^ 1 << i % 8);
    }
    for (size_t len = 0; len < squeezed.len; len++) {
        assert_int_equal(unsqueeze(&arena, str_of(squeezed.ptr, len), 1000, &back, &err),
                         ERR_CORRUPT);
    }
    assert_int_equal(unsqueeze(&arena, str_null(), 1000, &back, &err), ERR_CORRUPT);
    free(squeezed.ptr);
    squeezer_done(&squeezer);
    arena_done(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(facts_come_back),
        cmocka_unit_test(long_strings_and_full_lists_come_back),
        cmocka_unit_test(every_flipped_bit_is_seen),
        cmocka_unit_test(every_cut_is_seen),
        cmocka_unit_test(nonsense_with_a_good_checksum_is_refused),
        cmocka_unit_test(single_lies_are_refused),
        cmocka_unit_test(checksums_see_what_changes),
        cmocka_unit_test(bytes_come_back_smaller),
        cmocka_unit_test(damaged_frames_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
