/* GET /articles/{id}/revisions/{number}: an older cleaning, in every format. */
#include "handlers/handlers.h"

#include "base/time.h"
#include "handlers/pages.h"
#include "handlers/representation.h"
#include "handlers/revision.h"

static void add_page(const struct app *app, struct request *req, const struct article *article,
                     struct buf *buf)
{
    struct arena *arena = req->arena;
    struct str title = meta_get(&article->meta, META_TITLE);
    struct page_frame frame = {
        .title = title.len ? title : STR("Untitled"),
        .lang = meta_get(&article->meta, META_LANG),
        .dir = meta_get(&article->meta, META_DIR),
        .req = req,
    };
    char when[TIME_TEXT_MAX];
    const struct template_value values[] = {
        {"id", arena_printf(arena, "%lld", (long long)article->id)},
        {"number", arena_printf(arena, "%lld", (long long)article->revision)},
        {"title", frame.title},
        {"lang", frame.lang},
        {"dir", frame.dir},
        {"words", arena_printf(arena, "%lld", (long long)article->word_count)},
        {"created", time_format(article->updated_us, when)},
        {"content", article->content_html},
    };
    pages_add(app, PAGE_REVISION, &frame, values, ARRAY_LEN(values), buf);
}

enum status handle_revision_get(struct app *app, struct request *req, struct response *res)
{
    struct article article;
    /* An older revision never changes. */
    struct str etag = arena_printf(req->arena, "\"%lld-r%lld-%s\"", (long long)req->path_id,
                                   (long long)req->path_number, http_format_suffix(req->format));
    enum status status = revision_load(app->store, req->path_id, req->path_number, req->arena,
                                       &article, &res->error);
    if (status) {
        return status;
    }
    res->csp = req->format == FORMAT_HTML ? reading_csp : NULL;
    response_validators(req, res, etag, article.updated_us);
    if (request_is_current(req, etag, article.updated_us)) {
        return response_not_modified(res);
    }
    if (req->format != FORMAT_HTML) {
        return representation_add(req, &article, res);
    }
    add_page(app, req, &article, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
