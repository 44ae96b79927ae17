/* What the parts of pending.h share. */
#ifndef HANDLERS_PENDING_INTERNAL_H
#define HANDLERS_PENDING_INTERNAL_H

#include "handlers/download.h"

/* 202 with the article as it is; a browser goes on to its page, which says the same. */
enum status pending_answer_accepted(struct request *req, struct response *res,
                                    const struct article *article, bool is_new) MUST_USE;
/* 200 with the article as it is now. */
enum status pending_answer_article(struct app *app, struct request *req, struct response *res,
                                   int64_t id) MUST_USE;
/* ERR_CONFLICT when the page is there: another one never takes its place. */
enum status pending_refuse(const struct article *current, struct error *err) MUST_USE;
/* Fetches in the background for a row that is there.  What is refused at once has come, too. */
void pending_fetch(struct download *download);
/* Frees it, after its `ended`. */
void pending_end(struct download *download);

#endif
