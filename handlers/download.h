/* An article that has to be fetched first: what the sender says of it, who waits for it, and the
 * page once it is there. */
#ifndef HANDLERS_DOWNLOAD_H
#define HANDLERS_DOWNLOAD_H

#include "app.h"
#include "fetch/fetch.h"
#include "handlers/submission.h"
#include "http/workers.h"
#include "store/store.h"

#include <stdatomic.h>

/* Everything in it lives in fetch.arena, which goes with it. */
struct download {
    struct app *app;
    struct fetch fetch;
    struct submission asked; /* without a document */
    struct submission page;  /* after download_read */
    struct request *req;     /* who waits; NULL: nobody does, or not any more */
    struct response *res;
    enum status (*next)(struct app *, struct request *, struct response *);

    /* Of pending.c: an article that is stored before its page is there. */
    bool is_stored;      /* the page belongs to a row, and to no request */
    bool is_abandoned;   /* there is no row to write it to */
    _Atomic int missing; /* of row and page, until it can be written */
    struct workers *workers;
    struct job job;
    struct article article;
    struct store_write write;
    struct error failure;                           /* why there is no page */
    void (*ended)(void *chain, bool was_cancelled); /* before it goes; may be NULL */
    void *chain;                                    /* of `ended` */
};

/* For struct fetcher_options: HTML, text, Markdown, JSON and mail, and what says nothing. */
bool download_takes(struct str content_type);

/* Copies what is asked for, which must be an address.  The caller frees it. */
enum status download_new(struct app *app, const struct submission *asked,
                         struct download **ret_download, struct error *err) MUST_USE;
/* Takes NULL. */
void download_free(struct download *download);

/* What the client waits for: `next` is run on a worker thread, with the download as req->state. */
struct download_wait {
    struct request *req;
    struct response *res;
    enum status (*next)(struct app *, struct request *, struct response *);
    int64_t us; /* after this long pending_late() answers; 0: never */
};
/*
 * Fetches for a request: PENDING.  When there is no page the request ends with the reason and the
 * download is freed, also on an error here.
 */
enum status download_await(struct download *download, const struct download_wait *wait) MUST_USE;

/* Hands it to the fetcher, as fetcher_submit; for pending.c, and with is_stored. */
enum status download_submit(struct download *download, struct error *err) MUST_USE;

/*
 * Cleans what came, as if it had been posted with its Content-Type; what the sender said counts
 * for more, and the address is the last one after redirects.  Everything lives in the download.
 */
enum status download_read(struct download *download, struct cleaner *cleaner,
                          struct article *ret_article, struct error *err) MUST_USE;

/* The canonical forms of the address that was asked for and of the one that it led to; unknown when
 * memory is out. */
void download_addresses(struct download *download, struct str ret_addresses[2]);

#endif
