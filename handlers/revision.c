/* An older cleaning as a whole article again. */
#include "handlers/revision.h"

#include "doc/pack.h"
#include "render/render.h"

/* Only the tree is kept of it; everything else is rendered as the newest renderers do. */
static enum status render(struct arena *arena, struct article *article, struct error *err)
{
    struct doc doc = {.kind = article->kind};
    struct article rendered;
    enum status status = doc_unpack(arena, article->content_tree, &doc.root, err);
    status = status ? status : render_to_article(arena, &doc, &rendered, err);
    if (!status) {
        article->content_html = rendered.content_html;
        article->content_text = rendered.content_text;
        article->images = rendered.images;
    }
    return status;
}

enum status revision_load(struct store *store, int64_t id, int64_t number, struct arena *arena,
                          struct article *ret_article, struct error *err)
{
    struct article article;
    int64_t current, updated_us;
    enum status status = store_get_revision(store, id, &current, &updated_us, err);
    if (!status && number == current) {
        status =
            store_get(store, id, STORE_HTML | STORE_TEXT | STORE_TREE, arena, ret_article, err);
        if (status || ret_article->revision == number) {
            return status;
        }
    }
    status = status ? status : store_get_older(store, id, number, arena, &article, err);
    status = status ? status : render(arena, &article, err);
    if (!status) {
        *ret_article = article;
    }
    return status;
}
