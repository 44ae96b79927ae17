/* What GET /articles and GET /search have in common. */
#ifndef HANDLERS_LISTING_H
#define HANDLERS_LISTING_H

#include "app.h"
#include "handlers/filter.h"

struct listing {
    struct filter filter;
    struct store_list list;
    struct filter_pages pages;
    int64_t total;   /* where it is asked for */
    bool is_current; /* the client's copy is: res is a 304 */
};

/*
 * Sets the validators, and unless the client has it already, reads the page and its links.  Errors
 * as in filter_read, store_list and projection_check.
 */
enum status listing_read(struct app *app, struct request *req, struct response *res,
                         struct listing *listing) MUST_USE;
/* {"items": [...], "next": ..., "total": ...} as the response's body. */
enum status listing_json(const struct listing *listing, struct request *req,
                         struct response *res) MUST_USE;
/* Fills res->body with an item of a page for each: what a list and a search show alike. */
void listing_add_items(const struct app *app, struct request *req, const struct listing *listing,
                       struct buf *buf);

#endif
