/* Tests of store/store.h: what goes in comes out, once, until it is deleted. */
#include "fixture.h"

#include "../test.h"
#include "store/schema_internal.h"

#include <sys/stat.h>
#include <unistd.h>

#include <sqlite3.h>

enum { ALL_PARTS = STORE_HTML | STORE_TEXT | STORE_TREE };

static void every_field_comes_back(void **state)
{
    struct fixture *f = *state;
    struct article expected, actual;
    struct str bytes, type;
    for (unsigned n = 0; n < 12; n++) {
        struct str original = fixture_article(&f->arena, n, 3000, &expected);
        int64_t id = n + 1;
        struct waited waited;
        waited_insert(&waited, &expected, original);
        assert_int_equal(waited_submit(f->store, &waited), OK);
        assert_int_equal(waited_end(&waited), OK);
        assert_int_equal(expected.id, id);
        assert_int_equal(expected.revision, 1);
        assert_int_equal(store_get(f->store, id, ALL_PARTS, &f->arena, &actual, &f->err), OK);
        fixture_assert_same(&actual, &expected);
        assert_int_equal(actual.id, id);
        assert_int_equal(actual.created_us, expected.created_us);
        assert_int_equal(actual.updated_us, expected.created_us);
        assert_int_equal(actual.original_size, original.len);
        assert_memory_equal(&actual.original_hash, &expected.original_hash, SHA256_BYTES);
        assert_int_equal(store_get_original(f->store, id, &f->arena, &bytes, &type, &f->err), OK);
        assert_true(str_equal(bytes, original));
        ASSERT_STR(type, "text/html; charset=utf-8");
    }
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void what_is_unknown_stays_unknown(void **state)
{
    struct fixture *f = *state;
    struct article article = {.kind = DOC_TEXT}, actual;
    struct str bytes, type;
    struct waited waited;
    waited_insert(&waited, &article, str_null());
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_int_equal(store_get(f->store, article.id, ALL_PARTS, &f->arena, &actual, &f->err), OK);
    assert_null(actual.content_html.ptr);
    assert_null(actual.content_text.ptr);
    assert_null(actual.content_tree.ptr);
    assert_null(actual.note.ptr);
    assert_null(actual.images.ptr);
    assert_null(meta_get(&actual.meta, META_TITLE).ptr);
    assert_int_equal(store_get_original(f->store, article.id, &f->arena, &bytes, &type, &f->err),
                     OK);
    assert_int_equal(bytes.len, 0);
    assert_null(type.ptr);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void parts_come_only_when_asked_for(void **state)
{
    struct fixture *f = *state;
    struct article article;
    int64_t id = fixture_add(f, 1);
    assert_int_equal(store_get(f->store, id, STORE_HEAD, &f->arena, &article, &f->err), OK);
    assert_null(article.content_html.ptr);
    assert_null(article.content_text.ptr);
    assert_null(article.content_tree.ptr);
    assert_int_equal(store_get(f->store, id, STORE_TEXT, &f->arena, &article, &f->err), OK);
    assert_null(article.content_html.ptr);
    assert_non_null(article.content_text.ptr);
}

static void bytes_are_bytes(void **state)
{
    struct fixture *f = *state;
    static const char raw[] = "a\0b\xff\xfe'; DROP TABLE articles; --";
    struct article article, actual;
    struct waited waited;
    struct str bytes, type;
    (void)fixture_article(&f->arena, 1, 100, &article);
    article.content_html = STR("x\0y");
    article.meta.fields[META_TITLE].value = STR("'; DROP TABLE articles; --\0z");
    waited_insert(&waited, &article, str_of(raw, sizeof(raw)));
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_int_equal(store_get(f->store, article.id, STORE_HTML, &f->arena, &actual, &f->err), OK);
    assert_true(str_equal(actual.content_html, article.content_html));
    assert_true(str_equal(meta_get(&actual.meta, META_TITLE), meta_get(&article.meta, META_TITLE)));
    assert_int_equal(store_get_original(f->store, article.id, &f->arena, &bytes, &type, &f->err),
                     OK);
    assert_true(str_equal(bytes, str_of(raw, sizeof(raw))));
}

static void the_same_again_is_known(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct waited waited;
    int64_t id = fixture_add(f, 7);
    struct str original = fixture_article(&f->arena, 7, 500, &article);
    article.meta.fields[META_CANONICAL_URL].value = STR("https://example.org/elsewhere");
    waited_insert(&waited, &article, original);
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_true(waited.write.was_known);
    assert_int_equal(article.id, id);
    (void)fixture_article(&f->arena, 7, 500, &article);
    waited_insert(&waited, &article, STR("other bytes with the same canonical address"));
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    assert_true(waited.write.was_known);
    assert_int_equal(article.id, id);
    struct store_stats stats;
    assert_int_equal(store_stats(f->store, &stats, &f->err), OK);
    assert_int_equal(stats.articles, 1);
}

static void articles_without_address_are_not_the_same(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct waited waited;
    for (unsigned n = 0; n < 2; n++) {
        struct str original = fixture_article(&f->arena, n, 500, &article);
        article.meta.fields[META_CANONICAL_URL] = (struct fact){.source = SOURCE_NONE};
        waited_insert(&waited, &article, original);
        assert_int_equal(waited_submit(f->store, &waited), OK);
        assert_int_equal(waited_end(&waited), OK);
        assert_false(waited.write.was_known);
    }
}

static void finds_by_bytes_and_by_address(void **state)
{
    struct fixture *f = *state;
    struct article article;
    int64_t id = fixture_add(f, 3), found = 0;
    struct sha256 hash = hash_sha256(fixture_article(&f->arena, 3, 500, &article));
    struct sha256 other = hash_sha256(STR("other"));
    struct str address = STR("https://example.org/a/3");
    assert_int_equal(store_find(f->store, &hash, str_null(), &found, &f->err), OK);
    assert_int_equal(found, id);
    found = 0;
    assert_int_equal(store_find(f->store, &other, address, &found, &f->err), OK);
    assert_int_equal(found, id);
    assert_int_equal(store_find(f->store, NULL, address, &found, &f->err), OK);
    assert_int_equal(store_find(f->store, &other, STR("https://example.org/a/4"), &found, &f->err),
                     ERR_NOT_FOUND);
    assert_int_equal(store_find(f->store, &other, str_null(), &found, &f->err), ERR_NOT_FOUND);
}

static void what_is_deleted_is_gone(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct str bytes, type;
    int64_t revision, updated, id = fixture_add(f, 1);
    assert_int_equal(fixture_delete(f, id), OK);
    assert_int_equal(store_get(f->store, id, STORE_HTML, &f->arena, &article, &f->err), ERR_GONE);
    ASSERT_STR(str_from(f->err.message), "article 1 was deleted");
    assert_int_equal(store_get_revision(f->store, id, &revision, &updated, &f->err), ERR_GONE);
    assert_int_equal(store_get_original(f->store, id, &f->arena, &bytes, &type, &f->err), ERR_GONE);
    assert_int_equal(fixture_delete(f, id), ERR_GONE);
    assert_int_equal(fixture_delete(f, 99), ERR_NOT_FOUND);
    assert_int_equal(store_get(f->store, 99, STORE_HEAD, &f->arena, &article, &f->err),
                     ERR_NOT_FOUND);
    assert_int_equal(store_get(f->store, -1, STORE_HEAD, &f->arena, &article, &f->err),
                     ERR_NOT_FOUND);
    assert_int_equal(store_check(f->store, &f->err), OK);
    /* The same bytes may come again, as an article of its own: ids are never used twice. */
    assert_int_equal(fixture_add(f, 1), id + 1);
}

static void ids_are_not_used_again_after_a_restart(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    int64_t id = fixture_add(f, 2);
    assert_int_equal(fixture_delete(f, id), OK);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(fixture_add(f, 3), id + 1);
}

static void deleting_leaves_no_rows(void **state)
{
    static const char *const tables[] = {"articles",     "contents",        "originals",
                                         "article_tags", "article_authors", "revisions",
                                         "search"};
    struct fixture *f = *state;
    char sql[96];
    int64_t id = fixture_add(f, 1);
    assert_int_equal(fixture_delete(f, id), OK);
    fixture_close(f);
    for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
        (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM %s", tables[i]);
        assert_int_equal(fixture_number(f, sql), 0);
    }
    assert_int_equal(
        fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'html OR text'"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM tombstones"), 1);
}

static void an_original_stays_while_it_is_used(void **state)
{
    struct fixture *f = *state;
    int64_t id = fixture_add(f, 1);
    fixture_close(f);
    /* As a later cleaning of the same bytes would. */
    fixture_sql(
        f, "INSERT INTO articles (id, revision, created_us, updated_us, kind, confidence, warnings,"
           " word_count, reading_minutes, state, is_starred, progress, original_hash,"
           " original_size, title, authors, site, meta)"
           " SELECT 50, revision, created_us, updated_us, kind, confidence, warnings, word_count,"
           " reading_minutes, state, is_starred, progress, original_hash, original_size, title,"
           " authors, site, meta FROM articles;"
           "INSERT INTO contents SELECT 50, html_sum, text_sum, html, text, tree FROM contents;"
           "INSERT INTO search (rowid, title, text, authors, site)"
           " SELECT id, title, text, authors, site FROM searchable WHERE id = 50;"
           "UPDATE totals SET articles = 2");
    fixture_open(f);
    struct str bytes, type;
    assert_int_equal(fixture_delete(f, id), OK);
    assert_int_equal(store_get_original(f->store, 50, &f->arena, &bytes, &type, &f->err), OK);
    assert_int_equal(store_check(f->store, &f->err), OK);
    assert_int_equal(fixture_delete(f, 50), OK);
    fixture_close(f);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM originals"), 0);
}

static void words_are_searchable(void **state)
{
    struct fixture *f = *state;
    (void)fixture_add(f, 1);
    (void)fixture_add(f, 2);
    fixture_close(f);
    assert_int_equal(
        fixture_number(f, "SELECT rowid FROM search WHERE search MATCH 'title : \"title of 2\"'"),
        2);
    assert_int_equal(
        fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'site : letters'"), 1);
    assert_int_equal(
        fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'authors : author'"), 2);
    /* Marks are no part of a letter. */
    assert_true(
        fixture_number(f, "SELECT count(*) FROM search WHERE search MATCH 'text : etude*'") > 0);
}

static void the_revision_alone_can_be_asked_for(void **state)
{
    struct fixture *f = *state;
    struct article article;
    int64_t revision = 0, updated = 0, id = fixture_add(f, 1);
    assert_int_equal(store_get_revision(f->store, id, &revision, &updated, &f->err), OK);
    assert_int_equal(store_get(f->store, id, STORE_HEAD, &f->arena, &article, &f->err), OK);
    assert_int_equal(revision, article.revision);
    assert_int_equal(updated, article.updated_us);
}

static void every_change_shows_in_the_stats(void **state)
{
    struct fixture *f = *state;
    struct store_stats first, second, third;
    assert_int_equal(store_stats(f->store, &first, &f->err), OK);
    assert_int_equal(first.articles, 0);
    int64_t id = fixture_add(f, 1);
    assert_int_equal(store_stats(f->store, &second, &f->err), OK);
    assert_int_equal(second.articles, 1);
    assert_true(second.latest_change > first.latest_change);
    assert_true(second.file_bytes > 0);
    assert_int_equal(second.queued, 0);
    assert_int_equal(fixture_delete(f, id), OK);
    assert_int_equal(store_stats(f->store, &third, &f->err), OK);
    assert_int_equal(third.articles, 0);
    assert_true(third.latest_change > second.latest_change);
}

static void nobody_else_may_read_the_files(void **state)
{
    static const char *const names[] = {"", "/articles.db", "/articles.db-wal", "/articles.db-shm",
                                        "/articles.lock"};
    struct fixture *f = *state;
    char path[FIXTURE_PATH];
    struct stat stat_of;
    (void)fixture_add(f, 1);
    for (size_t i = 0; i < ARRAY_LEN(names); i++) {
        (void)snprintf(path, sizeof(path), "%s%s", f->data, names[i]);
        assert_int_equal(stat(path, &stat_of), 0);
        assert_int_equal(stat_of.st_mode & 077, 0);
    }
}

static void closing_leaves_one_file(void **state)
{
    struct fixture *f = *state;
    char path[FIXTURE_PATH];
    (void)fixture_add(f, 1);
    fixture_close(f);
    (void)snprintf(path, sizeof(path), "%s/articles.db-wal", f->data);
    assert_int_not_equal(access(path, F_OK), 0);
}

static void a_backup_is_a_store(void **state)
{
    struct fixture *f = *state;
    struct article article, expected;
    char path[FIXTURE_PATH];
    struct stat stat_of;
    (void)fixture_article(&f->arena, 1, 500, &expected);
    int64_t id = fixture_add(f, 1);
    (void)snprintf(path, sizeof(path), "%s/copy.db", f->dir);
    fixture_close(f);
    assert_int_equal(store_backup(f->data, path, &f->err), OK);
    assert_int_equal(stat(path, &stat_of), 0);
    assert_int_equal(stat_of.st_mode & 077, 0);
    assert_int_equal(store_backup(f->data, path, &f->err), ERR_CONFLICT);
    assert_int_equal(store_backup(f->data, "/proc/none/copy.db", &f->err), ERR_IO);
    assert_int_equal(store_backup("/proc/none", path, &f->err), ERR_NOT_FOUND);
    fixture_open(f);
    (void)fixture_add(f, 2);
    fixture_close(f);
    assert_int_equal(rename(path, f->file), 0);
    fixture_open(f);
    assert_int_equal(store_get(f->store, id, ALL_PARTS, &f->arena, &article, &f->err), OK);
    fixture_assert_same(&article, &expected);
    assert_int_equal(store_get(f->store, 2, STORE_HEAD, &f->arena, &article, &f->err),
                     ERR_NOT_FOUND);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void says_its_version(void **state)
{
    struct fixture *f = *state;
    const char *sqlite = NULL;
    int schema = 0;
    store_version(f->store, &sqlite, &schema);
    assert_string_equal(sqlite, sqlite3_libversion());
    assert_int_equal(schema, schema_articles.version);
}

static void an_arena_with_a_ceiling_is_respected(void **state)
{
    struct fixture *f = *state;
    struct article article;
    struct arena small;
    int64_t id = fixture_add(f, 1);
    arena_init(&small, 256);
    assert_int_equal(store_get(f->store, id, STORE_HTML, &small, &article, &f->err), ERR_NO_MEMORY);
    arena_done(&small);
}

#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(every_field_comes_back),
        STORE_TEST(what_is_unknown_stays_unknown),
        STORE_TEST(parts_come_only_when_asked_for),
        STORE_TEST(bytes_are_bytes),
        STORE_TEST(the_same_again_is_known),
        STORE_TEST(articles_without_address_are_not_the_same),
        STORE_TEST(finds_by_bytes_and_by_address),
        STORE_TEST(what_is_deleted_is_gone),
        STORE_TEST(ids_are_not_used_again_after_a_restart),
        STORE_TEST(deleting_leaves_no_rows),
        STORE_TEST(an_original_stays_while_it_is_used),
        STORE_TEST(words_are_searchable),
        STORE_TEST(the_revision_alone_can_be_asked_for),
        STORE_TEST(every_change_shows_in_the_stats),
        STORE_TEST(nobody_else_may_read_the_files),
        STORE_TEST(closing_leaves_one_file),
        STORE_TEST(a_backup_is_a_store),
        STORE_TEST(says_its_version),
        STORE_TEST(an_arena_with_a_ceiling_is_respected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
