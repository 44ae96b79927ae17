/* Tests of changing what is stored: revisions, what follows a change, and what refuses it. */
#include "fixture.h"

#include "../test.h"
#include "store/limits_internal.h"

static enum status end(struct fixture *f, struct waited *waited)
{
    enum status status = waited_submit(f->store, waited);
    status = status ? status : waited_end(waited);
    f->err = waited->write.error;
    return status;
}

/* The update of `article` with this id; the caller may set more of it. */
static void make(struct fixture *f, struct waited *waited, int64_t id, struct article *article)
{
    waited->write = (struct store_write){
        .kind = WRITE_UPDATE, .id = id, .article = article, .arena = &f->arena};
}

static void get(struct fixture *f, int64_t id, struct article *ret_article)
{
    assert_int_equal(store_get(f->store, id, STORE_HTML | STORE_TEXT | STORE_TREE, &f->arena,
                               ret_article, &f->err),
                     OK);
}

static int64_t found(struct fixture *f, const char *word)
{
    char sql[160];
    (void)snprintf(sql, sizeof(sql), "SELECT count(*) FROM search WHERE search MATCH '\"%s\"'",
                   word);
    return fixture_number(f, sql);
}

static void set_title(struct article *article, const char *title)
{
    article->meta.fields[META_TITLE] = (struct fact){str_from(title), SOURCE_GIVEN};
}

static void everything_follows(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article, after;
    struct store_stats before, now;
    int64_t id = fixture_add(f, 1), other = fixture_add(f, 2);
    get(f, id, &article);
    assert_int_equal(store_stats(f->store, &before, &f->err), OK);
    set_title(&article, "Zebrafinches");
    article.meta.tags = (struct fact_list){.items = {STR("birds")}, .len = 1};
    article.meta.authors = (struct fact_list){.items = {STR("Wren Quail")}, .len = 1};
    article.is_starred = true;
    article.note = STR("a note");
    make(f, &waited, id, &article);
    assert_int_equal(end(f, &waited), OK);
    assert_int_equal(article.revision, 2);
    get(f, id, &after);
    fixture_assert_same(&after, &article);
    assert_int_equal(after.revision, 2);
    assert_true(after.updated_us > after.created_us);
    assert_int_equal(store_stats(f->store, &now, &f->err), OK);
    assert_true(now.latest_change > before.latest_change);
    assert_int_equal(now.articles, before.articles);
    assert_int_equal(found(f, "zebrafinches"), 1);
    assert_int_equal(found(f, "title of 1"), 0);
    assert_int_equal(found(f, "title of 2"), 1);
    assert_int_equal(found(f, "wren quail"), 1);
    struct store_query query = {.limit = 10, .tag = STR("birds")};
    struct store_list list;
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 1);
    query = (struct store_query){.limit = 10, .author = STR("wren quail")};
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 1);
    query = (struct store_query){.limit = 10, .tag = STR("tag 1")};
    assert_int_equal(store_list(f->store, &query, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.len, 0);
    get(f, other, &after);
    assert_int_equal(after.revision, 1);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void the_same_changes_nothing(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article, after;
    struct store_stats before, now;
    int64_t id = fixture_add(f, 3);
    get(f, id, &article);
    int64_t updated_us = article.updated_us;
    assert_int_equal(store_stats(f->store, &before, &f->err), OK);
    make(f, &waited, id, &article);
    assert_int_equal(end(f, &waited), OK);
    assert_int_equal(article.revision, 1);
    get(f, id, &after);
    assert_int_equal(after.revision, 1);
    assert_int_equal(after.updated_us, updated_us);
    assert_int_equal(store_stats(f->store, &now, &f->err), OK);
    assert_int_equal(now.latest_change, before.latest_change);
}

static void another_revision_refuses(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article, after;
    int64_t id = fixture_add(f, 1);
    get(f, id, &article);
    set_title(&article, "One");
    make(f, &waited, id, &article);
    waited.write.if_revision = 1;
    assert_int_equal(end(f, &waited), OK);
    set_title(&article, "Two");
    make(f, &waited, id, &article);
    waited.write.if_revision = 1;
    assert_int_equal(end(f, &waited), ERR_PRECONDITION);
    get(f, id, &after);
    ASSERT_STR(meta_get(&after.meta, META_TITLE), "One");
    assert_int_equal(after.revision, 2);
    waited_delete(&waited, id);
    waited.write.if_revision = 1;
    assert_int_equal(end(f, &waited), ERR_PRECONDITION);
    get(f, id, &after);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void what_is_not_there_cannot_be_changed(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article;
    int64_t id = fixture_add(f, 1);
    get(f, id, &article);
    make(f, &waited, 77, &article);
    assert_int_equal(end(f, &waited), ERR_NOT_FOUND);
    assert_int_equal(fixture_delete(f, id), OK);
    make(f, &waited, id, &article);
    assert_int_equal(end(f, &waited), ERR_GONE);
}

static enum status add_tag(struct store_write *write, const struct article *current,
                           struct error *err)
{
    *write->article = *current;
    return meta_add(write->arena, &write->article->meta.tags, STR("added"), SOURCE_GIVEN)
               ? OK
               : error_no_memory(err);
}

static enum status refuse(struct store_write *write, const struct article *current,
                          struct error *err)
{
    (void)write;
    return error_set(err, ERR_CONFLICT, "revision %d is enough", (int)current->revision);
}

static void an_update_may_be_made_of_what_is_there(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article = {.id = 0}, before, after;
    int64_t id = fixture_add(f, 1);
    get(f, id, &before);
    make(f, &waited, id, &article);
    waited.write.amend = add_tag;
    assert_int_equal(end(f, &waited), OK);
    get(f, id, &after);
    assert_int_equal(after.meta.tags.len, before.meta.tags.len + 1);
    ASSERT_STR(after.content_html, before.content_html.ptr);
    ASSERT_STR(meta_get(&after.meta, META_TITLE), "title of 1");
    waited.write.amend = refuse;
    assert_int_equal(end(f, &waited), ERR_CONFLICT);
    ASSERT_STR(str_from(f->err.message), "revision 2 is enough");
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void an_update_follows_its_insert_in_one_transaction(void **state)
{
    struct fixture *f = *state;
    enum { N = 8 };
    struct waited inserts[N], updates[N];
    struct article articles[N], changed[N];
    for (unsigned i = 0; i < N; i++) {
        struct str original = fixture_article(&f->arena, i, 300, &articles[i]);
        waited_insert(&inserts[i], &articles[i], original);
        assert_int_equal(waited_submit(f->store, &inserts[i]), OK);
        (void)fixture_article(&f->arena, i, 300, &changed[i]);
        set_title(&changed[i], "Changed at once");
        make(f, &updates[i], i + 1, &changed[i]);
        assert_int_equal(waited_submit(f->store, &updates[i]), OK);
    }
    for (unsigned i = 0; i < N; i++) {
        assert_int_equal(waited_end(&inserts[i]), OK);
        assert_int_equal(waited_end(&updates[i]), OK);
        assert_int_equal(changed[i].revision, 2);
    }
    assert_int_equal(found(f, "changed at once"), N);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void a_new_cleaning_keeps_the_older_one(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article, after;
    int64_t id = fixture_add(f, 1);
    for (unsigned i = 2; i < LIMIT_REVISIONS + 5; i++) {
        (void)fixture_article(&f->arena, i, 400, &article);
        make(f, &waited, id, &article);
        waited.write.has_new_content = true;
        assert_int_equal(end(f, &waited), OK);
        get(f, id, &after);
        ASSERT_STR(after.content_html, article.content_html.ptr);
        ASSERT_STR(after.content_tree, article.content_tree.ptr);
        assert_int_equal(after.revision, i);
    }
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM revisions"), LIMIT_REVISIONS);
    assert_int_equal(fixture_number(f, "SELECT max(revision) FROM revisions"), after.revision - 1);
    assert_int_equal(store_check(f->store, &f->err), OK);
    assert_int_equal(fixture_delete(f, id), OK);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM revisions"), 0);
}

static void older_cleanings_can_be_read(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article before, article, older;
    struct store_revision *items;
    size_t len = 7;
    int64_t id = fixture_add(f, 1);
    get(f, id, &before);
    assert_int_equal(store_list_revisions(f->store, id, &f->arena, &items, &len, &f->err), OK);
    assert_int_equal(len, 0);
    (void)fixture_article(&f->arena, 2, 400, &article);
    make(f, &waited, id, &article);
    waited.write.has_new_content = true;
    assert_int_equal(end(f, &waited), OK);
    assert_int_equal(store_list_revisions(f->store, id, &f->arena, &items, &len, &f->err), OK);
    assert_int_equal(len, 1);
    assert_int_equal(items[0].revision, 1);
    assert_int_equal(items[0].created_us, before.updated_us);
    assert_int_equal(items[0].word_count, before.word_count);
    assert_true(items[0].confidence == before.confidence);
    assert_int_equal(store_get_older(f->store, id, 1, &f->arena, &older, &f->err), OK);
    ASSERT_STR(older.content_tree, before.content_tree.ptr);
    ASSERT_STR(meta_get(&older.meta, META_TITLE), "title of 1");
    assert_int_equal(older.revision, 1);
    assert_int_equal(store_get_older(f->store, id, 2, &f->arena, &older, &f->err), ERR_NOT_FOUND);
    assert_int_equal(store_get_older(f->store, 99, 1, &f->arena, &older, &f->err), ERR_NOT_FOUND);
    fixture_close(f);
    fixture_sql(f, "UPDATE revisions SET tree = x'00112233'");
    fixture_open(f);
    assert_int_equal(store_get_older(f->store, id, 1, &f->arena, &older, &f->err), ERR_CORRUPT);
    assert_int_equal(store_check(f->store, &f->err), ERR_CORRUPT);
}

static void a_new_original_takes_the_place_of_the_old_one(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article;
    struct str bytes, type;
    int64_t id = fixture_add(f, 1);
    struct str original = fixture_article(&f->arena, 2, 400, &article);
    make(f, &waited, id, &article);
    waited.write.has_new_content = true;
    waited.write.original = original;
    assert_int_equal(end(f, &waited), OK);
    assert_int_equal(store_get_original(f->store, id, &f->arena, &bytes, &type, &f->err), OK);
    assert_true(str_equal(bytes, original));
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM originals"), 1);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void too_much_is_refused(void **state)
{
    struct fixture *f = *state;
    struct waited waited;
    struct article article, after;
    int64_t id = fixture_add(f, 1);
    get(f, id, &article);
    char *note = arena_alloc(&f->arena, LIMIT_HEAD_BYTES);
    memset(note, 'n', LIMIT_HEAD_BYTES);
    article.note = str_of(note, LIMIT_HEAD_BYTES);
    make(f, &waited, id, &article);
    assert_int_equal(end(f, &waited), ERR_TOO_LARGE);
    get(f, id, &after);
    assert_int_equal(after.revision, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(everything_follows, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(the_same_changes_nothing, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(another_revision_refuses, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(what_is_not_there_cannot_be_changed, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(an_update_may_be_made_of_what_is_there, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(an_update_follows_its_insert_in_one_transaction,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_new_cleaning_keeps_the_older_one, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(older_cleanings_can_be_read, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(a_new_original_takes_the_place_of_the_old_one,
                                        fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(too_much_is_refused, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
