/* Tests of store_list: order, cursors, filters, and that each filter has its index. */
#include "fixture.h"

#include "../test.h"
#include "base/buf.h"
#include "store/list_sql_internal.h"
#include "store/store_internal.h"

#include <string.h>

/* The ids of all pages of `query`, `limit` at a time: "5 4 3". */
static struct str walk(struct fixture *f, struct store_query query)
{
    struct store_list list = {.has_more = true};
    struct buf buf;
    buf_init(&buf, 0);
    while (list.has_more) {
        assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
        assert_true(list.len <= (size_t)query.limit);
        assert_true(list.len || !list.has_more);
        for (size_t i = 0; i < list.len; i++) {
            buf_printf(&buf, "%s%lld", buf.len ? " " : "", (long long)list.items[i].id);
        }
        query.cursor = list.last;
    }
    struct str ids = arena_str(&f->arena, buf_str(&buf));
    buf_done(&buf);
    return ids;
}

static int set_up(void **state)
{
    if (fixture_set_up(state)) {
        return -1;
    }
    for (unsigned n = 1; n <= 12; n++) {
        (void)fixture_add(*state, n);
    }
    return 0;
}

static void walks_from_the_newest(void **state)
{
    static const int limits[] = {1, 2, 5, 11, 12, 13, 200};
    for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
        ASSERT_STR(walk(*state, (struct store_query){.limit = limits[i]}),
                   "12 11 10 9 8 7 6 5 4 3 2 1");
    }
}

static void one_moment_is_no_trap(void **state)
{
    struct fixture *f = *state;
    fixture_close(f);
    fixture_sql(f, "UPDATE articles SET created_us = 5000;"
                   "UPDATE article_tags SET created_us = 5000;"
                   "UPDATE article_authors SET created_us = 5000");
    fixture_open(f);
    ASSERT_STR(walk(f, (struct store_query){.limit = 5}), "12 11 10 9 8 7 6 5 4 3 2 1");
    ASSERT_STR(walk(f, (struct store_query){.limit = 2, .tag = STR("odd")}), "11 9 7 5 3 1");
}

static void a_limit_is_kept_within_bounds(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    struct store_query query = {.limit = -3};
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 1);
    query.limit = 1000000;
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 12);
    assert_false(list.has_more);
}

static void filters_leave_what_matches(void **state)
{
    const struct {
        struct store_query query;
        const char *ids;
    } cases[] = {
        {{.tag = STR("odd")}, "11 9 7 5 3 1"},
        {{.tag = STR("ODD")}, "11 9 7 5 3 1"},
        {{.tag = STR("tag 2")}, "12 2"},
        {{.tag = STR("none")}, ""},
        {{.author = STR("author 0")}, "10 5"},
        {{.author = STR("Author 4")}, "9 8 4 2"},
        {{.site = STR("Letters")}, "10 7 4 1"},
        {{.site = STR("letters")}, "10 7 4 1"},
        {{.lang = STR("en")}, "12 9 8 5 4 1"},
        {{.lang = STR("EN-gb")}, "9 5 1"},
        {{.lang = STR("de")}, "10 6 2"},
        {{.lang = STR("e")}, ""},
        {{.lang = STR("pt-BR-x")}, ""},
        {{.has_state = true, .state = STATE_UNREAD}, "12 9 6 3"},
        {{.has_state = true, .state = STATE_ARCHIVED}, "11 8 5 2"},
        {{.tag = STR("odd"), .site = STR("Letters")}, "7 1"},
        {{.tag = STR("odd"), .lang = STR("en")}, "9 5 1"},
        {{.author = STR("Author 4"), .tag = STR("even")}, "8 4 2"},
        {{.author = STR("Author 4"), .tag = STR("even"), .lang = STR("en")}, "8 4"},
        {{.site = STR("Letters"), .lang = STR("en-GB")}, "1"},
        {{.lang = STR("en"), .has_state = true, .state = STATE_UNREAD}, "12 9"},
        {{.tag = STR("odd"),
          .author = STR("Author 4"),
          .site = STR("The Harbour Post"),
          .lang = STR("en"),
          .has_state = true,
          .state = STATE_UNREAD},
         "9"},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct store_query query = cases[i].query;
        for (query.limit = 1; query.limit <= 13; query.limit += 3) {
            ASSERT_STR(walk(*state, query), cases[i].ids);
        }
    }
}

static void items_are_heads(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    struct article expected;
    struct store_query query = {.limit = 3};
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 3);
    for (unsigned i = 0; i < 3; i++) {
        (void)fixture_article(&f->arena, 12 - i, 500, &expected);
        expected.content_html = expected.content_text = expected.content_tree = str_null();
        assert_true(fixture_is_same(&list.items[i], &expected));
    }
}

static void what_comes_and_goes_does_not_move_a_cursor(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    struct store_query query = {.limit = 4};
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    query.cursor = list.last;
    (void)fixture_add(f, 13);
    assert_int_equal(fixture_delete(f, 9), OK);
    assert_int_equal(fixture_delete(f, 7), OK);
    ASSERT_STR(walk(f, query), "8 6 5 4 3 2 1");
}

static void a_slow_list_is_stopped(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    struct store_query query = {.limit = 200};
    fixture_close(f);
    /* Enough steps for one look at the clock. */
    fixture_sql(
        f,
        "WITH RECURSIVE n (i) AS (SELECT 100 UNION ALL SELECT i + 1 FROM n WHERE i < 1100)"
        " INSERT INTO articles (id, revision, created_us, updated_us, kind, confidence, warnings,"
        " word_count, reading_minutes, state, is_starred, progress, original_hash, original_size,"
        " meta) SELECT i, 1, i, i, kind, 0, 0, 0, 0, 0, 0, 0, original_hash, 0, meta"
        " FROM n, articles WHERE id = 1");
    fixture_open(f);
    f->store->list_ms = 0;
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), ERR_TIMEOUT);
    f->store->list_ms = 60 * 1000;
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 200);
}

/* The plan that SQLite makes for a query, a line each step. */
static struct str plan_of(struct fixture *f, const struct store_query *query)
{
    struct list_plan plan;
    struct buf buf;
    struct connection *connection = readers_take(&f->store->readers);
    AUTO_SQL sql;
    sql_init(&sql);
    buf_init(&buf, 0);
    assert_int_equal(list_plan(query, connection->tokens, &f->arena, &plan, &f->err), OK);
    sql_add(&sql, "EXPLAIN QUERY PLAN ");
    list_sql_page(&plan, 10, &f->arena, &sql);
    {
        bool has_row = false;
        AUTO_QUERY steps = sql_begin(connection, &sql);
        while (query_step(&steps, &has_row, &f->err) == OK && has_row) {
            for (int i = 0; i < 3; i++) {
                (void)query_take_int(&steps);
            }
            buf_add_str(&buf, query_take_str(&steps));
            buf_add_byte(&buf, '\n');
        }
    }
    readers_give(&f->store->readers, connection);
    struct str text = arena_str(&f->arena, buf_str(&buf));
    buf_done(&buf);
    return text;
}

/* Neither sorts nor walks over a whole table: what would make a list slow at a hundred thousand
 * articles. */
static void every_filter_has_its_index(void **state)
{
    struct fixture *f = *state;
    const struct store_query queries[] = {
        {.limit = 1},
        {.tag = STR("odd")},
        {.author = STR("author 0")},
        {.site = STR("Letters")},
        {.lang = STR("en")},
        {.has_state = true},
        {.has_starred = true, .is_starred = true},
        {.since_us = 5, .until_us = 7},
        {.tag = STR("odd"), .author = STR("author 0"), .site = STR("Letters")},
        {.sort = SORT_UPDATED, .since_us = 5},
        {.sort = SORT_PUBLISHED, .lang = STR("en")},
        {.sort = SORT_TITLE},
    };
    for (size_t i = 0; i < 4 * ARRAY_LEN(queries); i++) {
        struct store_query query = queries[i / 4];
        query.is_ascending = i & 1;
        query.cursor =
            (struct store_cursor){.id = 3, .number = 3, .text = STR("x"), .is_backward = i & 2};
        struct str plan = plan_of(f, &query);
        if (str_find(plan, STR("TEMP B-TREE")) >= 0 || str_find(plan, STR("SCAN")) >= 0) {
            print_error("%zu: %.*s\n", i, STR_ARG(plan));
            fail();
        }
    }
}

/* Pages forward to the end and back again meet the same items. */
static void every_order_goes_both_ways(void **state)
{
    static const enum store_sort sorts[] = {SORT_CREATED, SORT_UPDATED, SORT_PUBLISHED, SORT_TITLE};
    for (size_t i = 0; i < 2 * ARRAY_LEN(sorts); i++) {
        struct fixture *f = *state;
        struct store_list list = {.has_more = true}, back;
        struct store_query query = {.limit = 5, .sort = sorts[i / 2], .is_ascending = i & 1};
        int64_t before = 0;
        size_t n = 0;
        for (; list.has_more; query.cursor = list.last) {
            assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
            assert_int_equal(list.has_previous, n > 0);
            n += list.len;
            if (before) {
                struct store_query backward = query;
                backward.cursor = list.first;
                backward.cursor.is_backward = true;
                assert_int_equal(store_list(f->store, &backward, &f->arena, &back, &f->err), OK);
                assert_true(back.has_more);
                assert_int_equal(back.has_previous, n > 10);
                assert_int_equal(back.len, 5);
                assert_int_equal(back.items[4].id, before);
            }
            before = list.items[list.len - 1].id;
        }
        assert_int_equal(n, 12);
    }
}

static void sorts_by_what_is_asked(void **state)
{
    struct fixture *f = *state;
    fixture_close(f);
    fixture_sql(f, "UPDATE articles SET updated_us = id % 5, published = '20' || (10 + id % 7),"
                   " title = substr('bBaAcCzZ', id % 8 + 1, 1);"
                   "UPDATE articles SET published = NULL, title = NULL WHERE id = 12");
    fixture_open(f);
    ASSERT_STR(walk(f, (struct store_query){.limit = 4, .sort = SORT_UPDATED}),
               "9 4 8 3 12 7 2 11 6 1 10 5");
    ASSERT_STR(walk(f, (struct store_query){.limit = 4,
                                            .sort = SORT_UPDATED,
                                            .is_ascending = true,
                                            .since_us = 1,
                                            .until_us = 3}),
               "1 6 11 2 7 12");
    ASSERT_STR(walk(f, (struct store_query){.limit = 3, .sort = SORT_PUBLISHED}),
               "6 5 11 4 10 3 9 2 8 1 7 12");
    ASSERT_STR(walk(f, (struct store_query){.limit = 3, .sort = SORT_TITLE, .is_ascending = true}),
               "12 2 3 10 11 1 8 9 4 5 6 7");
}

static void counts_are_of_all_pages(void **state)
{
    const struct {
        struct store_query query;
        int64_t count;
    } cases[] = {
        {{.limit = 1}, 12},
        {{.tag = STR("odd")}, 6},
        {{.tag = STR("Odd"), .site = STR("Letters")}, 2},
        {{.author = STR("Author 4")}, 4},
        {{.has_starred = true, .is_starred = true, .sort = SORT_TITLE}, 6},
        {{.has_starred = true}, 6},
    };
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct fixture *f = *state;
        int64_t count = -1;
        assert_int_equal(store_count(f->store, &cases[i].query, &f->arena, &count, &f->err), OK);
        assert_int_equal(count, cases[i].count);
    }
}

#define LIST_TEST(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        LIST_TEST(walks_from_the_newest),
        LIST_TEST(one_moment_is_no_trap),
        LIST_TEST(a_limit_is_kept_within_bounds),
        LIST_TEST(filters_leave_what_matches),
        LIST_TEST(items_are_heads),
        LIST_TEST(what_comes_and_goes_does_not_move_a_cursor),
        LIST_TEST(a_slow_list_is_stopped),
        LIST_TEST(every_filter_has_its_index),
        LIST_TEST(every_order_goes_both_ways),
        LIST_TEST(sorts_by_what_is_asked),
        LIST_TEST(counts_are_of_all_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
