/* Articles that are kept before their page is there: it is fetched in the background and written
 * when it comes. */
#include "handlers/pending.h"

#include "handlers/answer.h"
#include "handlers/ingest.h"
#include "handlers/pending_internal.h"

/* Answers for the row, in the writer's thread; false when there is none of its own. */
static bool answer_inserted(struct download *download)
{
    struct store_write *write = &download->write;
    struct request *req = download->req;
    struct response *res = download->res;
    enum status status = write->status;
    bool is_own = !status && !write->was_known;
    download->req = NULL;
    if (status) {
        res->error = write->error;
    } else if (is_own) {
        write->id = download->article.id;
        status = answer_article(req, res, &download->article, 202, true);
    } else {
        status = answer_stored(download->app, req, res, download->article.id);
    }
    request_finish(req, res, status);
    return is_own;
}

/* The row of an address whose page is being fetched already. */
static void inserted_late(struct store_write *write)
{
    struct download *download = write->owner;
    download->is_abandoned = !answer_inserted(download);
    pending_arrive(download);
}

static void inserted_first(struct store_write *write)
{
    struct download *download = write->owner;
    if (answer_inserted(download)) {
        pending_fetch(download);
    } else {
        pending_end(download);
    }
}

static enum status insert(struct download *download, void (*done)(struct store_write *write),
                          struct error *err)
{
    struct arena *arena = &download->fetch.arena;
    enum status status = ingest_address(&download->asked, arena, &download->article, err);
    if (status) {
        return status;
    }
    download->write = (struct store_write){
        .kind = WRITE_INSERT,
        .article = &download->article,
        .original = download->fetch.url->text,
        .addresses = {url_canonical(arena, download->fetch.url)},
        .done = done,
        .owner = download,
    };
    return store_submit(download->app->store, &download->write, err);
}

enum status pending_begin(struct app *app, struct request *req, struct response *res,
                          const struct submission *asked)
{
    struct download *download;
    enum status status = download_new(app, asked, &download, &res->error);
    if (status) {
        return status;
    }
    download->req = req;
    download->res = res;
    download->is_stored = true;
    download->workers = request_workers(req);
    atomic_store(&download->missing, 1);
    status = fetcher_check(app->fetcher, download->fetch.url, &res->error);
    status = status ? status : insert(download, inserted_first, &res->error);
    if (status) {
        download_free(download);
    }
    return status ? status : PENDING;
}

void pending_late(struct fetch *fetch)
{
    struct download *download = fetch->owner;
    struct request *req = download->req;
    struct response *res = download->res;
    download->is_stored = true;
    download->workers = request_workers(req);
    atomic_store(&download->missing, 2);
    enum status status = insert(download, inserted_late, &res->error);
    if (status) {
        download->is_abandoned = true;
        download->req = NULL;
        pending_arrive(download);
        request_finish(req, res, status);
    }
}
