/* Pages that did not come: fetched once more when somebody asks, or when the server starts. */
#include "handlers/pending.h"

#include "handlers/answer.h"
#include "handlers/pending_internal.h"

#include <stdlib.h>

enum {
    AT_ONCE = 4, /* of those that an earlier run left, so that new ones need not wait behind them */
    IDS_STEP = 256,
};

static enum status amend_again(struct store_write *write, const struct article *current,
                               struct error *err)
{
    enum status status = pending_refuse(current, err);
    if (!status) {
        *write->article = *current;
        write->article->fetch = ARTICLE_PENDING;
        write->article->fetch_error = str_null();
    }
    return status;
}

static void marked_again(struct store_write *write)
{
    struct download *download = write->owner;
    struct request *req = download->req;
    struct response *res = download->res;
    enum status status = write->status;
    download->req = NULL;
    res->error = write->error;
    if (!status) {
        status = answer_article(req, res, &download->article, 202, false);
        pending_fetch(download);
    } else {
        status =
            status == ERR_CONFLICT ? answer_stored(download->app, req, res, write->id) : status;
        pending_end(download);
    }
    request_finish(req, res, status);
}

/* A download for the row that is there. */
static enum status new_for_row(struct app *app, struct workers *workers, int64_t id,
                               struct download **ret_download, struct error *err)
{
    struct arena arena;
    struct article article;
    struct submission asked = {.state = STATE_UNREAD};
    arena_init(&arena, 0);
    enum status status = store_get(app->store, id, STORE_HEAD, &arena, &article, err);
    status = status ? status : pending_refuse(&article, err);
    if (!status) {
        asked.input.url = meta_get(&article.meta, META_URL);
        status = download_new(app, &asked, ret_download, err);
    }
    arena_done(&arena);
    if (!status) {
        struct download *download = *ret_download;
        download->is_stored = true;
        download->workers = workers;
        download->write.id = id;
        atomic_store(&download->missing, 1);
    }
    return status;
}

enum status pending_retry(struct app *app, struct request *req, struct response *res, int64_t id,
                          bool is_async)
{
    struct download *download;
    enum status status = new_for_row(app, request_workers(req), id, &download, &res->error);
    if (status) {
        return status;
    }
    download->req = req;
    download->res = res;
    if (is_async) {
        status = fetcher_check(app->fetcher, download->fetch.url, &res->error);
        download->write = (struct store_write){.kind = WRITE_UPDATE,
                                               .id = id,
                                               .article = &download->article,
                                               .amend = amend_again,
                                               .arena = &download->fetch.arena,
                                               .done = marked_again,
                                               .owner = download};
        status = status ? status : store_submit(app->store, &download->write, &res->error);
    } else {
        status = download_submit(download, &res->error);
    }
    if (status) {
        download_free(download);
    }
    return status ? status : PENDING;
}

/* Begins the next one; called again when that has ended. */
static void fetch_next(void *chain, bool was_cancelled)
{
    struct pending_list *list = chain;
    struct download *download;
    struct error err;
    size_t i;
    while (!was_cancelled && (i = atomic_fetch_add(&list->next, 1)) < list->n) {
        enum status status = new_for_row(list->app, list->workers, list->ids[i], &download, &err);
        if (!status) {
            download->ended = fetch_next;
            download->chain = list;
            pending_fetch(download);
            return;
        }
        /* It was deleted, or its page came meanwhile. */
    }
}

enum status pending_find(struct app *app, struct pending_list *ret_list, struct error *err)
{
    int64_t id = 0;
    size_t room = 0;
    ret_list->app = app;
    for (;;) {
        enum status status = store_next_pending(app->store, id, &id, err);
        if (status) {
            return status == ERR_NOT_FOUND ? OK : status;
        }
        if (ret_list->n == room) {
            room += IDS_STEP;
            int64_t *ids = realloc(ret_list->ids, room * sizeof(*ids));
            if (!ids) {
                return error_no_memory(err);
            }
            ret_list->ids = ids;
        }
        ret_list->ids[ret_list->n++] = id;
    }
}

void pending_resume(struct pending_list *list, struct workers *workers)
{
    list->workers = workers;
    for (int i = 0; i < AT_ONCE; i++) {
        fetch_next(list, false);
    }
}

void pending_done(struct pending_list *list)
{
    free(list->ids);
    list->ids = NULL;
    list->n = 0;
}
