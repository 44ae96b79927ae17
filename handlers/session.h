/* Sessions: what a browser has after it logged in. */
#ifndef HANDLERS_SESSION_H
#define HANDLERS_SESSION_H

#include "app.h"
#include "http/request.h"
#include "http/response.h"

/* A browser logs in again after so long; revoking its token ends a session at once. */
enum { SESSION_DAYS = 90 };

/*
 * Sets the cookie, or with an empty `secret` takes it away.  It goes along when somebody follows a
 * link from elsewhere (Lax: Strict would show them the login), but with no other site's POST.
 */
void session_set_cookie(const struct request *req, struct response *res, struct str secret);

/* The page to log in; `next` may be unknown, `detail` says why the last try failed. */
enum status session_add_page(struct app *app, const struct request *req, struct str next,
                             struct str detail, struct response *res);

#endif
