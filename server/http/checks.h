/* The checks that a request passes before its body is read. */
#ifndef HTTP_CHECKS_H
#define HTTP_CHECKS_H

#include "http/exchange.h"

/*
 * Fills ex->req from the request line and the headers, or says in ex->res why not: framing, Host,
 * path, who asks, route, method, scope, cross-site, query, representation, Expect, body type,
 * coding and size.  OK also for OPTIONS and for a browser that has to log in, which are answered
 * here: ex->phase is then PHASE_ANSWER.
 */
enum status checks_run(struct exchange *ex, const char *method, const char *version) MUST_USE;

#endif
