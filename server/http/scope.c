/* Scopes: what somebody may do. */
#include "http/scope.h"

static const struct {
    enum scope scope;
    const char *name;
} scopes[] = {
    {SCOPE_READ, "read"},
    {SCOPE_SUBMIT, "submit"},
    {SCOPE_WRITE, "write"},
    {SCOPE_ADMIN, "admin"},
};

const char *scope_name(enum scope scope)
{
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        if (scopes[i].scope == scope) {
            return scopes[i].name;
        }
    }
    return NULL;
}

static unsigned scope_of(struct str name)
{
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        if (str_equal_nocase(name, str_from(scopes[i].name))) {
            return scopes[i].scope;
        }
    }
    return 0;
}

enum status scope_parse(struct str names, unsigned *ret_scopes, struct error *err)
{
    unsigned found = 0;
    struct str rest = names, part, name;
    while (str_split(&rest, ',', &part)) {
        while (str_split(&part, ' ', &name)) {
            unsigned scope = scope_of(name);
            if (name.len && !scope) {
                return error_set(err, ERR_INVALID,
                                 "there is no scope \"%.*s\", only read, submit, write and admin",
                                 (int)MIN(name.len, (size_t)20), name.ptr);
            }
            found |= scope;
        }
    }
    if (!found) {
        return error_set(err, ERR_INVALID,
                         "name one or more of the scopes read, submit, write and admin");
    }
    *ret_scopes = found;
    return OK;
}

struct str scope_list(struct arena *arena, unsigned held, char separator)
{
    struct str list = STR("");
    for (size_t i = 0; i < ARRAY_LEN(scopes); i++) {
        if (held & scopes[i].scope) {
            list = list.len
                       ? arena_printf(arena, "%.*s%c%s", STR_ARG(list), separator, scopes[i].name)
                       : str_from(scopes[i].name);
        }
    }
    return list;
}

bool scope_allows(unsigned held, enum scope needed)
{
    return needed == SCOPE_OPEN || (held & (needed | SCOPE_ADMIN)) != 0;
}
