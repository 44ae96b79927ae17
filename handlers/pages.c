/* Web pages: the templates of static/, parsed once, and the frame around every page. */
#include "handlers/pages.h"

#include "base/hash.h"
#include "base/time.h"
#include "handlers/look.h"

#include "assets.h"

#include <stdio.h>
#include <stdlib.h>

enum { TAG_LEN = 8, URL_LEN = 64 };

struct pages {
    struct template *templates[PAGE_COUNT];
    struct str style_url, script_url; /* with the file's hash, so that they are kept for a year */
    char style_url_text[URL_LEN], script_url_text[URL_LEN];
    char tag[SHA256_HEX + 1];
};

/*
 * Our own script alone, from its file, and (Trusted Types) not even that can make markup of text:
 * what an article holds is never run, also if something got past the sanitizer's types.
 */
#define OWN_SCRIPT                                                                              \
    "script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types " \
    "'none'; manifest-src 'self'; "

const char page_csp[] = "default-src 'none'; style-src 'self'; img-src 'self'; " OWN_SCRIPT
                        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/* Pictures come from where the article has them.  No sandbox: with the script and the forms that
 * keep the reader's place, it would have to allow both scripts and the origin, and then it holds
 * nothing. */
const char reading_csp[] =
    "default-src 'none'; style-src 'self'; img-src 'self' https: http:; " OWN_SCRIPT
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/* A document alone has no use for either, and is kept without script and origin. */
const char article_csp[] = "default-src 'none'; style-src 'self'; img-src 'self' https: http:; "
                           "form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
                           "sandbox allow-popups allow-popups-to-escape-sandbox allow-downloads "
                           "allow-top-navigation-by-user-activation";

static const char *const file_names[PAGE_COUNT] = {
    [PAGE_FRAME] = "templates/page.html",
    [PAGE_LIST] = "templates/list.html",
    [PAGE_LIST_ITEM] = "templates/list_item.html",
    [PAGE_SHELF] = "templates/shelf.html",
    [PAGE_TAG] = "templates/tag.html",
    [PAGE_SEARCH] = "templates/search.html",
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
    [PAGE_RECEIVE] = "templates/receive.html",
    [PAGE_CONNECT] = "templates/connect.html",
    [PAGE_SETTINGS] = "templates/settings.html",
    [PAGE_LOOK_FIELD] = "templates/look_field.html",
    [PAGE_LOOK_OPTION] = "templates/look_option.html",
    [PAGE_HELP] = "templates/help.html",
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

/* The address of a file below static/, with its hash; unknown when there is no such file. */
static struct str versioned_url(const char *name, char text[URL_LEN])
{
    const struct asset *asset = find_asset(name);
    if (!asset) {
        return str_null();
    }
    /* The entity tag without its quotes. */
    int len = snprintf(text, URL_LEN, "/static/%s?v=%.16s", name, asset->etag + 1);
    return str_of(text, (size_t)len);
}

static void make_tag(struct pages *pages)
{
    struct buf etags;
    buf_init(&etags, 0);
    for (size_t i = 0; i < assets_len; i++) {
        buf_add_z(&etags, assets[i].etag);
    }
    struct sha256 hash = hash_sha256(buf_str(&etags));
    hash_hex(&hash, pages->tag);
    buf_done(&etags);
}

enum status pages_new(struct pages **ret_pages, struct error *err)
{
    struct pages *pages = calloc(1, sizeof(*pages));
    enum status status = pages ? parse_all(pages, err) : error_no_memory(err);
    if (status || !pages) {
        pages_free(pages);
        return status;
    }
    pages->style_url = versioned_url("style.css", pages->style_url_text);
    pages->script_url = versioned_url("articled.js", pages->script_url_text);
    make_tag(pages);
    if (!pages->style_url.len || !pages->script_url.len) {
        pages_free(pages);
        return error_set(err, ERR_INTERNAL, "static/style.css or static/articled.js is missing");
    }
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

/* The reader's settings that are not the first choices, and the schemes that the browser's own
 * parts (scroll bars, fields) follow. */
static void give_look(const struct page_frame *frame, struct template_value holes[LOOK_COUNT + 1])
{
    struct look look = {{0}};
    if (frame->req && !frame->is_plain) {
        look = look_of(frame->req);
    }
    for (int i = 0; i < LOOK_COUNT; i++) {
        holes[i] =
            (struct template_value){look_rows[i].name, look_value(&look, (enum look_setting)i)};
    }
    struct str theme = holes[LOOK_THEME].value;
    bool is_dark = str_equal(theme, STR("dark"));
    holes[LOOK_COUNT] = (struct template_value){"scheme", !theme.len ? STR("light dark")
                                                          : is_dark  ? STR("dark")
                                                                     : STR("light")};
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
    struct template_value holes[LOOK_COUNT + 1 + 8] = {
        [LOOK_COUNT + 1] = {"title", frame->title},
        {"lang", frame->lang.len ? frame->lang : STR("en")},
        {"style_url", app->pages->style_url},
        {"script_url", frame->is_plain ? str_null() : app->pages->script_url},
        {"is_plain", page_flag(frame->is_plain)},
        {frame->place ? frame->place : "in_none", STR("1")},
        {"version", STR(ARTICLED_VERSION)},
        {"content", buf_str(&content)},
    };
    give_look(frame, holes);
    pages_fill(app->pages, PAGE_FRAME, holes, ARRAY_LEN(holes), buf);
    buf_done(&content);
}

struct str page_variant(const struct app *app, const struct request *req, bool is_plain)
{
    if (req->format != FORMAT_HTML) {
        return str_from(http_format_suffix(req->format));
    }
    struct str parts[4] = {STR("html-"), str_of(app->pages->tag, TAG_LEN)};
    if (is_plain) {
        return arena_join(req->arena, parts, 2);
    }
    struct look look = look_of(req);
    parts[2] = STR("-");
    parts[3] = look_digits(req->arena, &look);
    return arena_join(req->arena, parts, ARRAY_LEN(parts));
}

void pages_error(struct app *app, const struct request *req, int code, const char *title,
                 const char *detail, struct buf *buf)
{
    char text[16];
    int len = snprintf(text, sizeof(text), "%d", code);
    struct page_frame frame = {.title = str_from(title), .req = req};
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

struct str page_percent(struct arena *arena, double share)
{
    return share > 0 ? arena_printf(arena, "%d", (int)(share * 100 + .5)) : str_null();
}
