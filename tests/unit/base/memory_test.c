/* Tests of base/arena.c and base/buf.c: growth, ceilings, failure that sticks. */
#include "../test.h"

#include "base/arena.h"
#include "base/buf.h"

#include <stdlib.h>

static void arena_hands_out_zeroed_memory(void **state)
{
    (void)state;
    struct arena arena = {0};
    for (size_t round = 0; round < 3; round++) {
        unsigned char *bytes = arena_alloc(&arena, 100000);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % 16, 0);
        for (size_t i = 0; i < 100000; i++) {
            assert_int_equal(bytes[i], 0);
            bytes[i] = 0xAA;
        }
        arena_reset(&arena);
    }
    arena_done(&arena);
    assert_int_equal(arena.held, 0);
}

static void arena_keeps_to_its_ceiling(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 20000);
    size_t got = 0;
    while (arena_alloc(&arena, 1000)) {
        got++;
    }
    assert_in_range(got, 15, 20);
    assert_true(arena.held <= 20000);
    assert_null(arena_alloc(&arena, SIZE_MAX));
    assert_null(arena_array(&arena, SIZE_MAX / 2, 4));
    arena_done(&arena);
}

static void arena_joins_parts(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 20000);
    const struct str parts[] = {STR("a"), str_null(), STR("bc")};
    struct str joined = arena_join(&arena, parts, ARRAY_LEN(parts));
    ASSERT_STR(joined, "abc");
    assert_int_equal(joined.ptr[joined.len], '\0');
    ASSERT_STR(arena_join(&arena, NULL, 0), "");
    while (arena_alloc(&arena, 1)) {
    }
    assert_null(arena_join(&arena, parts, ARRAY_LEN(parts)).ptr);
    arena_done(&arena);
}

/* What a large array grew out of is given back: else all of its sizes would add up. */
static void arena_moves_large_arrays(void **state)
{
    (void)state;
    enum { LARGE = 2 * 1024 * 1024 };
    struct arena arena;
    arena_init(&arena, 5 * (size_t)LARGE);
    char *bytes = arena_grow(&arena, NULL, 0, LARGE, 1);
    const char *other = arena_alloc(&arena, 100);
    assert_true(bytes && other);
    bytes[LARGE - 1] = 'x';
    bytes = arena_grow(&arena, bytes, LARGE, 2 * (size_t)LARGE, 1);
    assert_non_null(bytes);
    assert_int_equal(bytes[LARGE - 1], 'x');
    bytes = arena_grow(&arena, bytes, 2 * (size_t)LARGE, 4 * (size_t)LARGE, 1);
    assert_non_null(bytes);
    assert_int_equal(bytes[LARGE - 1], 'x');
    assert_true(arena.held < 5 * (size_t)LARGE);
    assert_null(arena_grow(&arena, bytes, 4 * (size_t)LARGE, 5 * (size_t)LARGE, 1));
    assert_true(arena.is_exhausted);
    arena_reset(&arena);
    assert_non_null(arena_alloc(&arena, 100));
    arena_done(&arena);
}

static void arena_grows_arrays(void **state)
{
    (void)state;
    struct arena arena = {0};
    int *numbers = arena_array(&arena, 4, sizeof(int));
    assert_non_null(numbers);
    for (int i = 0; i < 4; i++) {
        numbers[i] = i;
    }
    int *same = arena_grow(&arena, numbers, 4, 64, sizeof(int));
    assert_ptr_equal(same, numbers); /* it was the last allocation */
    assert_non_null(arena_alloc(&arena, 1));
    int *moved = arena_grow(&arena, same, 64, 4096, sizeof(int));
    assert_non_null(moved);
    assert_int_equal(moved[3], 3);
    moved[4095] = 1;
    arena_done(&arena);
}

static void arena_makes_strings(void **state)
{
    (void)state;
    struct arena arena = {0};
    ASSERT_STR(arena_printf(&arena, "%s-%d", "a", 7), "a-7");
    assert_null(arena_str(&arena, str_null()).ptr);
    assert_non_null(arena_str(&arena, STR("")).ptr);
    assert_string_equal(arena_cstr(&arena, STR("abc")), "abc");
    arena_done(&arena);
}

/* Texts around the size up to which they are formatted once. */
static void arena_prints_every_length(void **state)
{
    (void)state;
    struct arena arena;
    arena_init(&arena, 0);
    for (int len = 250; len < 262; len++) {
        struct str text = arena_printf(&arena, "%*d|", len - 1, 7);
        assert_int_equal(text.len, len);
        assert_int_equal(text.ptr[len], '\0');
        assert_true(str_ends(text, STR(" 7|")));
    }
    arena_done(&arena);
    arena_init(&arena, 100);
    assert_null(arena_printf(&arena, "%*d", 200, 7).ptr);
    assert_true(arena.is_exhausted);
    arena_done(&arena);
}

/* With room for it, without, and with just not enough. */
static void buf_prints_every_length(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 600);
    for (int len = 1; len < 30; len++) {
        buf_printf(&buf, "%*d", len, 7);
    }
    assert_true(buf_ok(&buf));
    assert_int_equal(buf.len, 29 * 30 / 2);
    assert_int_equal(buf.ptr[buf.len - 1], '7');
    assert_int_equal(buf.ptr[buf.len - 2], ' ');
    buf_printf(&buf, "%*d", 300, 7);
    assert_false(buf_ok(&buf));
    assert_int_equal(buf.len, 0);
    buf_printf(&buf, "x");
    assert_int_equal(buf.len, 0);
    buf_done(&buf);
}

static void buf_appends(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 0);
    BUF_LITERAL(&buf, "a");
    buf_add_int(&buf, -42);
    buf_printf(&buf, "[%s]", "x");
    buf_add_repeated(&buf, '-', 3);
    ASSERT_STR(buf_str(&buf), "a-42[x]---");
    size_t len;
    char *bytes = buf_take(&buf, &len);
    assert_int_equal(len, 10);
    free(bytes);
    assert_int_equal(buf.len, 0);
    buf_done(&buf);
}

static void buf_failure_sticks(void **state)
{
    (void)state;
    struct buf buf;
    buf_init(&buf, 10);
    BUF_LITERAL(&buf, "12345678");
    BUF_LITERAL(&buf, "9abc");
    assert_false(buf_ok(&buf));
    assert_true(buf.is_over);
    BUF_LITERAL(&buf, "x");
    assert_false(buf_ok(&buf));
    assert_int_equal(buf.len, 0);
    size_t len;
    assert_null(buf_take(&buf, &len));
    buf_clear(&buf);
    BUF_LITERAL(&buf, "0123456789");
    assert_true(buf_ok(&buf));
    ASSERT_STR(buf_str(&buf), "0123456789");
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arena_joins_parts),
        cmocka_unit_test(arena_hands_out_zeroed_memory),
        cmocka_unit_test(arena_keeps_to_its_ceiling),
        cmocka_unit_test(arena_grows_arrays),
        cmocka_unit_test(arena_moves_large_arrays),
        cmocka_unit_test(arena_makes_strings),
        cmocka_unit_test(arena_prints_every_length),
        cmocka_unit_test(buf_prints_every_length),
        cmocka_unit_test(buf_appends),
        cmocka_unit_test(buf_failure_sticks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
