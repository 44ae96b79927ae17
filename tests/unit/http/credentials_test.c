/* Tests of http/credentials.c and http/scope.c: what a request carries, and what it is good for. */
#include "../test.h"

#include "http/credentials.h"
#include "http/scope.h"

static const struct {
    const char *authorization, *cookie;
    enum credentials_kind kind;
    const char *secret;
} cases[] = {
    {NULL, NULL, CREDENTIALS_NONE, NULL},
    {"Bearer art_x", NULL, CREDENTIALS_BEARER, "art_x"},
    {"bearer   art_x ", NULL, CREDENTIALS_BEARER, "art_x"},
    {"Basic bWU6YXJ0X3g=", NULL, CREDENTIALS_BASIC, "art_x"}, /* me:art_x */
    {"Basic OmE6Yg==", NULL, CREDENTIALS_BASIC, "a:b"},       /* :a:b */
    {"Basic bWU=", NULL, CREDENTIALS_BAD, ""},                /* me */
    {"Basic", NULL, CREDENTIALS_BAD, ""},
    {"Bearer", NULL, CREDENTIALS_BAD, ""},
    {"Bearerart_x", NULL, CREDENTIALS_BAD, ""},
    {"", NULL, CREDENTIALS_BAD, ""},
    {"Digest x", "articled=s", CREDENTIALS_BAD, ""},
    {"Bearer art_x", "articled=s", CREDENTIALS_BEARER, "art_x"},
    {NULL, "articled=s", CREDENTIALS_SESSION, "s"},
    {NULL, "a=b;  articled=s ; c", CREDENTIALS_SESSION, "s"},
    {NULL, "articled=s; __Host-articled=t", CREDENTIALS_SESSION, "t"},
    {NULL, "__Host-articled=t; articled=s", CREDENTIALS_SESSION, "t"},
    {NULL, "notarticled=s; articled2=s", CREDENTIALS_NONE, NULL},
    {NULL, "articled=", CREDENTIALS_NONE, ""},
    {NULL, "articled", CREDENTIALS_NONE, NULL},
    {NULL, ";;=;", CREDENTIALS_NONE, NULL},
};

static void are_read(void **state)
{
    struct arena arena = {0};
    (void)state;
    for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
        struct credentials found =
            credentials_read(&arena, str_from(cases[i].authorization), str_from(cases[i].cookie));
        assert_int_equal(found.kind, cases[i].kind);
        ASSERT_STR(found.secret, cases[i].secret);
    }
    arena_done(&arena);
}

static void scopes_have_names(void **state)
{
    struct arena arena = {0};
    struct error err = {0};
    unsigned scopes = 0;
    (void)state;
    assert_int_equal(scope_parse(STR("read, Submit admin"), &scopes, &err), OK);
    assert_int_equal(scopes, SCOPE_READ | SCOPE_SUBMIT | SCOPE_ADMIN);
    ASSERT_STR(scope_list(&arena, scopes, ','), "read,submit,admin");
    ASSERT_STR(scope_list(&arena, 0, ','), "");
    assert_int_equal(scope_parse(STR("read,root"), &scopes, &err), ERR_INVALID);
    assert_true(str_find(str_from(err.message), STR("\"root\"")) >= 0);
    assert_int_equal(scope_parse(STR(" ,"), &scopes, &err), ERR_INVALID);
    assert_string_equal(scope_name(SCOPE_WRITE), "write");
    assert_null(scope_name(SCOPE_UNSAID));
    arena_done(&arena);
}

static void scopes_allow(void **state)
{
    (void)state;
    assert_true(scope_allows(SCOPE_READ, SCOPE_READ));
    assert_false(scope_allows(SCOPE_READ | SCOPE_SUBMIT, SCOPE_WRITE));
    assert_false(scope_allows(SCOPE_WRITE, SCOPE_READ));
    assert_true(scope_allows(SCOPE_ADMIN, SCOPE_WRITE));
    assert_false(scope_allows(SCOPE_ALL & ~(unsigned)SCOPE_ADMIN, SCOPE_ADMIN));
    assert_true(scope_allows(0, SCOPE_OPEN));
    assert_false(scope_allows(0, SCOPE_READ));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(are_read),
        cmocka_unit_test(scopes_have_names),
        cmocka_unit_test(scopes_allow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
