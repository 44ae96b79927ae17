/* The representations of an article that are the same wherever it comes from. */
#include "handlers/representation.h"

#include "doc/pack.h"
#include "render/render.h"

struct str representation_etag(struct arena *arena, int64_t id, int64_t revision,
                               struct str variant)
{
    char first[STR_INT_ROOM], second[STR_INT_ROOM];
    const struct str parts[] = {
        STR("\""), str_from_int(id, first),
        STR("-"),  str_from_int(revision, second),
        STR("-"),  variant,
        STR("\""),
    };
    return arena_join(arena, parts, ARRAY_LEN(parts));
}

/* Pages' tags say more than the format: they are known by how they begin. */
static bool names_page(const struct request *req, const struct article *current)
{
    struct str tags = request_header(req, "If-Match");
    struct str page = arena_printf(req->arena, "\"%lld-%lld-html-", (long long)current->id,
                                   (long long)current->revision);
    ptrdiff_t at = page.len ? str_find(tags, page) : -1;
    /* RFC 9110, 13.1.1: weak tags do not count. */
    return at == 0 || (at > 0 && tags.ptr[at - 1] != '/');
}

enum status representation_may_change(const struct request *req, const struct article *current,
                                      struct error *err)
{
    for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
        struct str etag =
            representation_etag(req->arena, current->id, current->revision,
                                str_from(http_format_suffix((enum http_format)format)));
        if (request_may_change(req, etag)) {
            return OK;
        }
    }
    if (names_page(req, current)) {
        return OK;
    }
    return error_set(err, ERR_PRECONDITION,
                     "If-Match does not name the article as it is now (revision %lld): get it "
                     "again, and change that",
                     (long long)current->revision);
}

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
