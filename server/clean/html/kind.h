/* What kind of page it says itself that it is, as far as facts depend on it. */
#ifndef CLEAN_HTML_KIND_H
#define CLEAN_HTML_KIND_H

#include "clean/html/page.h"

#include <stdbool.h>

/* An article, by its structured data. */
bool kind_is_article(const struct page *page);
/* A thread of a forum, or questions and answers. */
bool kind_is_thread(const struct page *page);
/* A shop's page, a list or a collection: what looks like a byline or a date there is a review's or
 * a teaser's. */
bool kind_is_other(const struct page *page);

#endif
