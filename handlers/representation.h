/* The representations of an article that are the same wherever it comes from. */
#ifndef HANDLERS_REPRESENTATION_H
#define HANDLERS_REPRESENTATION_H

#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"

/* The article's ETag in one variant, which begins with its format's suffix ("md", "html-..."):
 * strong, with its quotes; unknown when memory is out. */
struct str representation_etag(struct arena *arena, int64_t id, int64_t revision,
                               struct str variant);
/*
 * If-Match: ERR_PRECONDITION unless it names the article as it is now, in whatever format the
 * client read it, or is not there.
 */
enum status representation_may_change(const struct request *req, const struct article *current,
                                      struct error *err) MUST_USE;

/*
 * Appends the article as Markdown (needs content_tree), text or JSON (needs content_html and
 * content_text), as req->format says; HTML is the caller's.  ERR_CORRUPT when the stored tree
 * cannot be read.
 */
enum status representation_add(struct request *req, const struct article *article,
                               struct response *res) MUST_USE;

#endif
