/* An article that has to be fetched first: what the sender says of it, who waits for it, and the
 * page once it is there. */
#ifndef HANDLERS_DOWNLOAD_H
#define HANDLERS_DOWNLOAD_H

#include "app.h"
#include "fetch/fetch.h"
#include "handlers/submission.h"

/* Everything in it lives in fetch.arena, which goes with it. */
struct download {
    struct app *app;
    struct fetch fetch;
    struct submission asked; /* without a document */
    struct submission page;  /* after download_read */
    struct request *req;     /* who waits */
    struct response *res;
    enum status (*next)(struct app *, struct request *, struct response *);
};

/* For struct fetcher_options: HTML, text, Markdown, JSON and mail, and what says nothing. */
bool download_takes(struct str content_type);

/* Copies what is asked for, which must be an address.  The caller frees it. */
enum status download_new(struct app *app, const struct submission *asked,
                         struct download **ret_download, struct error *err) MUST_USE;
/* Takes NULL. */
void download_free(struct download *download);

/*
 * Fetches for a request: PENDING, and `next` is run on a worker thread with the download as
 * req->state when the page is there; otherwise the request ends with the reason and the download is
 * freed, also on an error here.
 */
enum status download_await(struct download *download, struct request *req, struct response *res,
                           enum status (*next)(struct app *, struct request *,
                                               struct response *)) MUST_USE;

/*
 * Cleans what came, as if it had been posted with its Content-Type; what the sender said counts
 * for more, and the address is the last one after redirects.  Everything lives in the download.
 */
enum status download_read(struct download *download, struct cleaner *cleaner,
                          struct article *ret_article, struct error *err) MUST_USE;

#endif
