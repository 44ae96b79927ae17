/* GET /articles/{id}: one article as page, JSON, Markdown or text. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "handlers/representation.h"
#include "store/store.h"

static struct str etag_of(const struct request *req, int64_t revision)
{
    return representation_etag(req->arena, req->path_id, revision, req->format);
}

static unsigned parts_for(enum http_format format)
{
    switch (format) {
    case FORMAT_HTML:
        return STORE_HTML;
    case FORMAT_MARKDOWN:
        return STORE_TREE;
    case FORMAT_TEXT:
        return STORE_TEXT;
    default:
        return STORE_HTML | STORE_TEXT;
    }
}

/* "William Wan and Chico Harlan"; unknown when the list is empty. */
static struct str join_names(struct arena *arena, const struct fact_list *list)
{
    struct str joined = str_null();
    for (size_t i = 0; i < list->len; i++) {
        const char *joint = i + 1 == list->len ? " and " : ", ";
        joined =
            i ? arena_printf(arena, "%.*s%s%.*s", STR_ARG(joined), joint, STR_ARG(list->items[i]))
              : list->items[i];
    }
    return joined;
}

static struct str fetch_text(struct arena *arena, const struct article *article)
{
    switch (article->fetch) {
    case ARTICLE_PENDING:
        return STR("The page is being fetched.");
    case ARTICLE_FAILED:
        return arena_printf(arena, "The page could not be fetched: %.*s.",
                            STR_ARG(article->fetch_error));
    case ARTICLE_FETCHED:
        break;
    }
    return str_null();
}

static struct str warning_text(struct arena *arena, const struct article *article)
{
    unsigned warnings = article->warnings;
    struct str text = fetch_text(arena, article);
    for (unsigned i = 0; i < WARNING_COUNT; i++) {
        if (warnings >> i & 1u) {
            text = arena_printf(arena, "%.*s%s%s", STR_ARG(text), text.len ? " " : "",
                                doc_warning_text((enum doc_warning)i));
        }
    }
    return text;
}

static struct str number(struct arena *arena, int64_t value)
{
    return arena_printf(arena, "%lld", (long long)value);
}

static void add_page(const struct app *app, struct request *req, const struct article *article,
                     struct buf *buf)
{
    const struct meta *meta = &article->meta;
    struct arena *arena = req->arena;
    struct page_frame frame = {
        .title = page_title(article),
        .lang = meta_get(meta, META_LANG),
        .dir = meta_get(meta, META_DIR),
    };
    const struct template_value values[] = {
        {"id", number(arena, article->id)},
        {"title", frame.title},
        {"subtitle", meta_get(meta, META_SUBTITLE)},
        {"site", meta_get(meta, META_SITE)},
        {"url", meta_get(meta, META_CANONICAL_URL)},
        {"author", join_names(arena, &meta->authors)},
        {"contributors", join_names(arena, &meta->contributors)},
        {"author_bio", meta_get(meta, META_AUTHOR_BIO)},
        {"published", page_date(arena, meta_get(meta, META_PUBLISHED))},
        {"datetime", meta_get(meta, META_PUBLISHED)},
        {"minutes",
         article->reading_minutes ? number(arena, article->reading_minutes) : str_null()},
        {"words", number(arena, article->word_count)},
        {"lang", frame.lang},
        {"dir", frame.dir},
        {"warnings", warning_text(arena, article)},
        {"content", article->content_html},
    };
    pages_add(app, PAGE_ARTICLE, &frame, values, ARRAY_LEN(values), buf);
}

enum status handle_article_get(struct app *app, struct request *req, struct response *res)
{
    struct article article;
    int64_t revision, updated_us;
    enum status status =
        store_get_revision(app->store, req->path_id, &revision, &updated_us, &res->error);
    if (status) {
        return status;
    }
    struct str etag = etag_of(req, revision);
    /* Also with a 304, whose headers replace those of the browser's copy (RFC 9111, 4.3.4). */
    res->csp = req->format == FORMAT_HTML ? article_csp : NULL;
    if (request_is_current(req, etag, updated_us)) {
        response_validators(req, res, etag, updated_us);
        return response_not_modified(res);
    }
    status = store_get(app->store, req->path_id, parts_for(req->format), req->arena, &article,
                       &res->error);
    if (!status) {
        /* The row may have changed between the two reads: what is sent decides the validator. */
        response_validators(req, res, etag_of(req, article.revision), article.updated_us);
        if (req->format != FORMAT_HTML) {
            return representation_add(req, &article, res);
        }
        if (article.fetch == ARTICLE_PENDING) {
            response_header(res, "Refresh", STR("2")); /* not in a standard, but in every browser */
        }
        add_page(app, req, &article, &res->body);
    }
    return status ? status : buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
