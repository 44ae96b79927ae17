/* Tests of searching in the store: the index follows every write, also of an older file. */
#include "fixture.h"

#include "../test.h"
#include "base/buf.h"
#include "store/store_internal.h"

static enum status try_search(struct fixture *f, const char *typed, struct store_list *ret_list)
{
    struct store_query query = {.limit = 20, .sort = SORT_CREATED, .is_marked = true};
    size_t position;
    f->err = (struct error){.status = OK};
    assert_int_equal(search_parse(&f->arena, str_from(typed), &query.search, &position, &f->err),
                     OK);
    return store_list(f->store, &query, &f->arena, ret_list, &f->err);
}

/* The ids of what is found, newest first. */
static struct str found(struct fixture *f, const char *typed)
{
    struct store_list list = {.len = 0};
    struct buf buf;
    assert_int_equal(try_search(f, typed, &list), OK);
    buf_init(&buf, 0);
    for (size_t i = 0; i < list.len; i++) {
        buf_printf(&buf, "%s%lld", i ? " " : "", (long long)list.items[i].id);
    }
    struct str ids = arena_str(&f->arena, buf_str(&buf));
    buf_done(&buf);
    return ids;
}

/* As the first version left it. */
static const char old_rows[] =
    "INSERT INTO originals VALUES (zeroblob(32), 0, x'00');"
    "INSERT INTO articles (id, revision, created_us, updated_us, kind, confidence, warnings,"
    " word_count, reading_minutes, state, is_starred, progress, original_hash, original_size,"
    " title, canonical_url, meta)"
    " VALUES (1, 1, 5, 5, 0, 1, 0, 0, 0, 0, 0, 0, zeroblob(32), 0, 'A caf\xC3\xA9',"
    "  'https://www.example.org/a', x'00'),"
    " (2, 1, 6, 6, 0, 1, 0, 0, 0, 0, 1, 0, zeroblob(32), 0,"
    "  '\xE5\x8C\x97\xE4\xBA\xAC\xE5\xB8\x82', NULL, x'00');"
    "INSERT INTO contents (article_id, html_sum, text_sum, text)"
    " VALUES (1, 0, 0, 'a harbour'), (2, 0, 0, 'the harbour');"
    "INSERT INTO article_tags (tag, created_us, article_id) VALUES ('\xC3\x9C"
    "ber', 5, 1),"
    " ('\xC3\xBC"
    "ber', 5, 1), ('\xC3\xBC"
    "ber', 6, 2);"
    "UPDATE totals SET articles = 2;"
    "INSERT INTO search (search) VALUES ('rebuild');";

static void an_older_file_gets_the_new_index(void **state)
{
    struct fixture *f = *state;
    const struct schema first = {.migrations = schema_articles.migrations, .version = 1};
    struct store_options options = {.dir = f->data};
    assert_int_equal(store_open_as(&options, &first, &f->store, &f->err), OK);
    fixture_close(f);
    fixture_sql(f, old_rows);
    fixture_open(f);
    fixture_close(f);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'cafe'"), 1);
    assert_int_equal(fixture_number(f, "SELECT rowid FROM search WHERE search MATCH"
                                       " '\"\xE4\xBA\xAC\xE5\xB8\x82\"'"),
                     2);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM article_tags"), 2);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM article_tags WHERE tag = '\xC3\xBC"
                                       "ber' AND name IS NOT NULL"),
                     2);
    assert_int_equal(fixture_number(f, "SELECT id FROM articles WHERE host = 'EXAMPLE.org'"), 1);
    assert_int_equal(fixture_number(f, "SELECT id FROM articles INDEXED BY articles_by_star"
                                       " WHERE is_starred = 1"),
                     2);
}

static void the_index_follows(void **state)
{
    struct fixture *f = *state;
    for (unsigned n = 1; n <= 3; n++) {
        (void)fixture_add(f, n);
    }
    ASSERT_STR(found(f, "tag:odd"), "3 1");
    ASSERT_STR(found(f, "-tag:odd"), "2");
    struct str all = found(f, "council* OR river*");
    assert_true(all.len > 0);
    assert_int_equal(fixture_delete(f, 3), OK);
    ASSERT_STR(found(f, "tag:odd"), "1");
    fixture_close(f);
    fixture_sql(f, "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)");
}

static void signs_are_no_words(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    assert_int_equal(try_search(f, "& - +", &list), ERR_INVALID);
    assert_int_equal(try_search(f, "-\"...\"", &list), ERR_INVALID);
    assert_int_equal(try_search(f, "& (- OR tag:x)", &list), OK);
    assert_int_equal(list.len, 0);
}

/* Words are looked for until the time is over, however many there are. */
static void a_slow_search_is_stopped(void **state)
{
    struct fixture *f = *state;
    struct store_list list;
    fixture_close(f);
    fixture_sql(f, "INSERT INTO originals VALUES (zeroblob(32), 0, x'00');"
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)"
                   " INSERT INTO articles (id, revision, created_us, updated_us, kind, confidence,"
                   "  warnings, word_count, reading_minutes, state, is_starred, progress,"
                   "  original_hash, original_size, title, meta)"
                   " SELECT i, 1, i, i, 0, 1, 0, 0, 0, 0, 0, 0, zeroblob(32), 0, 'fog', x'00'"
                   " FROM n;"
                   "INSERT INTO contents (article_id, html_sum, text_sum) SELECT id, 0, 0"
                   " FROM articles;"
                   "INSERT INTO search (search) VALUES ('rebuild')");
    fixture_open(f);
    f->store->list_ms = 0;
    assert_int_equal(try_search(f, "fog tag:x", &list), ERR_TIMEOUT);
    assert_int_equal(try_search(f, "tag:x OR (fog tag:y)", &list), ERR_TIMEOUT);
    f->store->list_ms = 60 * 1000;
    assert_int_equal(try_search(f, "fog tag:x", &list), OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_older_file_gets_the_new_index, fixture_set_up_folder,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_index_follows, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(signs_are_no_words, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_slow_search_is_stopped, fixture_set_up,
                                        fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
