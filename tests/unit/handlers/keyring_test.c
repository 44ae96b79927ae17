/* Tests of handlers/keyring.c: who is known, as soon as the store knows it, in any number of
 * threads. */
#include "../store/fixture.h"

#include "../test.h"

#include "base/time.h"
#include "handlers/granting.h"
#include "handlers/keyring.h"
#include "http/scope.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

enum { READERS = 4, TURNS = 40 };

struct ring_fixture {
    struct fixture *folder;
    struct grants *grants;
    struct app app;
};

static void open_keyring(struct ring_fixture *r, struct fixture *f, bool is_open, bool is_private)
{
    *r = (struct ring_fixture){.folder = f};
    assert_int_equal(grants_open(f->data, &r->grants, &f->err), OK);
    struct keyring_options options = {
        .grants = r->grants, .is_open = is_open, .is_private = is_private};
    assert_int_equal(keyring_new(&options, &r->app.keyring, &f->err), OK);
}

static void close_keyring(struct ring_fixture *r)
{
    keyring_free(r->app.keyring);
    grants_close(r->grants);
}

static struct grant make(struct ring_fixture *r, const char *name, char *secret)
{
    const char *field;
    struct grant grant;
    struct granting granting = {.name = str_from(name), .scopes = STR("read,write")};
    assert_int_equal(granting_do(r->grants, &granting, secret, &grant, &field, &r->folder->err),
                     OK);
    return grant;
}

static enum status ask(struct ring_fixture *r, enum credentials_kind kind, const char *secret,
                       struct who *who)
{
    struct credentials credentials = {.kind = kind, .secret = str_from(secret)};
    *who = (struct who){0};
    return keyring_identify(&r->app, &credentials, &r->folder->arena, who, &r->folder->err);
}

static void knows_tokens_at_once(void **state)
{
    struct ring_fixture r;
    struct who who;
    char secret[SECRET_TEXT_MAX], other[SECRET_TEXT_MAX];
    open_keyring(&r, *state, false, false);
    assert_int_equal(ask(&r, CREDENTIALS_NONE, NULL, &who), ERR_UNAUTHORIZED);
    struct grant grant = make(&r, "phone", secret);
    assert_int_equal(strlen(secret), 47);
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, secret, &who), OK);
    assert_int_equal(who.token_id, grant.id);
    assert_int_equal(who.scopes, SCOPE_READ | SCOPE_WRITE);
    assert_false(who.is_open);
    ASSERT_STR(who.name, "phone");
    assert_int_equal(ask(&r, CREDENTIALS_BASIC, secret, &who), OK);
    assert_int_equal(ask(&r, CREDENTIALS_SESSION, secret, &who), ERR_UNAUTHORIZED);
    assert_int_equal(ask(&r, CREDENTIALS_BAD, secret, &who), ERR_UNAUTHORIZED);
    /* One character less, or another. */
    memcpy(other, secret, sizeof(other));
    other[46] = (char)(other[46] == 'A' ? 'B' : 'A');
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, other, &who), ERR_UNAUTHORIZED);
    other[46] = '\0';
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, other, &who), ERR_UNAUTHORIZED);
    assert_int_equal(grants_remove(r.grants, grant.id, NULL), OK);
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, secret, &who), ERR_UNAUTHORIZED);
    close_keyring(&r);
}

static void is_open_on_this_machine_without_tokens(void **state)
{
    struct ring_fixture r;
    struct who who;
    bool is_empty = false;
    char secret[SECRET_TEXT_MAX];
    open_keyring(&r, *state, false, true);
    assert_int_equal(keyring_is_empty(r.app.keyring, &is_empty, NULL), OK);
    assert_true(is_empty);
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, "art_x", &who), OK);
    assert_true(who.is_open);
    assert_int_equal(who.scopes, SCOPE_ALL);
    (void)make(&r, "phone", secret);
    assert_int_equal(ask(&r, CREDENTIALS_NONE, NULL, &who), ERR_UNAUTHORIZED);
    assert_int_equal(keyring_is_empty(r.app.keyring, &is_empty, NULL), OK);
    assert_false(is_empty);
    close_keyring(&r);
    open_keyring(&r, *state, true, false);
    assert_int_equal(ask(&r, CREDENTIALS_NONE, NULL, &who), OK);
    assert_true(who.is_open);
    close_keyring(&r);
}

static void writes_uses_down(void **state)
{
    struct ring_fixture r;
    struct who who;
    struct grant_list list;
    struct fixture *f = *state;
    char secret[SECRET_TEXT_MAX], other[SECRET_TEXT_MAX];
    open_keyring(&r, f, false, false);
    int64_t now_us = time_now_us();
    (void)make(&r, "first", other);
    (void)make(&r, "phone", secret);
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, secret, &who), OK);
    /* A change meanwhile does not lose it, nor give it to another. */
    assert_int_equal(grants_remove(r.grants, 1, NULL), OK);
    (void)make(&r, "third", other);
    assert_int_equal(ask(&r, CREDENTIALS_BEARER, "art_x", &who), ERR_UNAUTHORIZED);
    keyring_free(r.app.keyring);
    assert_int_equal(grants_list(r.grants, &f->arena, &list, &f->err), OK);
    assert_int_equal(list.n_grants, 2);
    assert_true(list.grants[0].used_us >= now_us);
    assert_int_equal(list.grants[1].used_us, 0);
    grants_close(r.grants);
}

struct reader {
    struct ring_fixture *r;
    const char *secret;
    _Atomic bool *is_over;
    int wrong;
};

static void *read_on(void *argument)
{
    struct reader *reader = argument;
    while (!atomic_load(reader->is_over)) {
        struct arena arena = {0};
        struct who who;
        struct credentials credentials = {.kind = CREDENTIALS_BEARER,
                                          .secret = str_from(reader->secret)};
        reader->wrong += keyring_identify(&reader->r->app, &credentials, &arena, &who, NULL) != OK;
        arena_done(&arena);
    }
    return NULL;
}

static void serves_many_while_it_changes(void **state)
{
    struct ring_fixture r;
    char secret[SECRET_TEXT_MAX], other[SECRET_TEXT_MAX];
    pthread_t threads[READERS];
    struct reader readers[READERS];
    _Atomic bool is_over = false;
    struct who who;
    open_keyring(&r, *state, false, false);
    (void)make(&r, "steady", secret);
    for (int i = 0; i < READERS; i++) {
        readers[i] = (struct reader){.r = &r, .secret = secret, .is_over = &is_over};
        assert_int_equal(pthread_create(&threads[i], NULL, read_on, &readers[i]), 0);
    }
    for (int turn = 0; turn < TURNS; turn++) {
        struct grant grant = make(&r, "comes and goes", other);
        assert_int_equal(ask(&r, CREDENTIALS_BEARER, other, &who), OK);
        assert_int_equal(grants_remove(r.grants, grant.id, NULL), OK);
        assert_int_equal(ask(&r, CREDENTIALS_BEARER, other, &who), ERR_UNAUTHORIZED);
    }
    atomic_store(&is_over, true);
    for (int i = 0; i < READERS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(readers[i].wrong, 0);
    }
    close_keyring(&r);
}

static void lets_nobody_in_when_it_cannot_read(void **state)
{
    struct ring_fixture r;
    struct who who;
    struct fixture *f = *state;
    open_keyring(&r, f, false, true);
    assert_int_equal(ask(&r, CREDENTIALS_NONE, NULL, &who), OK);
    struct grant grant = {.name = STR("phone"), .scopes = SCOPE_READ};
    assert_int_equal(grants_add(r.grants, &grant, &f->err), OK);
    fixture_close(f);
    fixture_sql(f, "PRAGMA ignore_check_constraints = 1; UPDATE tokens SET hash = x'00'");
    assert_int_equal(ask(&r, CREDENTIALS_NONE, NULL, &who), ERR_CORRUPT);
    assert_false(who.is_open);
    close_keyring(&r);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, fixture_set_up, fixture_tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(knows_tokens_at_once),
        TEST(is_open_on_this_machine_without_tokens),
        TEST(writes_uses_down),
        TEST(serves_many_while_it_changes),
        TEST(lets_nobody_in_when_it_cannot_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
