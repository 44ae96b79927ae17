/* GET /articles/{id}: one article as page, JSON, Markdown or text. */
#include "handlers/handlers.h"

#include "handlers/article_page.h"
#include "handlers/pages.h"
#include "handlers/representation.h"
#include "store/store.h"

static struct str etag_of(const struct app *app, const struct request *req, int64_t revision)
{
    return representation_etag(req->arena, req->path_id, revision,
                               page_variant(app, req, article_page_is_plain(req)));
}

static unsigned parts_for(enum http_format format)
{
    switch (format) {
    case FORMAT_HTML:
        return STORE_HTML;
    case FORMAT_MARKDOWN:
        return STORE_TREE;
    case FORMAT_TEXT:
        return STORE_TEXT;
    default:
        return STORE_HTML | STORE_TEXT;
    }
}

enum status handle_article_get(struct app *app, struct request *req, struct response *res)
{
    struct article article;
    int64_t revision, updated_us;
    enum status status =
        store_get_revision(app->store, req->path_id, &revision, &updated_us, &res->error);
    if (status) {
        return status;
    }
    struct str etag = etag_of(app, req, revision);
    /* Also with a 304, whose headers replace those of the browser's copy (RFC 9111, 4.3.4). */
    res->csp = article_page_is_plain(req)   ? article_csp
               : req->format == FORMAT_HTML ? reading_csp
                                            : NULL;
    if (request_is_current(req, etag, updated_us)) {
        response_validators(req, res, etag, updated_us);
        return response_not_modified(res);
    }
    if (response_reuse(req, res, etag)) {
        response_validators(req, res, etag, updated_us);
        return OK;
    }
    status = store_get(app->store, req->path_id, parts_for(req->format), req->arena, &article,
                       &res->error);
    if (!status) {
        /* The row may have changed between the two reads: what is sent decides the validator. */
        etag = etag_of(app, req, article.revision);
        if (req->format == FORMAT_HTML && article.fetch == ARTICLE_PENDING) {
            response_header(res, "Refresh", STR("2")); /* not in a standard, but in every browser */
        } else {
            response_keep(res, etag);
        }
        response_validators(req, res, etag, article.updated_us);
        status = req->format == FORMAT_HTML ? article_page_add(app, req, &article, res)
                                            : representation_add(req, &article, res);
    }
    return status;
}
