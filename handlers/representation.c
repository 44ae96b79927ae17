/* The representations of an article that are the same wherever it comes from. */
#include "handlers/representation.h"

#include "doc/pack.h"
#include "render/render.h"

static enum status add_markdown(struct request *req, const struct article *article,
                                struct response *res)
{
    struct node *root;
    enum status status = doc_unpack(req->arena, article->content_tree, &root, &res->error);
    if (!status) {
        render_article_markdown(article, root, &res->body);
    }
    return status;
}

enum status representation_add(struct request *req, const struct article *article,
                               struct response *res)
{
    enum status status = OK;
    if (req->format == FORMAT_MARKDOWN) {
        status = add_markdown(req, article, res);
    } else if (req->format == FORMAT_TEXT) {
        render_article_text(article, &res->body);
    } else {
        render_article_json(article, ARTICLE_FULL, RENDER_NO_CREATED, &res->body);
    }
    return status ? status : buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
