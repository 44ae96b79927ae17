/* How a request that sent an article, or asked for one again, is answered. */
#include "handlers/answer.h"

#include "app.h"
#include "http/prefer.h"
#include "render/render.h"
#include "store/store.h"

enum status answer_article(struct request *req, struct response *res, const struct article *article,
                           int code, bool is_new)
{
    struct prefer prefer = prefer_read(req), applied = {.is_minimal = prefer.is_minimal};
    struct str location = arena_printf(req->arena, "/articles/%lld", (long long)article->id);
    if (!location.ptr) {
        return error_no_memory(&res->error);
    }
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, location);
    }
    res->code = code;
    response_header(res, "Location", location);
    if (code == 202) {
        response_header(res, "Retry-After", STR("1"));
        applied = prefer; /* it is only 202 because the client would not wait */
    }
    prefer_applied(req, res, &applied);
    if (!prefer.is_minimal) {
        render_article_json(article, ARTICLE_FULL, is_new ? RENDER_WAS_CREATED : RENDER_WAS_KNOWN,
                            &res->body);
    }
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

enum status answer_stored(struct app *app, struct request *req, struct response *res, int64_t id)
{
    struct article article;
    enum status status =
        store_get(app->store, id, STORE_HTML | STORE_TEXT, req->arena, &article, &res->error);
    return status ? status : answer_article(req, res, &article, 200, false);
}
