/* POST /clean, GET /clean?url=: the article that POST /articles would store, without storing it. */
#include "handlers/handlers.h"

#include "handlers/cleaners.h"
#include "handlers/download.h"
#include "handlers/ingest.h"
#include "handlers/representation.h"

static enum status answer(struct request *req, const struct article *article, struct response *res)
{
    if (req->format != FORMAT_HTML) {
        return representation_add(req, article, res);
    }
    buf_add_str(&res->body, article->content_html);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

/* On a worker again, with the page. */
static enum status clean_fetched(struct app *app, struct request *req, struct response *res)
{
    struct download *download = req->state;
    struct article article;
    enum status status =
        download_read(download, cleaners_get(app->cleaners, req->worker), &article, &res->error);
    status = status ? status : answer(req, &article, res);
    download_free(download);
    return status;
}

enum status handle_clean_post(struct app *app, struct request *req, struct response *res)
{
    struct submission submission;
    struct download *download;
    struct article article;
    enum status status = submission_read(req, res, &submission);
    if (!status && submission.is_address) {
        status = download_new(app, &submission, &download, &res->error);
        return status
                   ? status
                   : download_await(download, &(struct download_wait){
                                                  .req = req, .res = res, .next = clean_fetched});
    }
    if (!status) {
        status = ingest(cleaners_get(app->cleaners, req->worker), &submission, req->arena, &article,
                        &res->error);
    }
    return status ? status : answer(req, &article, res);
}

enum status handle_clean_get(struct app *app, struct request *req, struct response *res)
{
    if (!request_param(req, "url").len) {
        res->error_pointer = STR("url");
        return error_set(&res->error, ERR_INVALID,
                         "say which page, as in /clean?url=https://example.org/story");
    }
    return handle_clean_post(app, req, res);
}
