/* An article that has to be fetched first: what the sender says of it, who waits for it, and the
 * page once it is there. */
#include "handlers/download.h"

#include "handlers/ingest.h"
#include "handlers/pending.h"
#include "http/media.h"

#include <stdlib.h>

enum { ARENA_CEILING = 512 * 1024 * 1024 }; /* a bound, as for requests; the page has its own */

static const char *const taken_types[] = {"text/...", "application/xhtml+xml", "application/json",
                                          "message/rfc822"};
/* Texts that no article is written in. */
static const char *const other_types[] = {"text/css",      "text/javascript", "text/xml",
                                          "text/calendar", "text/vcard",      "text/csv"};

static bool is_one_of(struct str type, const char *const *types, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (media_matches(type, types[i])) {
            return true;
        }
    }
    return false;
}

bool download_takes(struct str content_type)
{
    struct arena arena;
    arena_init(&arena, 0);
    struct str type = media_type(&arena, content_type);
    bool is_taken = !type.len || (is_one_of(type, taken_types, ARRAY_LEN(taken_types)) &&
                                  !is_one_of(type, other_types, ARRAY_LEN(other_types)));
    arena_done(&arena);
    return is_taken;
}

static bool copy_list(struct arena *arena, const struct fact_list *from, struct fact_list *to)
{
    for (size_t i = 0; i < from->len; i++) {
        if (!meta_add(arena, to, from->items[i], from->source)) {
            return false;
        }
    }
    return true;
}

static bool copy_facts(struct arena *arena, const struct meta *from, struct meta *to)
{
    for (int i = 0; i < META_FIELD_COUNT; i++) {
        const struct fact *fact = &from->fields[i];
        if (fact->source != SOURCE_NONE &&
            !meta_set(arena, to, (enum meta_field)i, fact->value, fact->source)) {
            return false;
        }
    }
    return copy_list(arena, &from->authors, &to->authors) &&
           copy_list(arena, &from->tags, &to->tags);
}

void download_free(struct download *download)
{
    if (download) {
        fetch_release(&download->fetch);
        free(download);
    }
}

enum status download_new(struct app *app, const struct submission *asked,
                         struct download **ret_download, struct error *err)
{
    struct download *download = calloc(1, sizeof(*download));
    if (!download) {
        return error_no_memory(err);
    }
    struct arena *arena = &download->fetch.arena;
    arena_init(arena, ARENA_CEILING);
    download->app = app;
    download->asked.state = asked->state;
    download->fetch.url = url_resolve(arena, NULL, asked->input.url);
    if (!download->fetch.url || !copy_facts(arena, &asked->given, &download->asked.given)) {
        download_free(download);
        return error_no_memory(err);
    }
    *ret_download = download;
    return OK;
}

/* In the fetcher's thread. */
static void fetched(struct fetch *fetch)
{
    struct download *download = fetch->owner;
    struct request *req = download->req;
    struct response *res = download->res;
    enum status status = fetch->status;
    if (download->is_stored) {
        pending_arrive(download);
        return;
    }
    res->error = fetch->error;
    if (!status && request_continue(req, download->next)) {
        return;
    }
    if (!status) {
        status = error_set(&res->error, ERR_BUSY, "this server is stopping");
    }
    download_free(download);
    request_finish(req, res, status);
}

enum status download_submit(struct download *download, struct error *err)
{
    download->fetch.owner = download;
    download->fetch.done = fetched;
    return fetcher_submit(download->app->fetcher, &download->fetch, err);
}

enum status download_await(struct download *download, const struct download_wait *wait)
{
    download->req = wait->req;
    download->res = wait->res;
    download->next = wait->next;
    download->fetch.wait_us = wait->us;
    download->fetch.late = pending_late;
    wait->req->state = download;
    enum status status = download_submit(download, &wait->res->error);
    if (status) {
        download_free(download);
        return status;
    }
    return PENDING;
}

/* What was asked for counts for more than what a page of JSON says of itself. */
static bool put_over(struct download *download)
{
    struct submission *asked = &download->asked, *page = &download->page;
    ingest_give(&page->given, &asked->given);
    page->state = asked->state;
    page->input.url = download->fetch.final_url;
    return meta_replace(&download->fetch.arena, &page->given, META_URL, page->input.url,
                        SOURCE_GIVEN);
}

enum status download_read(struct download *download, struct cleaner *cleaner,
                          struct article *ret_article, struct error *err)
{
    struct fetch *fetch = &download->fetch;
    struct request posted = {
        .arena = &fetch->arena,
        .path_rest = fetch->url->path, /* "README.md", served as text */
        .body = buf_str(&fetch->body),
        .body_type = media_type(&fetch->arena, fetch->type),
        .body_charset = media_parameter(fetch->type, "charset"),
    };
    struct response refused = {.code = 0};
    enum status status = submission_read(&posted, &refused, &download->page);
    if (!status && download->page.is_address) {
        status = error_set(&refused.error, ERR_UPSTREAM,
                           "there is nothing but another address at this one; send that");
    }
    if (status) {
        *err = refused.error;
        return status;
    }
    if (!put_over(download)) {
        return error_no_memory(err);
    }
    return ingest(cleaner, &download->page, &fetch->arena, ret_article, err);
}

void download_addresses(struct download *download, struct str ret_addresses[2])
{
    struct arena *arena = &download->fetch.arena;
    const struct url *last = url_resolve(arena, NULL, download->fetch.final_url);
    ret_addresses[0] = url_canonical(arena, download->fetch.url);
    ret_addresses[1] = last ? url_canonical(arena, last) : str_null();
}
