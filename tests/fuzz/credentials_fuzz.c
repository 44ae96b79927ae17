/* Fuzzes http/credentials.c and scope.c: the first line is Authorization, the second Cookie; the
 * first is a list of scopes, too. */
#include "http/credentials.h"
#include "http/scope.h"

#include <stdlib.h>

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_scopes(struct arena *arena, struct str names)
{
    unsigned scopes = 0, again = 0;
    struct error err = {0};
    if (scope_parse(names, &scopes, &err)) {
        must(err.status == ERR_INVALID && scopes == 0);
        return;
    }
    must(scopes && !(scopes & ~(unsigned)SCOPE_ALL));
    must(!scope_parse(scope_list(arena, scopes, ','), &again, NULL) && again == scopes);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct str rest = str_of((const char *)bytes, len), authorization, cookie = str_null();
    arena_init(&arena, 1024 * 1024);
    (void)str_split(&rest, '\n', &authorization);
    (void)str_split(&rest, '\n', &cookie);
    struct credentials both = credentials_read(&arena, authorization, cookie);
    must(!authorization.ptr || (both.kind != CREDENTIALS_SESSION && both.kind != CREDENTIALS_NONE));
    must(both.kind == CREDENTIALS_BAD || both.kind == CREDENTIALS_NONE || both.secret.ptr);
    struct credentials session = credentials_read(&arena, str_null(), cookie);
    must(session.kind == CREDENTIALS_NONE ||
         (session.kind == CREDENTIALS_SESSION && session.secret.len &&
          str_find_byte(session.secret, ';') < 0));
    check_scopes(&arena, authorization);
    arena_done(&arena);
    return 0;
}
