/* Tests of answers that are kept to be given again: for a day, and not too many. */
#include "fixture.h"

#include "../test.h"
#include "store/limits_internal.h"

static struct sha256 name(const char *text)
{
    return hash_sha256(str_from(text));
}

static void keep(struct fixture *f, const char *key, const char *request, const char *body)
{
    struct waited waited;
    waited.write = (struct store_write){.kind = WRITE_ANSWER,
                                        .answer = {.key = name(key),
                                                   .digest = name(request),
                                                   .code = 201,
                                                   .headers = STR("Location: /articles/1\n"),
                                                   .body = str_from(body)}};
    assert_int_equal(waited_submit(f->store, &waited), OK);
    assert_int_equal(waited_end(&waited), OK);
}

static enum status find(struct fixture *f, const char *key, struct store_answer *ret_answer)
{
    struct sha256 hash = name(key);
    f->err = (struct error){.status = OK};
    return store_get_answer(f->store, &hash, &f->arena, ret_answer, &f->err);
}

static void an_answer_is_kept(void **state)
{
    struct fixture *f = *state;
    struct store_answer answer;
    struct sha256 digest = name("request");
    assert_int_equal(find(f, "key", &answer), ERR_NOT_FOUND);
    keep(f, "key", "request", "{}");
    fixture_close(f);
    fixture_open(f);
    assert_int_equal(find(f, "key", &answer), OK);
    assert_int_equal(answer.code, 201);
    assert_memory_equal(&answer.digest, &digest, sizeof(digest));
    ASSERT_STR(answer.headers, "Location: /articles/1\n");
    ASSERT_STR(answer.body, "{}");
    assert_int_equal(find(f, "other", &answer), ERR_NOT_FOUND);
    keep(f, "empty", "request", "");
    assert_int_equal(find(f, "empty", &answer), OK);
    assert_int_equal(answer.body.len, 0);
    assert_int_equal(store_check(f->store, &f->err), OK);
}

static void it_is_forgotten_after_a_day(void **state)
{
    struct fixture *f = *state;
    struct store_answer answer;
    keep(f, "old", "request", "{}");
    keep(f, "new", "request", "{}");
    fixture_close(f);
    fixture_sql(f, "UPDATE answers SET created_us = created_us - 86400000001 WHERE id = 1");
    fixture_open(f);
    assert_int_equal(find(f, "old", &answer), ERR_NOT_FOUND);
    assert_int_equal(find(f, "new", &answer), OK);
    keep(f, "old", "another", "[]");
    assert_int_equal(find(f, "old", &answer), OK);
    ASSERT_STR(answer.body, "[]");
    assert_int_equal(fixture_number(f, "SELECT count(*) FROM answers"), 2);
}

static void there_are_not_too_many(void **state)
{
    struct fixture *f = *state;
    struct store_answer answer;
    keep(f, "first", "request", "{}");
    fixture_close(f);
    fixture_sql(f, "UPDATE sqlite_sequence SET seq = 10000 WHERE name = 'answers'");
    fixture_open(f);
    assert_int_equal(find(f, "first", &answer), OK);
    keep(f, "last", "request", "{}");
    assert_int_equal(find(f, "first", &answer), ERR_NOT_FOUND);
    assert_int_equal(find(f, "last", &answer), OK);
    assert_int_equal(LIMIT_ANSWERS, 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_answer_is_kept, fixture_set_up, fixture_tear_down),
        cmocka_unit_test_setup_teardown(it_is_forgotten_after_a_day, fixture_set_up,
                                        fixture_tear_down),
        cmocka_unit_test_setup_teardown(there_are_not_too_many, fixture_set_up, fixture_tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
