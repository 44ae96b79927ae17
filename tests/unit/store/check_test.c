/* Tests of damage: what was changed behind the store's back is never given out, and store_check
 * finds it. */
#include "fixture.h"

#include "../test.h"

#include <stdlib.h>
#include <string.h>

enum { ALL_PARTS = STORE_HTML | STORE_TEXT | STORE_TREE };

/* Stores two articles, does `sql` to the file and opens it again. */
static void damage(struct fixture *f, const char *sql)
{
    (void)fixture_add(f, 1);
    (void)fixture_add(f, 2);
    fixture_close(f);
    fixture_sql(f, sql);
    fixture_open(f);
}

/* Article 1 is refused when `parts` are read, article 2 is not, and the check says `words`. */
static void assert_damaged(struct fixture *f, unsigned parts, const char *words)
{
    struct article article;
    assert_int_equal(store_get(f->store, 1, parts, &f->arena, &article, &f->err), ERR_CORRUPT);
    assert_int_equal(store_get(f->store, 2, ALL_PARTS, &f->arena, &article, &f->err), OK);
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
    if (!strstr(f->err.message, words)) {
        print_error("%s\n", f->err.message);
        fail();
    }
}

static void changed_html_is_refused(void **state)
{
    damage(*state,
           "UPDATE contents SET html = replace(html, 'river', 'rivet') WHERE article_id = 1");
    assert_damaged(*state, STORE_HTML, "article 1");
}

static void changed_text_is_refused(void **state)
{
    damage(*state, "UPDATE contents SET text = substr(text, 2) WHERE article_id = 1");
    assert_damaged(*state, STORE_TEXT, "article 1");
}

static void a_changed_tree_is_refused(void **state)
{
    damage(*state, "UPDATE contents SET tree = x'28b52ffd0000' WHERE article_id = 1");
    assert_damaged(*state, STORE_TREE, "article 1");
}

static void lost_content_is_noticed(void **state)
{
    damage(*state, "DELETE FROM contents WHERE article_id = 1");
    assert_damaged(*state, STORE_HTML, "article 1");
}

static void changed_facts_are_refused(void **state)
{
    damage(*state,
           "UPDATE articles SET meta = CAST(replace(CAST(meta AS TEXT), 'title', 'titel') AS BLOB)"
           " WHERE id = 1");
    assert_damaged(*state, STORE_HEAD, "article 1");
}

static void impossible_numbers_are_refused(void **state)
{
    static const char *const changes[] = {
        "UPDATE articles SET revision = 0 WHERE id = 1",
        "UPDATE articles SET warnings = -1 WHERE id = 1",
        "UPDATE articles SET word_count = -1 WHERE id = 1",
        "UPDATE articles SET reading_minutes = 1 << 40 WHERE id = 1",
        "UPDATE articles SET is_starred = 2 WHERE id = 1",
        "PRAGMA ignore_check_constraints = 1; UPDATE articles SET kind = 9 WHERE id = 1",
        "PRAGMA ignore_check_constraints = 1; UPDATE articles SET state = 3 WHERE id = 1",
        "PRAGMA ignore_check_constraints = 1; UPDATE articles SET confidence = 7 WHERE id = 1",
        "PRAGMA ignore_check_constraints = 1; UPDATE articles SET progress = -0.5 WHERE id = 1",
    };
    for (size_t i = 0; i < ARRAY_LEN(changes); i++) {
        struct fixture *f = *state;
        struct article article;
        struct store_list list;
        struct store_query query = {.limit = 10};
        damage(f, changes[i]);
        assert_int_equal(store_get(f->store, 1, STORE_HEAD, &f->arena, &article, &f->err),
                         ERR_CORRUPT);
        assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), ERR_CORRUPT);
        assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
        assert_int_equal(fixture_tear_down(state), 0);
        assert_int_equal(fixture_set_up(state), 0);
    }
}

static void a_changed_original_is_refused(void **state)
{
    struct fixture *f = *state;
    struct str bytes, type;
    damage(f, "UPDATE originals SET bytes = (SELECT bytes FROM originals AS o WHERE o.rowid = 2),"
              " size = (SELECT size FROM originals AS o WHERE o.rowid = 2) WHERE rowid = 1");
    assert_int_equal(store_get_original(f->store, 1, &f->arena, &bytes, &type, &f->err),
                     ERR_CORRUPT);
    assert_int_equal(store_get_original(f->store, 2, &f->arena, &bytes, &type, &f->err), OK);
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
}

static void a_cut_original_is_refused(void **state)
{
    struct fixture *f = *state;
    struct str bytes, type;
    damage(f, "UPDATE originals SET bytes = substr(bytes, 1, length(bytes) - 9) WHERE rowid = 1");
    assert_int_equal(store_get_original(f->store, 1, &f->arena, &bytes, &type, &f->err),
                     ERR_CORRUPT);
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
}

static void an_original_of_the_wrong_size_is_refused(void **state)
{
    struct fixture *f = *state;
    struct str bytes, type;
    damage(f, "UPDATE originals SET size = size + 1 WHERE rowid = 1");
    assert_int_equal(store_get_original(f->store, 1, &f->arena, &bytes, &type, &f->err),
                     ERR_CORRUPT);
}

/* A frame that says it holds a terabyte (RFC 8878, 3.1.1): refused before memory is taken. */
static void a_bomb_is_refused(void **state)
{
    struct fixture *f = *state;
    struct str bytes, type;
    damage(f, "UPDATE originals SET bytes = x'28b52ffde00000000000010000010000' WHERE rowid = 1");
    assert_int_equal(store_get_original(f->store, 1, &f->arena, &bytes, &type, &f->err),
                     ERR_CORRUPT);
}

static void a_lost_original_is_found(void **state)
{
    struct fixture *f = *state;
    damage(f, "DELETE FROM originals WHERE rowid = 1");
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
    assert_non_null(strstr(f->err.message, "refers to nothing"));
}

static void a_wrong_index_is_found(void **state)
{
    struct fixture *f = *state;
    damage(f, "INSERT INTO search (search, rowid, title, text, authors, site)"
              " SELECT 'delete', id, title, text, authors, site FROM searchable WHERE id = 1");
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
    assert_non_null(strstr(f->err.message, "search"));
}

static void a_wrong_count_is_found(void **state)
{
    struct fixture *f = *state;
    damage(f, "UPDATE totals SET articles = 3");
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
    assert_non_null(strstr(f->err.message, "count"));
}

/* Turns one bit of the file, anywhere behind the first page. */
static void rot(struct fixture *f, unsigned *random)
{
    FILE *file = fopen(f->file, "r+b");
    assert_non_null(file);
    assert_int_equal(fseek(file, 0, SEEK_END), 0);
    *random = *random * 1103515245u + 12345;
    long at = 4096 + (long)(*random >> 4) % (ftell(file) - 4096);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    int byte = fgetc(file) ^ 1 << (*random & 7);
    assert_int_equal(fseek(file, at, SEEK_SET), 0);
    assert_int_equal(fputc(byte, file), byte);
    assert_int_equal(fclose(file), 0);
}

/* Whether all of article `n` could be read; then it must be what was stored. */
static bool is_readable(struct fixture *f, unsigned n)
{
    struct article article, expected;
    struct str bytes, type, original = fixture_article(&f->arena, n, 500, &expected);
    if (store_get(f->store, n, ALL_PARTS, &f->arena, &article, &f->err) ||
        store_get_original(f->store, n, &f->arena, &bytes, &type, &f->err)) {
        return false;
    }
    assert_true(str_equal(bytes, original));
    assert_true(str_equal(article.content_html, expected.content_html));
    assert_true(str_equal(article.content_text, expected.content_text));
    assert_true(str_equal(article.content_tree, expected.content_tree));
    ASSERT_STR(meta_get(&article.meta, META_TITLE), meta_get(&expected.meta, META_TITLE).ptr);
    return true;
}

/* Nothing is given out that was not stored, and nothing crashes. */
static void rotten_bits_are_not_given_out(void **state)
{
    enum { ARTICLES = 20, ROUNDS = 60 };
    struct fixture *f = *state;
    struct store_options options = {.dir = f->data, .readers = 1};
    unsigned random = 20, refused = 0;
    for (unsigned n = 1; n <= ARTICLES; n++) {
        (void)fixture_add(f, n);
    }
    for (unsigned round = 0; round < ROUNDS; round++) {
        fixture_close(f);
        rot(f, &random);
        if (store_open(&options, &f->store, &f->err)) {
            f->store = NULL;
            refused++;
            continue;
        }
        for (unsigned n = 1; n <= ARTICLES; n++) {
            refused += !is_readable(f, n);
        }
        arena_reset(&f->arena);
    }
    assert_true(refused > 0);
}

#define CHECK_TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CHECK_TEST(changed_html_is_refused),
        CHECK_TEST(changed_text_is_refused),
        CHECK_TEST(a_changed_tree_is_refused),
        CHECK_TEST(lost_content_is_noticed),
        CHECK_TEST(changed_facts_are_refused),
        CHECK_TEST(impossible_numbers_are_refused),
        CHECK_TEST(a_changed_original_is_refused),
        CHECK_TEST(a_cut_original_is_refused),
        CHECK_TEST(an_original_of_the_wrong_size_is_refused),
        CHECK_TEST(a_bomb_is_refused),
        CHECK_TEST(a_lost_original_is_found),
        CHECK_TEST(a_wrong_index_is_found),
        CHECK_TEST(a_wrong_count_is_found),
        CHECK_TEST(rotten_bits_are_not_given_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
