/* The facts that a sender gives with a document, checked one by one. */
#ifndef HANDLERS_GIVEN_H
#define HANDLERS_GIVEN_H

#include "handlers/submission.h"

/*
 * Takes one named fact: title, site, url, published, lang, state, author, authors, tag, tags. Lists
 * as text are parted by ';' (else ','); called again for each item of a JSON array.  A name that is
 * none of these is left alone.  ERR_UNPROCESSABLE with res->error and res->error_pointer when the
 * value cannot be taken.
 */
enum status given_take(struct request *req, struct response *res, struct submission *submission,
                       struct str name, struct str value) MUST_USE;
/* Refuses a field: ERR_UNPROCESSABLE, `"name" what`, with its JSON pointer. */
enum status given_refuse(struct request *req, struct response *res, struct str name,
                         const char *what);
/* The same for one item of a list, which is not parted. */
enum status given_take_item(struct request *req, struct response *res,
                            struct submission *submission, struct str name,
                            struct str value) MUST_USE;

#endif
