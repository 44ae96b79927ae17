/* Articles that are kept before their page is there: it is fetched in the background and written
 * when it comes. */
#include "handlers/pending.h"

#include "base/log.h"
#include "handlers/cleaners.h"
#include "handlers/ingest.h"
#include "http/prefer.h"
#include "render/render.h"

#include <stdlib.h>

enum {
    AT_ONCE = 4, /* of those that an earlier run left, so that new ones need not wait behind them */
    IDS_STEP = 256,
};

static void end(struct download *download)
{
    if (download->ended) {
        download->ended(download);
    }
    download_free(download);
}

/* ---- the answer --------------------------------------------------------------------------- */

/* 202 with the article as it is; a browser goes on to its page, which says the same. */
static enum status answer_accepted(struct request *req, struct response *res,
                                   const struct article *article, bool is_new)
{
    struct prefer prefer = prefer_read(req);
    struct str location = arena_printf(req->arena, "/articles/%lld", (long long)article->id);
    if (!location.ptr) {
        return error_no_memory(&res->error);
    }
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, location);
    }
    res->code = 202;
    response_header(res, "Location", location);
    response_header(res, "Retry-After", STR("1"));
    prefer_applied(req, res, &prefer);
    if (!prefer.is_minimal) {
        render_article_json(article, ARTICLE_FULL, is_new ? RENDER_WAS_CREATED : RENDER_WAS_KNOWN,
                            &res->body);
    }
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

/* 200 with the article as it is now. */
static enum status answer_article(struct app *app, struct request *req, struct response *res,
                                  int64_t id)
{
    struct article article;
    enum status status =
        store_get(app->store, id, STORE_HTML | STORE_TEXT, req->arena, &article, &res->error);
    if (status) {
        return status;
    }
    struct str location = arena_printf(req->arena, "/articles/%lld", (long long)id);
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, location);
    }
    response_header(res, "Location", location);
    render_article_json(&article, ARTICLE_FULL, RENDER_WAS_KNOWN, &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

/* ---- the page ----------------------------------------------------------------------------- */

/* Whoever waits for a retry gets its end; in the writer's thread, or where it could not begin. */
static void answer_retry(struct download *download, enum status status)
{
    struct request *req = download->req;
    struct response *res = download->res;
    if (!req) {
        return;
    }
    download->req = NULL;
    if (status == ERR_CONFLICT) { /* another one was quicker: it is there */
        status = OK;
    }
    if (status) {
        res->error = download->write.error;
    } else if (download->failure.status) {
        status = download->failure.status;
        res->error = download->failure;
    } else {
        status = answer_article(download->app, req, res, download->write.id);
    }
    request_finish(req, res, status);
}

static void written(struct store_write *write)
{
    struct download *download = write->owner;
    answer_retry(download, write->status);
    end(download);
}

/* A page never takes the place of another one: only of none. */
static enum status refuse_if_there(const struct article *current, struct error *err)
{
    return current->fetch == ARTICLE_FETCHED
               ? error_set(err, ERR_CONFLICT, "article %lld has its page", (long long)current->id)
               : OK;
}

static enum status amend_failure(struct store_write *write, const struct article *current,
                                 struct error *err)
{
    struct download *download = write->owner;
    enum status status = refuse_if_there(current, err);
    if (!status) {
        *write->article = *current;
        write->article->fetch = ARTICLE_FAILED;
        write->article->fetch_error = str_from(download->failure.message);
    }
    return status;
}

/* What was said of the article before its page came, and meanwhile, counts for more than what the
 * page says; but its address is where it was found. */
static void keep_given(struct meta *meta, const struct meta *given)
{
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        bool is_address = i == META_URL || i == META_CANONICAL_URL;
        if (given->fields[i].source == SOURCE_GIVEN && !is_address) {
            meta->fields[i] = given->fields[i];
        }
    }
    if (given->authors.len && given->authors.source == SOURCE_GIVEN) {
        meta->authors = given->authors;
    }
    if (given->tags.len && given->tags.source == SOURCE_GIVEN) {
        meta->tags = given->tags;
    }
}

static enum status amend_page(struct store_write *write, const struct article *current,
                              struct error *err)
{
    struct article *article = write->article;
    enum status status = refuse_if_there(current, err);
    if (!status) {
        article->state = current->state;
        article->is_starred = current->is_starred;
        article->progress = current->progress;
        article->note = current->note;
        keep_given(&article->meta, &current->meta);
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
        end(download);
    }
}

/* The server stops: the article waits for the next start. */
static void drop(struct download *download)
{
    (void)error_set(&download->write.error, ERR_BUSY, "this server is stopping");
    answer_retry(download, ERR_BUSY);
    end(download);
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
        end(download);
    } else if (download->fetch.is_cancelled || !workers_push(download->workers, &download->job)) {
        drop(download);
    }
}

/* Fetches in the background for a row that is there.  What is refused at once has come, too. */
static void fetch_in_background(struct download *download)
{
    struct fetch *fetch = &download->fetch;
    fetch->is_patient = true;
    fetch->status = download_submit(download, &fetch->error);
    if (fetch->status) {
        fetch->is_cancelled = fetch->status == ERR_BUSY;
        pending_arrive(download);
    }
}

/* ---- the row ------------------------------------------------------------------------------ */

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
        status = answer_accepted(req, res, &download->article, true);
    } else {
        status = answer_article(download->app, req, res, download->article.id);
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
        fetch_in_background(download);
    } else {
        end(download);
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

/* ---- once more ---------------------------------------------------------------------------- */

static enum status amend_again(struct store_write *write, const struct article *current,
                               struct error *err)
{
    enum status status = refuse_if_there(current, err);
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
        status = answer_accepted(req, res, &download->article, false);
        fetch_in_background(download);
    } else {
        status =
            status == ERR_CONFLICT ? answer_article(download->app, req, res, write->id) : status;
        end(download);
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
    status = status ? status : refuse_if_there(&article, err);
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

/* ---- what an earlier run left ------------------------------------------------------------- */

static void fetch_next(struct pending_list *list);

static void go_on(struct download *download)
{
    if (!download->fetch.is_cancelled) {
        fetch_next(download->chain);
    }
}

static void fetch_next(struct pending_list *list)
{
    struct download *download;
    struct error err;
    size_t i;
    while ((i = atomic_fetch_add(&list->next, 1)) < list->n) {
        enum status status = new_for_row(list->app, list->workers, list->ids[i], &download, &err);
        if (!status) {
            download->ended = go_on;
            download->chain = list;
            fetch_in_background(download);
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
        fetch_next(list);
    }
}

void pending_done(struct pending_list *list)
{
    free(list->ids);
    list->ids = NULL;
    list->n = 0;
}
