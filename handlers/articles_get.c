/* GET /articles: the list, newest first, as page and as JSON, a cursor at a time. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "render/json.h"
#include "render/render.h"
#include "store/store.h"

enum { DEFAULT_LIMIT = 30 };

/* A cursor is the last item's pair of creation time and id: "1732400000000000.17". */
static bool read_cursor(struct str cursor, struct store_query *query)
{
    ptrdiff_t dot = str_find_byte(cursor, '.');
    uint64_t us, id;
    if (dot < 0 || !str_to_uint(str_sub(cursor, 0, (size_t)dot), INT64_MAX, &us) ||
        !str_to_uint(str_sub(cursor, (size_t)dot + 1, cursor.len), INT64_MAX, &id) || !us) {
        return false;
    }
    query->before_us = (int64_t)us;
    query->before_id = (int64_t)id;
    return true;
}

static enum status read_query(struct request *req, struct response *res, struct store_query *query)
{
    struct str cursor = request_param(req, "cursor"), state = request_param(req, "state");
    *query = (struct store_query){
        .limit = (int)request_param_int(req, "limit", DEFAULT_LIMIT),
        .site = request_param(req, "site"),
        .author = request_param(req, "author"),
        .tag = request_param(req, "tag"),
        .lang = request_param(req, "lang"),
    };
    if (cursor.len && !read_cursor(cursor, query)) {
        res->error_pointer = STR("cursor");
        return error_set(
            &res->error, ERR_INVALID,
            "\"cursor\" is not one of this server's; take it from \"next\" or the Link header");
    }
    query->has_state = state.len && article_state_from_name(state, &query->state);
    return OK;
}

static void add_escaped(struct buf *buf, struct str s)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (byte_is_alpha(c) || byte_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
            buf_add_byte(buf, (char)c);
        } else {
            char escape[3] = {'%', digits[c >> 4], digits[c & 15]};
            buf_add(buf, escape, sizeof(escape));
        }
    }
}

/* The next page's address with the same filters; unknown when this is the last. */
static struct str next_url(const struct request *req, const struct store_query *query,
                           const struct store_list *list)
{
    static const char *const kept[] = {"site", "author", "tag", "lang", "state"};
    if (!list->has_more || !list->len) {
        return str_null();
    }
    const struct article *last = &list->items[list->len - 1];
    struct buf buf;
    buf_init(&buf, 0);
    buf_printf(&buf, "/articles?cursor=%lld.%lld&limit=%d", (long long)last->created_us,
               (long long)last->id, query->limit);
    for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
        struct str value = request_param(req, kept[i]);
        if (value.len) {
            buf_printf(&buf, "&%s=", kept[i]);
            add_escaped(&buf, value);
        }
    }
    struct str url = buf_ok(&buf) ? arena_str(req->arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return url;
}

static void add_json(const struct store_list *list, struct str next, struct buf *buf)
{
    struct json json;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < list->len; i++) {
        json_raw(&json, str_null());
        render_article_json(&list->items[i], ARTICLE_SUMMARY, RENDER_NO_CREATED, buf);
    }
    json_array_end(&json);
    json_key_str(&json, "next", next);
    json_object_end(&json);
}

static struct str first_author(const struct article *article)
{
    return article->meta.authors.len ? article->meta.authors.items[0] : str_null();
}

static void add_item(const struct app *app, struct arena *arena, const struct article *article,
                     struct buf *buf)
{
    const struct meta *meta = &article->meta;
    struct str title = meta_get(meta, META_TITLE);
    const struct template_value values[] = {
        {"id", arena_printf(arena, "%lld", (long long)article->id)},
        {"title", title.len ? title : STR("Untitled")},
        {"site", meta_get(meta, META_SITE)},
        {"author", first_author(article)},
        {"published", page_date(arena, meta_get(meta, META_PUBLISHED))},
        {"datetime", meta_get(meta, META_PUBLISHED)},
        {"minutes", article->reading_minutes ? arena_printf(arena, "%d", article->reading_minutes)
                                             : str_null()},
        {"words", arena_printf(arena, "%lld", (long long)article->word_count)},
        {"excerpt", meta_get(meta, META_EXCERPT)},
        {"lang", meta_get(meta, META_LANG)},
        {"dir", meta_get(meta, META_DIR)},
    };
    pages_fill(app->pages, PAGE_LIST_ITEM, values, ARRAY_LEN(values), buf);
}

static enum status add_page(struct app *app, struct request *req, const struct store_list *list,
                            struct str next, struct response *res)
{
    struct buf items;
    struct store_stats stats = {0};
    enum status status = store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    buf_init(&items, 0);
    for (size_t i = 0; i < list->len; i++) {
        add_item(app, req->arena, &list->items[i], &items);
    }
    struct page_frame frame = {.title = STR("Articles")};
    const struct template_value values[] = {
        {"items", buf_str(&items)},
        {"count",
         stats.articles ? arena_printf(req->arena, "%lld", (long long)stats.articles) : str_null()},
        {"next_url", next},
        {"base_url", page_base_url(req)},
    };
    pages_add(app, PAGE_LIST, &frame, values, ARRAY_LEN(values), &res->body);
    status = buf_ok(&items) ? OK : error_no_memory(&res->error);
    buf_done(&items);
    return status;
}

enum status handle_articles_get(struct app *app, struct request *req, struct response *res)
{
    struct store_query query;
    struct store_list list;
    struct store_stats stats;
    enum status status = read_query(req, res, &query);
    status = status ? status : store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    struct str etag = arena_printf(req->arena, "\"list-%lld-%lld-%s\"", (long long)stats.articles,
                                   (long long)stats.latest_change, http_format_suffix(req->format));
    /* Also with a 304, whose headers replace those of the browser's copy (RFC 9111, 4.3.4). */
    res->csp = req->format == FORMAT_HTML ? page_csp : NULL;
    response_validators(req, res, etag, 0);
    if (request_is_current(req, etag, 0)) {
        return response_not_modified(res);
    }
    status = store_list(app->store, &query, req->arena, &list, &res->error);
    if (status) {
        return status;
    }
    struct str next = next_url(req, &query, &list);
    if (next.len) {
        response_header(res, "Link",
                        arena_printf(req->arena, "<%.*s>; rel=\"next\"", STR_ARG(next)));
    }
    if (req->format == FORMAT_HTML) {
        status = add_page(app, req, &list, next, res);
    } else {
        add_json(&list, next, &res->body);
    }
    return status ? status : buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
