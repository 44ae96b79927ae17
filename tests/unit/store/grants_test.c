/* Tests of store/grants.c: tokens and sessions at rest, beside a store that is open. */
#include "fixture.h"

#include "../test.h"

#include "base/time.h"
#include "store/grants.h"

#include <string.h>

static struct grant make_grant(const char *name, unsigned char fill)
{
    struct grant grant = {.name = str_from(name), .scopes = 3, .expires_us = 7};
    memset(grant.hash.bytes, fill, sizeof(grant.hash.bytes));
    return grant;
}

static struct session make_session(int64_t token_id, unsigned char first, unsigned char second)
{
    struct session session = {.token_id = token_id, .expires_us = INT64_MAX};
    session.hash.bytes[0] = first;
    session.hash.bytes[1] = second;
    return session;
}

static void are_kept_beside_an_open_store(void **state)
{
    struct fixture *f = *state;
    struct grants *server = NULL, *command = NULL;
    struct grant_list list;
    struct grant grant = make_grant("phone", 1);
    assert_int_equal(grants_open(f->data, &server, &f->err), OK);
    assert_int_equal(grants_open(f->data, &command, &f->err), OK);
    uint64_t before = grants_generation(server);
    int64_t now_us = time_now_us();
    assert_int_equal(grants_add(command, &grant, &f->err), OK);
    assert_int_not_equal(grants_generation(server), before);
    assert_int_equal(grants_list(server, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_grants, 1);
    assert_int_equal(list.grants[0].id, grant.id);
    ASSERT_STR(list.grants[0].name, "phone");
    assert_int_equal(list.grants[0].scopes, 3);
    assert_memory_equal(list.grants[0].hash.bytes, grant.hash.bytes, SHA256_BYTES);
    assert_true(list.grants[0].created_us >= now_us);
    assert_int_equal(list.grants[0].used_us, 0);
    assert_int_equal(list.grants[0].expires_us, 7);
    /* The articles' own writer goes on. */
    assert_true(fixture_add(f, 1) > 0);
    grants_close(command);
    grants_close(server);
}

static void names_are_one_each(void **state)
{
    static const char *const bad[] = {"", "12", "a\nb", "\xFF"};
    struct fixture *f = *state;
    struct grants *grants = NULL;
    struct grant first = make_grant("phone", 1), again = make_grant("Phone", 2);
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_add(grants, &first, &f->err), OK);
    assert_int_equal(grants_add(grants, &again, &f->err), ERR_CONFLICT);
    for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
        struct grant grant = make_grant(bad[i], 3);
        assert_int_equal(grants_add(grants, &grant, &f->err), ERR_INVALID);
    }
    /* Once it is gone the name is free, and the id is not given again. */
    assert_int_equal(grants_remove(grants, first.id, &f->err), OK);
    assert_int_equal(grants_remove(grants, first.id, &f->err), ERR_NOT_FOUND);
    assert_int_equal(grants_add(grants, &again, &f->err), OK);
    assert_true(again.id > first.id);
    grants_close(grants);
}

static void sessions_go_with_their_token(void **state)
{
    struct fixture *f = *state;
    struct grants *grants = NULL;
    struct grant_list list;
    struct grant grant = make_grant("phone", 1);
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_add(grants, &grant, &f->err), OK);
    struct session one = make_session(grant.id, 1, 1), two = make_session(grant.id, 2, 2),
                   lost = make_session(grant.id + 1, 3, 3);
    assert_int_equal(grants_add_session(grants, &one, &f->err), OK);
    assert_int_equal(grants_add_session(grants, &two, &f->err), OK);
    assert_int_equal(grants_add_session(grants, &lost, &f->err), ERR_NOT_FOUND);
    assert_int_equal(grants_remove_session(grants, &one.hash, &f->err), OK);
    assert_int_equal(grants_remove_session(grants, &one.hash, &f->err), OK);
    assert_int_equal(grants_list(grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_sessions, 1);
    assert_memory_equal(list.sessions[0].hash.bytes, two.hash.bytes, SHA256_BYTES);
    assert_int_equal(grants_remove(grants, grant.id, &f->err), OK);
    assert_int_equal(grants_list(grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_sessions, 0);
    grants_close(grants);
}

/* Whoever logs in without end throws out their own oldest sessions, and those that ended. */
static void sessions_are_bounded(void **state)
{
    struct fixture *f = *state;
    struct grants *grants = NULL;
    struct grant_list list;
    struct grant grant = make_grant("phone", 1), other = make_grant("tablet", 2);
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_add(grants, &grant, &f->err), OK);
    assert_int_equal(grants_add(grants, &other, &f->err), OK);
    struct session kept = make_session(other.id, 255, 255), ended = make_session(other.id, 254, 1);
    ended.expires_us = 1;
    assert_int_equal(grants_add_session(grants, &kept, &f->err), OK);
    assert_int_equal(grants_add_session(grants, &ended, &f->err), OK);
    for (int i = 0; i < SESSIONS_OF_GRANT_MAX + 20; i++) {
        struct session session = make_session(grant.id, 1, (unsigned char)i);
        assert_int_equal(grants_add_session(grants, &session, &f->err), OK);
    }
    assert_int_equal(grants_list(grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_sessions, SESSIONS_OF_GRANT_MAX + 1);
    for (size_t i = 0; i + 1 < list.n_sessions; i++) {
        assert_true(list.sessions[i].hash.bytes[1] >= 20);
    }
    grants_close(grants);
}

static void uses_only_move_forward(void **state)
{
    struct fixture *f = *state;
    struct grants *grants = NULL;
    struct grant_list list;
    struct grant grant = make_grant("phone", 1);
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_add(grants, &grant, &f->err), OK);
    uint64_t before = grants_generation(grants);
    const struct grant_use uses[] = {{grant.id, 50}, {grant.id, 40}, {grant.id + 1, 60}};
    assert_int_equal(grants_note_use(grants, uses, ARRAY_LEN(uses), &f->err), OK);
    assert_int_equal(grants_generation(grants), before);
    assert_int_equal(grants_list(grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.grants[0].used_us, 50);
    grants_close(grants);
}

static void makes_the_folder(void **state)
{
    struct fixture *f = *state;
    struct grants *grants = NULL;
    struct grant_list list;
    assert_int_equal(grants_open(f->data, &grants, &f->err), OK);
    assert_int_equal(grants_list(grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_grants, 0);
    grants_close(grants);
    fixture_open(f);
    fixture_close(f);
}

static void says_what_is_wrong_with_the_file(void **state)
{
    struct fixture *f = *state;
    struct grants *grants = NULL;
    fixture_open(f);
    fixture_close(f);
    fixture_sql(f, "PRAGMA user_version = 9999");
    assert_int_equal(grants_open(f->data, &grants, &f->err), ERR_UNSUPPORTED);
    assert_null(grants);
    grants_close(NULL);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)
#define TEST_OF_FOLDER(function) \
    cmocka_unit_test_setup_teardown(function, fixture_set_up_folder, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(are_kept_beside_an_open_store),
        TEST(names_are_one_each),
        TEST(sessions_go_with_their_token),
        TEST(sessions_are_bounded),
        TEST(uses_only_move_forward),
        TEST_OF_FOLDER(makes_the_folder),
        TEST_OF_FOLDER(says_what_is_wrong_with_the_file),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
