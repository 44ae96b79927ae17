/* Grants at rest: tokens, what they may do, and the sessions that browsers have by them. */
#ifndef STORE_GRANTS_H
#define STORE_GRANTS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/hash.h"

#include <stddef.h>
#include <stdint.h>

enum {
    GRANTS_MAX = 1000,         /* all are held in memory and looked at when one changes */
    GRANT_NAME_MAX = 100,      /* bytes */
    SESSIONS_OF_GRANT_MAX = 50 /* browsers that are logged in; the oldest gives way */
};

/* Of the secret only the SHA-256 is known: it is random and long, so that needs no slower hash. */
struct grant {
    int64_t id;
    struct str name;
    unsigned scopes; /* bits of enum scope */
    struct sha256 hash;
    int64_t created_us;
    int64_t used_us;    /* the last time, within a minute; 0: never */
    int64_t expires_us; /* 0: never */
};

/* What a browser that logged in with a token has instead of it. */
struct session {
    struct sha256 hash;
    int64_t token_id;
    int64_t created_us, expires_us;
};

struct grant_list {
    struct grant *grants; /* by id */
    size_t n_grants;
    struct session *sessions;
    size_t n_sessions;
};

/*
 * The tokens of a data folder.  They may be changed while a server has the folder open and locked:
 * SQLite lets one write after the other, and the server sees by grants_generation() that there is
 * something new.  All functions may be called by any thread.
 */
struct grants;

/* Makes the folder and its file, or migrates it, where that is still to be done (see store_open for
 * what can fail then). */
enum status grants_open(const char *dir, struct grants **ret_grants, struct error *err) MUST_USE;
void grants_close(struct grants *grants);

/* A number that is another one after each change, by whichever process; costs nothing to ask. */
uint64_t grants_generation(const struct grants *grants);

/* All of them, in the arena. */
enum status grants_list(struct grants *grants, struct arena *arena, struct grant_list *ret_list,
                        struct error *err) MUST_USE;
/*
 * Sets the token's id and created_us.  ERR_INVALID for a name that is empty, too long, a number or
 * no plain text, ERR_CONFLICT for one that is taken and when there are GRANTS_MAX.
 */
enum status grants_add(struct grants *grants, struct grant *grant, struct error *err) MUST_USE;
/* Its sessions end as well.  ERR_NOT_FOUND when there is none. */
enum status grants_remove(struct grants *grants, int64_t id, struct error *err) MUST_USE;

/* Sets the session's created_us.  ERR_NOT_FOUND when its token is gone. */
enum status grants_add_session(struct grants *grants, struct session *session,
                               struct error *err) MUST_USE;
/* None of that hash is no error. */
enum status grants_remove_session(struct grants *grants, const struct sha256 *hash,
                                  struct error *err) MUST_USE;

struct grant_use {
    int64_t id, used_us;
};
/* Writes down when tokens were used; no change in the sense of grants_generation(). */
enum status grants_note_use(struct grants *grants, const struct grant_use *uses, size_t n,
                            struct error *err) MUST_USE;

#endif
