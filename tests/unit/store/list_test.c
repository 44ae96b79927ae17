/* Tests of store_list: order, cursors, filters, and that each filter has its index. */
#include "fixture.h"

#include "../test.h"
#include "base/buf.h"
#include "store/statements_internal.h"
#include "store/store_internal.h"

#include <string.h>

#include <sqlite3.h>

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
            query.before_us = list.items[i].created_us;
            query.before_id = list.items[i].id;
        }
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
    query.before_us = list.items[3].created_us;
    query.before_id = list.items[3].id;
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

/* Neither sorts nor walks over a whole table: what would make a list slow at a hundred thousand
 * articles. */
static void every_filter_has_its_index(void **state)
{
    struct fixture *f = *state;
    sqlite3 *db;
    char sql[4096];
    fixture_close(f);
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    for (enum statement i = STATEMENT_LIST_ALL; i <= STATEMENT_LIST_STATE; i++) {
        sqlite3_stmt *statement;
        (void)snprintf(sql, sizeof(sql), "EXPLAIN QUERY PLAN %s", statement_sql(i));
        assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            const char *detail = (const char *)sqlite3_column_text(statement, 3);
            if (strstr(detail, "TEMP B-TREE") || strncmp(detail, "SCAN", 4) == 0) {
                print_error("%d: %s\n", (int)i, detail);
                fail();
            }
        }
        (void)sqlite3_finalize(statement);
    }
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
