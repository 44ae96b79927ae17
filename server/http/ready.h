/* Bodies that were sent before, kept to be sent again: a memory of a bounded size. */
#ifndef HTTP_READY_H
#define HTTP_READY_H

#include "base/error.h"
#include "base/str.h"
#include "http/route.h"

#include <stdbool.h>
#include <stddef.h>

struct ready;

/* Never changes, and lives until the last holder lets go of it; of any thread. */
struct ready_body {
    _Atomic int holders;
    bool is_packed; /* by gzip */
    size_t len;
    char *bytes;
};

/*
 * What a body is known by: its route, its strong entity tag as the handler made it (RFC 9110,
 * 8.8.1: another body has another tag), and whether it is for a client that takes gzip.
 */
struct ready_key {
    const struct route *route;
    struct str tag;
    bool takes_gzip;
};

/* Keeps at most `budget` bytes of bodies, each of them small beside that. */
enum status ready_new(size_t budget, struct ready **ret_ready, struct error *err) MUST_USE;
/* What is still held elsewhere stays there. */
void ready_free(struct ready *ready);

/* The body, held for the caller; NULL when it is not (or no longer) there. */
struct ready_body *ready_find(struct ready *ready, const struct ready_key *key) MUST_USE;
/*
 * Keeps a body in the place of others, and gives it held for the caller.  The bytes are from
 * malloc; they pass over with success.  NULL, and nothing happened: it is too large, or memory is
 * out.
 */
struct ready_body *ready_keep(struct ready *ready, const struct ready_key *key, char *bytes,
                              size_t len, bool is_packed) MUST_USE;
/* Lets go of one hold; takes NULL. */
void ready_release(struct ready_body *body);

#endif
