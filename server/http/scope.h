/* Scopes: what somebody may do. */
#ifndef HTTP_SCOPE_H
#define HTTP_SCOPE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>

enum scope {
    SCOPE_UNSAID = 0, /* of a row: `read` for GET, `write` for the other methods */
    SCOPE_READ = 1u << 0,
    SCOPE_SUBMIT = 1u << 1,
    SCOPE_WRITE = 1u << 2,
    SCOPE_ADMIN = 1u << 3, /* and everything else */
    SCOPE_OPEN = 1u << 4,  /* of a row: nothing is needed */
};
enum { SCOPE_ALL = SCOPE_READ | SCOPE_SUBMIT | SCOPE_WRITE | SCOPE_ADMIN };

/* "read"; NULL for none or several. */
const char *scope_name(enum scope scope);
/* The bits of names parted by commas or spaces; ERR_INVALID for a name that is none, or for none
 * at all. */
enum status scope_parse(struct str names, unsigned *ret_scopes, struct error *err) MUST_USE;
/* "read,submit"; `ptr` is NULL when memory is out. */
struct str scope_list(struct arena *arena, unsigned held, char separator) MUST_USE;
/* Whether who has `held` may do what needs `needed`. */
bool scope_allows(unsigned held, enum scope needed);

#endif
