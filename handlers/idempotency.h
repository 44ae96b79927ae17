/* Idempotency-Key (draft-ietf-httpapi-idempotency-key-header-07): a request that is sent again
 * under its key is not done again, but answered as it was. */
#ifndef HANDLERS_IDEMPOTENCY_H
#define HANDLERS_IDEMPOTENCY_H

#include "app.h"
#include "base/error.h"
#include "http/request.h"
#include "http/response.h"

#include <stdbool.h>

/* The keys of requests that are being answered. */
struct idempotency;

enum status idempotency_new(struct idempotency **ret_idempotency, struct error *err) MUST_USE;
void idempotency_free(struct idempotency *idempotency);

/*
 * For struct server_options.  A key is of the token that sends it.  `recall`: ERR_CONFLICT while
 * the first one is answered, ERR_UNPROCESSABLE when that was another request, ERR_INVALID for what
 * is no key.  Only what went well is kept, for a day: what failed may be tried again.
 */
enum status idempotency_recall(struct app *app, struct request *req, struct response *res,
                               bool *ret_is_answered) MUST_USE;
enum status idempotency_remember(struct app *app, struct request *req,
                                 struct response *res) MUST_USE;
void idempotency_forget(struct app *app, struct request *req);

#endif
