/* The page of an article that is stored already: cleaned and written when it comes, or the reason
 * why it does not. */
#include "handlers/pending.h"

#include "base/log.h"
#include "handlers/answer.h"
#include "handlers/cleaners.h"
#include "handlers/pending_internal.h"
#include "handlers/recleaning.h"

void pending_end(struct download *download)
{
    if (download->ended) {
        download->ended(download->chain, download->fetch.is_cancelled);
    }
    download_free(download);
}

/* Whoever waits for a retry gets its end; in the writer's thread, or where it could not begin. */
static void answer_retry(struct download *download, enum status status)
{
    struct request *req = download->req;
    struct response *res = download->res;
    if (!req) {
        return;
    }
    bool was_late = status == ERR_CONFLICT; /* another one was quicker: the page is there */
    download->req = NULL;
    if (status && !was_late) {
        res->error = download->write.error;
    } else if (download->failure.status && !was_late) {
        status = download->failure.status;
        res->error = download->failure;
    } else {
        status = answer_stored(download->app, req, res, download->write.id);
    }
    request_finish(req, res, status);
}

static void written(struct store_write *write)
{
    struct download *download = write->owner;
    answer_retry(download, write->status);
    pending_end(download);
}

/* A page never takes the place of another one: only of none. */
enum status pending_refuse(const struct article *current, struct error *err)
{
    return current->fetch == ARTICLE_FETCHED
               ? error_set(err, ERR_CONFLICT, "article %lld has its page", (long long)current->id)
               : OK;
}

static enum status amend_failure(struct store_write *write, const struct article *current,
                                 struct error *err)
{
    struct download *download = write->owner;
    enum status status = pending_refuse(current, err);
    if (!status) {
        *write->article = *current;
        write->article->fetch = ARTICLE_FAILED;
        write->article->fetch_error = str_from(download->failure.message);
    }
    return status;
}

/* What was said of the article before its page came, and meanwhile, counts for more than what the
 * page says; but its address is where it was found. */
static enum status amend_page(struct store_write *write, const struct article *current,
                              struct error *err)
{
    struct article *article = write->article;
    enum status status = pending_refuse(current, err);
    if (!status) {
        struct fact url = article->meta.fields[META_URL];
        recleaning_keep(current, article);
        article->meta.fields[META_URL] = url;
    }
    return status;
}

/* Cleans the page on a worker's thread, and writes it or the reason why there is none. */
static void write_page(struct job *job, int worker)
{
    struct download *download =
        (struct download *)(void *)((char *)job - offsetof(struct download, job));
    struct arena *arena = &download->fetch.arena;
    struct store_write *write = &download->write;
    int64_t id = write->id;
    enum status status = download->fetch.status;
    download->failure = download->fetch.error;
    if (!status) {
        status = download_read(download, cleaners_get(download->app->cleaners, worker),
                               &download->article, &download->failure);
    }
    download->failure.status = status;
    *write = (struct store_write){
        .kind = WRITE_UPDATE,
        .id = id,
        .article = &download->article,
        .amend = status ? amend_failure : amend_page,
        .has_new_content = !status,
        .original = status ? str_null() : download->page.input.bytes,
        .arena = arena,
        .done = written,
        .owner = download,
    };
    if (!status) {
        download_addresses(download, write->addresses);
    }
    status = store_submit(download->app->store, write, &write->error);
    if (status) {
        log_line(LOG_LEVEL_ERROR, "msg=\"%s\" article=%lld", write->error.message, (long long)id);
        answer_retry(download, status);
        pending_end(download);
    }
}

/* The server stops: the article waits for the next start. */
static void drop(struct download *download)
{
    (void)error_set(&download->write.error, ERR_BUSY, "this server is stopping");
    answer_retry(download, ERR_BUSY);
    pending_end(download);
}

static void drop_job(struct job *job)
{
    drop((struct download *)(void *)((char *)job - offsetof(struct download, job)));
}

void pending_arrive(struct download *download)
{
    if (atomic_fetch_sub(&download->missing, 1) > 1) {
        return;
    }
    download->job = (struct job){.run = write_page, .drop = drop_job, .is_promised = true};
    if (download->is_abandoned) {
        pending_end(download);
    } else if (download->fetch.is_cancelled || !workers_push(download->workers, &download->job)) {
        drop(download);
    }
}

void pending_fetch(struct download *download)
{
    struct fetch *fetch = &download->fetch;
    fetch->is_patient = true;
    enum status status = download_submit(download, &fetch->error);
    if (status) { /* else it is the fetcher's, and may be gone */
        fetch->status = status;
        fetch->is_cancelled = fetch->status == ERR_BUSY;
        pending_arrive(download);
    }
}
