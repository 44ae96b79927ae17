/* Making a token of what a person says: for the command line and for the API. */
#ifndef HANDLERS_GRANTING_H
#define HANDLERS_GRANTING_H

#include "base/arena.h"
#include "base/error.h"
#include "render/json.h"
#include "store/grants.h"

enum {
    SECRET_BYTES = 32, /* 256 bits that nobody can guess */
    SECRET_TEXT_MAX = 64,
};

struct granting {
    struct str name;
    struct str scopes;  /* "read,submit"; unknown: read, submit and write */
    struct str expires; /* "90d", "12h", "8w", "2027-01-31", RFC 3339; unknown: never */
};

/*
 * Keeps a new token and gives its secret, which is nowhere else: "art_" and 43 characters.
 * ERR_INVALID when something in `granting` does not do; `*ret_field` then is its name.
 */
enum status granting_do(struct grants *grants, const struct granting *granting,
                        char secret[SECRET_TEXT_MAX], struct grant *ret_grant,
                        const char **ret_field, struct error *err) MUST_USE;
/* `prefix` and random characters; false when the kernel has none. */
bool granting_secret(const char *prefix, char text[SECRET_TEXT_MAX]) MUST_USE;

/* ["read", ...] */
void granting_add_scopes(struct json *json, unsigned scopes);
/* The token as JSON; `secret` may be unknown and is left out then. */
void granting_add_json(struct json *json, const struct grant *grant, struct str secret);

#endif
