/* POST /articles: cleans what was sent, or what is at the address that was sent, and stores it; the
 * answer waits until the commit is durable. */
#include "handlers/handlers.h"

#include "handlers/answer.h"
#include "handlers/batch.h"
#include "handlers/cleaners.h"
#include "handlers/deposit.h"
#include "handlers/download.h"
#include "handlers/ingest.h"
#include "handlers/pages.h"
#include "handlers/pending.h"
#include "http/prefer.h"
#include "store/store.h"

/* What lives from the handler to the commit, in the request's arena. */
struct posting {
    struct app *app;
    struct request *req;
    struct response *res;
    struct download *download; /* NULL: the document was sent */
    struct deposit deposit;
};

static enum status answer_known(struct posting *posting, int64_t id)
{
    return answer_stored(posting->app, posting->req, posting->res, id);
}

/* 409 with where the other one is. */
static enum status refuse_known(struct posting *posting)
{
    response_header(
        posting->res, "Location",
        arena_printf(posting->req->arena, "/articles/%lld", (long long)posting->deposit.id));
    return ERR_CONFLICT;
}

static void deposited(struct deposit *deposit)
{
    struct posting *posting = deposit->owner;
    enum status status = deposit->status;
    posting->res->error = deposit->error;
    if (deposit->is_new) {
        status = answer_article(posting->req, posting->res, &deposit->article, 201, true);
    } else if (!status) {
        status = answer_known(posting, deposit->id);
    } else if (status == ERR_CONFLICT) {
        status = refuse_known(posting);
    }
    download_free(posting->download);
    request_finish(posting->req, posting->res, status);
}

/* Cleaned: to the store.  `original` is borrowed until the commit. */
static enum status keep(struct posting *posting, const struct submission *submission,
                        struct str original)
{
    struct response *res = posting->res;
    struct deposit *deposit = &posting->deposit;
    deposit->original = original;
    deposit->given = submission->given;
    deposit->has_state = submission->has_state;
    if (posting->download) {
        download_addresses(posting->download, deposit->addresses);
    }
    enum status status = deposit_submit(deposit, &res->error);
    res->retry_after_s = status == ERR_BUSY ? 1 : 0;
    return status;
}

static enum status keep_document(struct posting *posting, const struct submission *submission)
{
    struct request *req = posting->req;
    struct response *res = posting->res;
    struct deposit *deposit = &posting->deposit;
    struct sha256 hash = hash_sha256(submission->input.bytes);
    enum status status = deposit_find(deposit, &hash, &res->error);
    if (status != ERR_NOT_FOUND) {
        return status == ERR_CONFLICT ? refuse_known(posting)
               : status               ? status
                                      : answer_known(posting, deposit->id);
    }
    status = ingest(cleaners_get(posting->app->cleaners, req->worker), submission, req->arena,
                    &deposit->article, &res->error);
    return status ? status : keep(posting, submission, submission->input.bytes);
}

static struct posting *posting_new(struct app *app, struct request *req, struct response *res)
{
    struct posting *posting = ARENA_NEW(req->arena, struct posting);
    if (posting) {
        *posting = (struct posting){.app = app, .req = req, .res = res};
        posting->deposit = (struct deposit){.store = app->store,
                                            .arena = req->arena,
                                            .on_duplicate = deposit_duplicate(req),
                                            .done = deposited,
                                            .owner = posting};
    }
    return posting;
}

/* On a worker again, with the page. */
static enum status keep_fetched(struct app *app, struct request *req, struct response *res)
{
    struct download *download = req->state;
    struct posting *posting = posting_new(app, req, res);
    enum status status = posting ? OK : error_no_memory(&res->error);
    if (!status) {
        posting->download = download;
        status = download_read(download, cleaners_get(app->cleaners, req->worker),
                               &posting->deposit.article, &res->error);
    }
    status = status ? status : keep(posting, &download->asked, download->page.input.bytes);
    if (status != PENDING) {
        download_free(download);
    }
    return status;
}

/* The article of an address that is known; what did not come is fetched once more. */
static enum status answer_known_address(struct posting *posting, int64_t id, bool is_async)
{
    struct article head;
    enum status status = store_get(posting->app->store, id, STORE_HEAD, posting->req->arena, &head,
                                   &posting->res->error);
    if (!status && head.fetch == ARTICLE_FAILED) {
        return pending_retry(posting->app, posting->req, posting->res, id, is_async);
    }
    return status ? status : answer_known(posting, id);
}

/* An address that is known is not fetched again; another one at once, or in the background, or
 * there when it takes longer than the client would wait. */
static enum status keep_address(struct posting *posting, const struct submission *submission)
{
    struct request *req = posting->req;
    struct response *res = posting->res;
    struct prefer prefer = prefer_read(req);
    bool is_async = prefer_is_async(req);
    struct download *download;
    const struct url *url = url_resolve(req->arena, NULL, submission->input.url);
    struct str address = url ? url_canonical(req->arena, url) : str_null();
    if (!address.len) {
        return error_no_memory(&res->error);
    }
    enum status status = deposit_find_address(&posting->deposit, address, &res->error);
    if (status != ERR_NOT_FOUND) {
        return status == ERR_CONFLICT ? refuse_known(posting)
               : status               ? status
                        : answer_known_address(posting, posting->deposit.id, is_async);
    }
    /* What is to be updated, or to be there twice, is not stored before its page is there. */
    bool may_be_late = posting->deposit.on_duplicate == DUPLICATE_RETURN ||
                       posting->deposit.on_duplicate == DUPLICATE_FAIL;
    if (is_async && may_be_late) {
        return pending_begin(posting->app, req, res, submission);
    }
    struct download_wait wait = {.req = req,
                                 .res = res,
                                 .next = keep_fetched,
                                 .us = may_be_late ? prefer.wait_s * INT64_C(1000000) : 0};
    status = download_new(posting->app, submission, &download, &res->error);
    return status ? status : download_await(download, &wait);
}

enum status handle_articles_post(struct app *app, struct request *req, struct response *res)
{
    struct submission submission;
    if (deposit_duplicate(req) == DUPLICATE_UPDATE) {
        /* Who may add may not therefore change what is there. */
        enum status status = request_require_scope(req, res, SCOPE_WRITE);
        if (status) {
            return status;
        }
    }
    if (batch_is(req)) {
        return batch_begin(app, req, res);
    }
    struct posting *posting = posting_new(app, req, res);
    if (!posting) {
        return error_no_memory(&res->error);
    }
    res->csp = page_csp;
    enum status status = submission_read(req, res, &submission);
    if (status) {
        return status;
    }
    return submission.is_address ? keep_address(posting, &submission)
                                 : keep_document(posting, &submission);
}
