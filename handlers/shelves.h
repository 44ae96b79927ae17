/* The list's shelves: all, unread, half read, starred and archived articles, with how many there
 * are. */
#ifndef HANDLERS_SHELVES_H
#define HANDLERS_SHELVES_H

#include "app.h"
#include "base/buf.h"
#include "base/error.h"
#include "http/request.h"

/* The counts as of one state of the store: they are counted once for each change of it. */
struct shelves;

enum status shelves_new(struct shelves **ret_shelves, struct error *err) MUST_USE;
void shelves_free(struct shelves *shelves);

/* Appends a filled shelf.html for each, the request's own marked; errors as store_count's. */
enum status shelves_add(struct app *app, const struct request *req, struct buf *buf,
                        struct error *err) MUST_USE;
/* "Articles", "Unread articles", ...: the heading of the request's list. */
struct str shelves_heading(const struct request *req);
/* What an empty one of them is for, as a sentence; unknown for that of all articles. */
struct str shelves_hint(const struct request *req);

#endif
