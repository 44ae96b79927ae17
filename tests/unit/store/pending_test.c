/* Tests of articles that are still to be fetched, and of the addresses that lead to an article. */
#include "fixture.h"

#include "../test.h"

static int64_t add(struct fixture *f, struct article *article, const char *original,
                   const char *first, const char *second)
{
    struct waited waited;
    waited_insert(&waited, article, str_from(original));
    waited.write.addresses[0] = str_from(first);
    waited.write.addresses[1] = str_from(second);
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
    return article->id;
}

static int64_t add_pending(struct fixture *f, const char *address)
{
    struct article article = {.kind = DOC_HTML, .fetch = ARTICLE_PENDING};
    article.meta.fields[META_CANONICAL_URL] = (struct fact){str_from(address), SOURCE_GIVEN};
    return add(f, &article, address, NULL, NULL);
}

static void update(struct fixture *f, int64_t id, struct article *article, bool has_new_content,
                   const char *original, const char *address)
{
    struct waited waited;
    waited.write = (struct store_write){.kind = WRITE_UPDATE,
                                        .id = id,
                                        .article = article,
                                        .has_new_content = has_new_content,
                                        .original = str_from(original),
                                        .addresses = {str_from(address)},
                                        .arena = &f->arena};
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
}

static int64_t find(struct fixture *f, const char *address)
{
    int64_t id = 0;
    enum status status = store_find_address(f->store, str_from(address), &id, &f->err);
    assert_true(status == OK || status == ERR_NOT_FOUND);
    return status == OK ? id : 0;
}

static int64_t next(struct fixture *f, int64_t after)
{
    int64_t id = 0;
    enum status status = store_next_pending(f->store, after, &id, &f->err);
    assert_true(status == OK || status == ERR_NOT_FOUND);
    return status == OK ? id : 0;
}

static void those_that_wait_are_found(void **state)
{
    struct fixture *f = *state;
    struct article article;
    assert_int_equal(next(f, 0), 0);
    int64_t plain = fixture_add(f, 1);
    int64_t first = add_pending(f, "https://a.example/1");
    int64_t second = add_pending(f, "https://a.example/2");
    assert_true(plain < first && first < second);
    assert_int_equal(next(f, 0), first);
    assert_int_equal(next(f, first), second);
    assert_int_equal(next(f, second), 0);
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(next(f, 0), first);
    assert_int_equal(store_get(f->store, first, STORE_HEAD, &f->arena, &article, &f->err), OK);
    assert_int_equal(article.fetch, ARTICLE_PENDING);
    assert_null(article.fetch_error.ptr);
}

static void a_failure_stays_with_its_reason(void **state)
{
    struct fixture *f = *state;
    struct article article;
    int64_t id = add_pending(f, "https://a.example/1");
    assert_int_equal(store_get(f->store, id, STORE_HEAD, &f->arena, &article, &f->err), OK);
    article.fetch = ARTICLE_FAILED;
    article.fetch_error = STR("a.example answers 404");
    update(f, id, &article, false, NULL, NULL);
    assert_int_equal(store_get(f->store, id, STORE_HEAD, &f->arena, &article, &f->err), OK);
    assert_int_equal(article.fetch, ARTICLE_FAILED);
    ASSERT_STR(article.fetch_error, "a.example answers 404");
    assert_int_equal(article.revision, 2);
    assert_int_equal(next(f, 0), 0);
}

static void what_came_takes_the_place(void **state)
{
    struct fixture *f = *state;
    struct article article, actual;
    struct str bytes, type;
    int64_t id = add_pending(f, "https://a.example/1");
    struct str original = fixture_article(&f->arena, 3, 2000, &article);
    char *page = arena_cstr(&f->arena, original);
    update(f, id, &article, true, page, "https://a.example/moved");
    assert_int_equal(
        store_get(f->store, id, STORE_HTML | STORE_TEXT | STORE_TREE, &f->arena, &actual, &f->err),
        OK);
    fixture_assert_same(&actual, &article);
    assert_int_equal(actual.fetch, ARTICLE_FETCHED);
    assert_int_equal(store_get_original(f->store, id, &f->arena, &bytes, &type, &f->err), OK);
    assert_true(str_equal(bytes, original));
    assert_int_equal(find(f, "https://a.example/moved"), id);
    assert_int_equal(next(f, 0), 0);
    assert_int_equal(store_check(f->store, &f->err), OK);
    fixture_close(f);
    /* What was there before was no cleaning, and the address was no page. */
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM revisions"), 0);
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM originals"), 1);
    fixture_open(f);
}

static void addresses_lead_to_the_first(void **state)
{
    struct fixture *f = *state;
    struct article first = {.kind = DOC_TEXT}, second = {.kind = DOC_TEXT};
    first.meta.fields[META_CANONICAL_URL] = (struct fact){STR("https://a.example/"), SOURCE_META};
    int64_t id = add(f, &first, "one", "https://short.example/x", "https://a.example/?p=1");
    int64_t other = add(f, &second, "two", "https://short.example/x", "https://b.example/");
    assert_int_equal(find(f, "https://a.example/"), id);
    assert_int_equal(find(f, "https://short.example/x"), id);
    assert_int_equal(find(f, "https://a.example/?p=1"), id);
    assert_int_equal(find(f, "https://b.example/"), other);
    assert_int_equal(find(f, "https://c.example/"), 0);
    assert_int_equal(find(f, ""), 0);
    assert_int_equal(fixture_delete(f, id), OK);
    assert_int_equal(find(f, "https://short.example/x"), 0);
    assert_int_equal(find(f, "https://b.example/"), other);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(those_that_wait_are_found),
        TEST(a_failure_stays_with_its_reason),
        TEST(what_came_takes_the_place),
        TEST(addresses_lead_to_the_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
