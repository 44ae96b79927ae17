/* What GET /articles and GET /search have in common: a page of articles, its validators, its JSON.
 */
#include "handlers/listing.h"

#include "handlers/names.h"
#include "handlers/pages.h"
#include "handlers/projection.h"
#include "render/json.h"
#include "render/render.h"

static void add_marked(struct json *json, const char *key, const struct marked *marked)
{
    struct buf html;
    buf_init(&html, 0);
    render_marked(marked, &html);
    json_key_str(json, key, marked->text.ptr ? (html.ptr ? buf_str(&html) : STR("")) : str_null());
    buf_done(&html);
}

static void add_hit(struct buf *buf, const struct store_hit *hit)
{
    struct json json;
    buf->len--; /* goes on within the article's object */
    json_init(&json, buf);
    json.needs_comma[0] = true;
    json_key(&json, "score");
    if (hit->has_score) {
        json_decimal(&json, hit->score, 6);
    } else {
        json_unknown(&json);
    }
    add_marked(&json, "title_marked", &hit->title);
    add_marked(&json, "snippet", &hit->snippet);
    buf_add_byte(buf, '}');
}

static void make_item(struct buf *buf, const struct article *article, const struct store_hit *hit)
{
    buf_clear(buf);
    render_article_json(article, ARTICLE_SUMMARY, RENDER_NO_CREATED, buf);
    if (hit && buf->len) {
        add_hit(buf, hit);
    }
}

/* Against an item of nothing, which has all members, too. */
static enum status check_fields(const struct listing *listing, const struct request *req,
                                struct response *res)
{
    static const struct article article = {0};
    static const struct store_hit hit = {0};
    struct buf item;
    buf_init(&item, 0);
    make_item(&item, &article, listing->filter.query.is_marked ? &hit : NULL);
    enum status status =
        buf_ok(&item) ? projection_check(buf_str(&item), request_param(req, "fields"), &res->error)
                      : error_no_memory(&res->error);
    if (status == ERR_INVALID) {
        res->error_pointer = STR("fields");
    }
    buf_done(&item);
    return status;
}

static enum status read_list(struct app *app, struct request *req, struct response *res,
                             struct listing *listing)
{
    const struct store_query *query = &listing->filter.query;
    enum status status = store_list(app->store, query, req->arena, &listing->list, &res->error);
    if (!status && listing->filter.is_counted) {
        status = store_count(app->store, query, req->arena, &listing->total, &res->error);
    }
    if (status == ERR_INVALID) {
        res->error_pointer = STR("q");
    }
    return status ? status
                  : filter_link(req, res, &listing->filter, &listing->list, &listing->pages);
}

enum status listing_read(struct app *app, struct request *req, struct response *res,
                         struct listing *listing)
{
    struct store_stats stats;
    enum status status = check_fields(listing, req, res);
    status = status ? status : store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    struct str etag =
        arena_printf(req->arena, "\"list-%lld-%lld-%.*s\"", (long long)stats.articles,
                     (long long)stats.latest_change, STR_ARG(page_variant(app, req, false)));
    response_validators(req, res, etag, 0);
    listing->is_current = request_is_current(req, etag, 0);
    return listing->is_current ? response_not_modified(res) : read_list(app, req, res, listing);
}

enum status listing_json(const struct listing *listing, struct request *req, struct response *res)
{
    const struct store_list *list = &listing->list;
    struct str fields = request_param(req, "fields");
    struct buf item;
    struct json json;
    buf_init(&item, 0);
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < list->len; i++) {
        json_raw(&json, str_null());
        make_item(&item, &list->items[i], list->hits ? &list->hits[i] : NULL);
        projection_add(&res->body, buf_str(&item), fields);
    }
    json_array_end(&json);
    json_key_str(&json, "next", listing->pages.next);
    if (listing->filter.is_counted) {
        json_key(&json, "total");
        json_int(&json, listing->total);
    }
    json_object_end(&json);
    bool is_ok = buf_ok(&item) && buf_ok(&res->body);
    buf_done(&item);
    return is_ok ? OK : error_no_memory(&res->error);
}

static struct str first_author(const struct article *article)
{
    return article->meta.authors.len ? article->meta.authors.items[0] : str_null();
}

static struct str marked_html(struct arena *arena, const struct marked *marked)
{
    struct buf html;
    buf_init(&html, 0);
    render_marked(marked, &html);
    struct str text = html.len ? arena_str(arena, buf_str(&html)) : str_null();
    buf_done(&html);
    return text;
}

static void add_item(const struct app *app, struct request *req, const struct article *article,
                     const struct store_hit *hit, struct buf *buf)
{
    const struct meta *meta = &article->meta;
    struct arena *arena = req->arena;
    const struct template_value values[] = {
        {"id", arena_printf(arena, "%lld", (long long)article->id)},
        {"title", page_title(article)},
        {"title_marked", hit ? marked_html(arena, &hit->title) : str_null()},
        {"site", meta_get(meta, META_SITE)},
        {"author", first_author(article)},
        {"published", page_date(arena, meta_get(meta, META_PUBLISHED))},
        {"datetime", meta_get(meta, META_PUBLISHED)},
        {"minutes", article->reading_minutes ? arena_printf(arena, "%d", article->reading_minutes)
                                             : str_null()},
        {"words", arena_printf(arena, "%lld", (long long)article->word_count)},
        {"excerpt", hit ? str_null() : meta_get(meta, META_EXCERPT)},
        {"snippet", hit ? marked_html(arena, &hit->snippet) : str_null()},
        {"lang", meta_get(meta, META_LANG)},
        {"dir", meta_get(meta, META_DIR)},
        {"tags", names_tag_links(app, req, &meta->tags)},
        {"is_starred", page_flag(article->is_starred)},
        {"is_archived", page_flag(article->state == STATE_ARCHIVED)},
        {"percent", page_percent(arena, article->progress)},
    };
    pages_fill(app->pages, PAGE_LIST_ITEM, values, ARRAY_LEN(values), buf);
}

void listing_add_items(const struct app *app, struct request *req, const struct listing *listing,
                       struct buf *buf)
{
    const struct store_list *list = &listing->list;
    for (size_t i = 0; i < list->len; i++) {
        add_item(app, req, &list->items[i], list->hits ? &list->hits[i] : NULL, buf);
    }
}
