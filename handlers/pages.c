/* Web pages: the templates of static/, parsed once, and the frame around every page. */
#include "handlers/pages.h"

#include "base/time.h"

#include "assets.h"

#include <stdio.h>
#include <stdlib.h>

struct pages {
    struct template *templates[PAGE_COUNT];
    struct str style_url; /* with the style sheet's hash, so that it can be kept for a year */
    char style_url_text[64];
};

const char page_csp[] = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
                        "base-uri 'none'; frame-ancestors 'none'";
/* Pictures come from where the article has them; the sandbox keeps the page without script and
 * origin. */
const char article_csp[] =
    "default-src 'none'; style-src 'self'; img-src 'self' https: http:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "sandbox allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-"
    "user-activation";

static const char *const file_names[PAGE_COUNT] = {
    [PAGE_FRAME] = "templates/page.html",
    [PAGE_LIST] = "templates/list.html",
    [PAGE_LIST_ITEM] = "templates/list_item.html",
    [PAGE_SEARCH] = "templates/search.html",
    [PAGE_SEARCH_ITEM] = "templates/search_item.html",
    [PAGE_NAMES] = "templates/names.html",
    [PAGE_NAMES_ITEM] = "templates/names_item.html",
    [PAGE_DOCS] = "templates/docs.html",
    [PAGE_DOCS_OPERATION] = "templates/docs_operation.html",
    [PAGE_DOCS_PARAM] = "templates/docs_param.html",
    [PAGE_ARTICLE] = "templates/article.html",
    [PAGE_ADD] = "templates/add.html",
    [PAGE_LOGIN] = "templates/login.html",
    [PAGE_TOKENS] = "templates/tokens.html",
    [PAGE_TOKEN_ITEM] = "templates/token_item.html",
    [PAGE_TOKEN_NEW] = "templates/token_new.html",
    [PAGE_ERROR] = "templates/error.html",
    [PAGE_REVISIONS] = "templates/revisions.html",
    [PAGE_REVISIONS_ITEM] = "templates/revisions_item.html",
    [PAGE_REVISION] = "templates/revision.html",
    [PAGE_LOG] = "templates/log.html",
    [PAGE_LOG_FACT] = "templates/log_fact.html",
    [PAGE_LOG_BLOCK] = "templates/log_block.html",
};

static const struct asset *find_asset(const char *name)
{
    for (size_t i = 0; i < assets_len; i++) {
        if (str_equal(str_from(assets[i].name), str_from(name))) {
            return &assets[i];
        }
    }
    return NULL;
}

void pages_free(struct pages *pages)
{
    if (pages) {
        for (size_t i = 0; i < PAGE_COUNT; i++) {
            template_free(pages->templates[i]);
        }
        free(pages);
    }
}

static enum status parse_all(struct pages *pages, struct error *err)
{
    for (size_t i = 0; i < PAGE_COUNT; i++) {
        const struct asset *asset = find_asset(file_names[i]);
        struct error reason = {0};
        if (!asset) {
            return error_set(err, ERR_INTERNAL, "static/%s is missing", file_names[i]);
        }
        struct str text = str_of((const char *)asset->bytes, asset->len);
        enum status status = template_new(text, &pages->templates[i], &reason);
        if (status) {
            return error_set(err, status, "static/%s: %s", file_names[i], reason.message);
        }
    }
    return OK;
}

enum status pages_new(struct pages **ret_pages, struct error *err)
{
    const struct asset *style = find_asset("style.css");
    struct pages *pages = calloc(1, sizeof(*pages));
    enum status status = pages ? OK : error_no_memory(err);
    if (!style) {
        status = error_set(err, ERR_INTERNAL, "static/style.css is missing");
    }
    status = status ? status : parse_all(pages, err);
    if (status || !pages || !style) {
        pages_free(pages);
        return status;
    }
    int len = snprintf(pages->style_url_text, sizeof(pages->style_url_text),
                       "/static/style.css?v=%.16s", style->etag + 1); /* without its quote */
    pages->style_url = str_of(pages->style_url_text, (size_t)len);
    *ret_pages = pages;
    return OK;
}

void pages_fill(const struct pages *pages, enum page page, const struct template_value *values,
                size_t n, struct buf *buf)
{
    template_fill(pages->templates[page], values, n, buf);
}

struct str page_base_url(const struct request *req)
{
    struct str host = request_header(req, "Host");
    return arena_printf(req->arena, "%s://%.*s", req->is_https ? "https" : "http",
                        STR_ARG(host.len ? host : STR("127.0.0.1:8080")));
}

void pages_add(const struct app *app, enum page page, const struct page_frame *frame,
               const struct template_value *values, size_t n, struct buf *buf)
{
    struct buf content;
    buf_init(&content, 0);
    pages_fill(app->pages, page, values, n, &content);
    if (!buf_ok(&content)) {
        (void)buf_reserve(buf, SIZE_MAX); /* makes the failure the caller's */
    }
    const struct template_value holes[] = {
        {"title", frame->title},
        {"lang", frame->lang.len ? frame->lang : STR("en")},
        {"style_url", app->pages->style_url},
        {"version", STR(ARTICLED_VERSION)},
        {"content", buf_str(&content)},
    };
    pages_fill(app->pages, PAGE_FRAME, holes, ARRAY_LEN(holes), buf);
    buf_done(&content);
}

void pages_error(struct app *app, const struct request *req, int code, const char *title,
                 const char *detail, struct buf *buf)
{
    char text[16];
    int len = snprintf(text, sizeof(text), "%d", code);
    struct page_frame frame = {.title = str_from(title)};
    const struct template_value values[] = {
        {"code", str_of(text, (size_t)len)},
        {"title", str_from(title)},
        {"detail", str_from(detail)},
        {"request_id", str_from(req->id)},
    };
    pages_add(app, PAGE_ERROR, &frame, values, ARRAY_LEN(values), buf);
}

struct str page_date(struct arena *arena, struct str rfc3339)
{
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    struct date date;
    if (!date_parse(rfc3339, &date) || !date.month) {
        return rfc3339;
    }
    const char *month = months[date.month - 1];
    return date.day ? arena_printf(arena, "%d %s %d", date.day, month, date.year)
                    : arena_printf(arena, "%s %d", month, date.year);
}

struct str page_title(const struct article *article)
{
    struct str title = meta_get(&article->meta, META_TITLE);
    struct str url =
        article->fetch == ARTICLE_FETCHED ? str_null() : meta_get(&article->meta, META_URL);
    return title.len ? title : url.len ? url : STR("Untitled");
}
