/* The representations of an article that are the same wherever it comes from. */
#ifndef HANDLERS_REPRESENTATION_H
#define HANDLERS_REPRESENTATION_H

#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"

/*
 * Appends the article as Markdown (needs content_tree), text or JSON (needs content_html and
 * content_text), as req->format says; HTML is the caller's.  ERR_CORRUPT when the stored tree
 * cannot be read.
 */
enum status representation_add(struct request *req, const struct article *article,
                               struct response *res) MUST_USE;

#endif
