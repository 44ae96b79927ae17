/* Articles that are kept before their page is there: it is fetched in the background and written
 * when it comes. */
#ifndef HANDLERS_PENDING_H
#define HANDLERS_PENDING_H

#include "handlers/download.h"

/* Stores the address as an article at once; answers 202 and fetches then.  PENDING. */
enum status pending_begin(struct app *app, struct request *req, struct response *res,
                          const struct submission *asked) MUST_USE;

/*
 * Fetches once more what did not come, article `id`, whose fetch is not ARTICLE_FETCHED.  PENDING:
 * it answers with the article, or with why it did not come this time either; with `is_async` 202 at
 * once.  What has come meanwhile stays.
 */
enum status pending_retry(struct app *app, struct request *req, struct response *res, int64_t id,
                          bool is_async) MUST_USE;

/* For struct fetch: who waits has waited long enough; stores the address, answers 202. */
void pending_late(struct fetch *fetch);
/* For download.c: the page of an article that is stored, or why there is none, has come. */
void pending_arrive(struct download *download);

/*
 * Fetches what a stop of the server left: which articles, to be asked before it listens, and the
 * fetching, a few at a time, in the background.
 */
struct pending_list {
    struct app *app;
    struct workers *workers;
    int64_t *ids;
    size_t n;
    _Atomic size_t next;
};
enum status pending_find(struct app *app, struct pending_list *ret_list,
                         struct error *err) MUST_USE;
/* The list stays until the fetcher, the server and the store are stopped. */
void pending_resume(struct pending_list *list, struct workers *workers);
void pending_done(struct pending_list *list);

#endif
