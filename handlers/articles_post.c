/* POST /articles: cleans what was sent and stores it; the answer waits until the commit is durable.
 */
#include "handlers/handlers.h"

#include "handlers/cleaners.h"
#include "handlers/ingest.h"
#include "handlers/pages.h"
#include "render/render.h"
#include "store/store.h"

/* What lives from the handler to the commit, in the request's arena. */
struct posting {
    struct app *app;
    struct request *req;
    struct response *res;
    struct article article;
    struct store_write write;
};

/* 201 or 200 with the article; a browser's form is sent on to the page. */
static enum status answer(struct posting *posting, bool is_new)
{
    struct response *res = posting->res;
    struct str location =
        arena_printf(posting->req->arena, "/articles/%lld", (long long)posting->article.id);
    if (!location.ptr) {
        return error_no_memory(&res->error);
    }
    if (posting->req->format == FORMAT_HTML) {
        return response_see_other(res, location);
    }
    if (is_new) {
        (void)response_created(res, location);
    } else {
        response_header(res, "Location", location);
    }
    render_article_json(&posting->article, ARTICLE_FULL,
                        is_new ? RENDER_WAS_CREATED : RENDER_WAS_KNOWN, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

/* The article that was there before, whole. */
static enum status answer_known(struct posting *posting, int64_t id)
{
    enum status status = store_get(posting->app->store, id, STORE_HTML | STORE_TEXT,
                                   posting->req->arena, &posting->article, &posting->res->error);
    return status ? status : answer(posting, false);
}

static void committed(struct store_write *write)
{
    struct posting *posting = write->owner;
    enum status status = write->status;
    if (status) {
        posting->res->error = write->error;
    } else if (write->was_known) {
        status = answer_known(posting, posting->article.id);
    } else {
        status = answer(posting, true);
    }
    request_finish(posting->req, posting->res, status);
}

enum status handle_articles_post(struct app *app, struct request *req, struct response *res)
{
    struct submission submission;
    struct posting *posting = ARENA_NEW(req->arena, struct posting);
    int64_t known_id;
    if (!posting) {
        return error_no_memory(&res->error);
    }
    *posting = (struct posting){.app = app, .req = req, .res = res};
    res->csp = page_csp;
    enum status status = submission_read(req, res, &submission);
    if (status) {
        return status;
    }
    struct sha256 hash = hash_sha256(submission.input.bytes);
    status = store_find(app->store, &hash, str_null(), &known_id, &res->error);
    if (status != ERR_NOT_FOUND) {
        return status ? status : answer_known(posting, known_id);
    }
    status = ingest(cleaners_get(app->cleaners, req->worker), &submission, req->arena,
                    &posting->article, &res->error);
    if (status) {
        return status;
    }
    posting->write = (struct store_write){
        .kind = WRITE_INSERT,
        .article = &posting->article,
        .original = submission.input.bytes,
        .done = committed,
        .owner = posting,
    };
    status = store_submit(app->store, &posting->write, &res->error);
    res->retry_after_s = status == ERR_BUSY ? 1 : 0;
    return status ? status : PENDING;
}
