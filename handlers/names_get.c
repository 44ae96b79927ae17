/* GET /tags, /sites and /authors: the names that articles have in common, with their counts. */
#include "handlers/handlers.h"

#include "base/url.h"
#include "handlers/names.h"
#include "handlers/pages.h"

static const struct {
    const char *title, *param, *path;
} kinds[] = {
    [STORE_TAGS] = {"Tags", "tag", "/tags/"},
    [STORE_SITES] = {"Publications", "site", NULL},
    [STORE_AUTHORS] = {"Authors", "author", NULL},
};

static struct str make_url(struct arena *arena, const char *before, const char *between,
                           struct str name)
{
    struct buf buf;
    buf_init(&buf, 0);
    buf_add_z(&buf, before);
    buf_add_z(&buf, between);
    url_encode(&buf, name);
    struct str url = buf_ok(&buf) ? arena_str(arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return url;
}

struct str names_list_url(struct arena *arena, enum store_name_kind kind, struct str name)
{
    struct str start = arena_printf(arena, "/articles?%s=", kinds[kind].param);
    return start.ptr ? make_url(arena, start.ptr, "", name) : start;
}

struct str names_tag_links(const struct app *app, const struct request *req,
                           const struct fact_list *tags)
{
    struct buf links;
    buf_init(&links, 0);
    for (size_t i = 0; i < tags->len; i++) {
        const struct template_value values[] = {
            {"url", names_list_url(req->arena, STORE_TAGS, tags->items[i])},
            {"name", tags->items[i]},
        };
        pages_fill(app->pages, PAGE_TAG, values, ARRAY_LEN(values), &links);
    }
    struct str markup = links.len ? arena_str(req->arena, buf_str(&links)) : str_null();
    buf_done(&links);
    return markup;
}

void names_add_json(struct json *json, struct arena *arena, enum store_name_kind kind,
                    const struct store_name *name)
{
    json_object_begin(json);
    json_key_str(json, "name", name->name);
    json_key(json, "count");
    json_int(json, name->count);
    json_key(json, "links");
    json_object_begin(json);
    if (kinds[kind].path) {
        json_key_str(json, "self", make_url(arena, kinds[kind].path, "", name->name));
    }
    json_key_str(json, "articles", names_list_url(arena, kind, name->name));
    json_object_end(json);
    json_object_end(json);
}

static void add_json(struct request *req, enum store_name_kind kind,
                     const struct store_names *names, struct buf *buf)
{
    struct json json;
    json_init(&json, buf);
    json_object_begin(&json);
    json_key(&json, "items");
    json_array_begin(&json);
    for (size_t i = 0; i < names->len; i++) {
        names_add_json(&json, req->arena, kind, &names->items[i]);
    }
    json_array_end(&json);
    json_key_str(&json, "next", str_null());
    json_object_end(&json);
}

static void add_page(struct app *app, struct request *req, enum store_name_kind kind,
                     const struct store_names *names, struct buf *buf)
{
    struct buf items;
    buf_init(&items, 0);
    for (size_t i = 0; i < names->len; i++) {
        const struct store_name *name = &names->items[i];
        const struct template_value values[] = {
            {"name", name->name},
            {"url", names_list_url(req->arena, kind, name->name)},
            {"count", arena_printf(req->arena, "%lld", (long long)name->count)},
        };
        pages_fill(app->pages, PAGE_NAMES_ITEM, values, ARRAY_LEN(values), &items);
    }
    struct page_frame frame = {
        .title = str_from(kinds[kind].title), .req = req, .place = "in_articles"};
    const struct template_value values[] = {
        {"title", frame.title},
        {"items", buf_str(&items)},
    };
    pages_add(app, PAGE_NAMES, &frame, values, ARRAY_LEN(values), buf);
    buf_done(&items);
}

static enum status answer(struct app *app, struct request *req, struct response *res,
                          enum store_name_kind kind)
{
    struct store_names names;
    struct store_stats stats;
    struct store_names_query query = {
        .kind = kind,
        .limit = (int)request_param_int(req, "limit", STORE_NAMES_MAX),
        .by_count = str_equal(request_param(req, "sort"), STR("-count")),
    };
    enum status status = store_stats(app->store, &stats, &res->error);
    if (status) {
        return status;
    }
    struct str etag =
        arena_printf(req->arena, "\"names-%lld-%lld-%.*s\"", (long long)stats.articles,
                     (long long)stats.latest_change, STR_ARG(page_variant(app, req, false)));
    res->csp = req->format == FORMAT_HTML ? page_csp : NULL;
    response_validators(req, res, etag, 0);
    if (request_is_current(req, etag, 0)) {
        return response_not_modified(res);
    }
    status = store_read_names(app->store, &query, req->arena, &names, &res->error);
    if (status) {
        return status;
    }
    if (req->format == FORMAT_HTML) {
        add_page(app, req, kind, &names, &res->body);
    } else {
        add_json(req, kind, &names, &res->body);
    }
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

enum status handle_tags_get(struct app *app, struct request *req, struct response *res)
{
    return answer(app, req, res, STORE_TAGS);
}

enum status handle_sites_get(struct app *app, struct request *req, struct response *res)
{
    return answer(app, req, res, STORE_SITES);
}

enum status handle_authors_get(struct app *app, struct request *req, struct response *res)
{
    return answer(app, req, res, STORE_AUTHORS);
}
