/* What a client would rather have: the Prefer header (RFC 7240). */
#ifndef HTTP_PREFER_H
#define HTTP_PREFER_H

#include "http/request.h"
#include "http/response.h"

#include <stdbool.h>
#include <stdint.h>

enum { PREFER_WAIT_MAX = 600 }; /* seconds; longer is as good as this */

struct prefer {
    bool is_async; /* respond-async: 202 at once, or when `wait` is over */
    bool has_wait;
    int64_t wait_s;  /* how long the client would wait */
    bool is_minimal; /* return=minimal: no body where a header says all */
};

/* Words that are unknown or malformed are no preferences (RFC 7240, 2): nothing fails. */
struct prefer prefer_parse(struct str value);
struct prefer prefer_read(const struct request *req);
/* Whether the answer shall not wait for what takes long: respond-async or wait=0, and no other
 * wait. */
bool prefer_is_async(const struct request *req);
/* Preference-Applied, with those of `applied`. */
void prefer_applied(struct request *req, struct response *res, const struct prefer *applied);

#endif
