/* Who asks, whether they may, and how often: in which order, checks.c says. */
#ifndef HTTP_ACCESS_H
#define HTTP_ACCESS_H

#include "http/exchange.h"

/*
 * Finds out who asks and counts the request against their rate.  ERR_INVALID for a token in the
 * address, ERR_LIMITED when there were too many; that nobody is known is no failure yet.
 */
enum status access_identify(struct exchange *ex) MUST_USE;
/*
 * Whether they may do what the route needs: ERR_UNAUTHORIZED, ERR_FORBIDDEN; and for attempts to
 * log in, ERR_LIMITED.  OK also where a browser is sent to log in: ex->phase is PHASE_ANSWER then.
 */
enum status access_allow(struct exchange *ex) MUST_USE;
/* Whether the request proves by itself that the page that made it may have the answer: by a token
 * that no browser sends unasked. */
bool access_has_bearer(const struct exchange *ex);
/* The answer to a page of another site that asks whether it may send a token (the Fetch standard's
 * preflight); `allowed` methods the address has. */
void access_answer_preflight(struct exchange *ex, struct str allowed);
/* Before the answer goes out: takes back what is not to count, and says what is left. */
void access_settle(struct exchange *ex);

#endif
