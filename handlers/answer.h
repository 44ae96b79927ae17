/* How a request that sent an article, or asked for one again, is answered. */
#ifndef HANDLERS_ANSWER_H
#define HANDLERS_ANSWER_H

#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"

#include <stdbool.h>

struct app;

/*
 * `code` 201, 200 or, while the page is still to be fetched, 202: with the article's address, and
 * the article unless the client prefers less (Prefer: return=minimal).  A browser goes on to the
 * article's page.
 */
enum status answer_article(struct request *req, struct response *res, const struct article *article,
                           int code, bool is_new) MUST_USE;
/* 200 with the article as it is now. */
enum status answer_stored(struct app *app, struct request *req, struct response *res,
                          int64_t id) MUST_USE;

#endif
