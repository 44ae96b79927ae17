/* The page of an article: as the reader's place, and as a document alone. */
#ifndef HANDLERS_ARTICLE_PAGE_H
#define HANDLERS_ARTICLE_PAGE_H

#include "app.h"
#include "doc/article.h"
#include "http/request.h"
#include "http/response.h"

/*
 * The address with ".html" gives a document to keep or to hand on: the same for everybody, without
 * forms and script.  Without it, it is the reader's place: with their look, keys and progress.
 */
bool article_page_is_plain(const struct request *req);
/* Appends the one or the other to res->body; the article with its HTML. */
enum status article_page_add(const struct app *app, const struct request *req,
                             const struct article *article, struct response *res) MUST_USE;

#endif
