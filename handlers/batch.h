/* Many submissions in one body: a JSON object a line. */
#ifndef HANDLERS_BATCH_H
#define HANDLERS_BATCH_H

#include "app.h"
#include "http/request.h"
#include "http/response.h"

#include <stdbool.h>

/* Whether the body is declared to be JSON lines. */
bool batch_is(const struct request *req);
/*
 * Keeps each line's article for itself and answers with a line for each, in their order: PENDING,
 * or ERR_TOO_LARGE for more lines than are taken, of which none is kept then.
 */
enum status batch_begin(struct app *app, struct request *req, struct response *res) MUST_USE;

#endif
