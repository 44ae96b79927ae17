/* The page of an article: as the reader's place, and as a document alone. */
#include "handlers/article_page.h"

#include "handlers/look_form.h"
#include "handlers/names.h"
#include "handlers/pages.h"

bool article_page_is_plain(const struct request *req)
{
    return req->format == FORMAT_HTML && str_ends(req->path, STR(".html"));
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

/* As a form's field takes them again. */
static struct str join(struct arena *arena, const struct fact_list *list, const char *joint)
{
    struct str joined = str_null();
    for (size_t i = 0; i < list->len; i++) {
        joined = arena_printf(arena, "%.*s%s%.*s", STR_ARG(joined), i ? joint : "",
                              STR_ARG(list->items[i]));
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

/* Appends values to those of a template, which has room for them. */
struct values {
    struct template_value items[40];
    size_t len;
};

static void give(struct values *values, const struct template_value *more, size_t n)
{
    memcpy(&values->items[values->len], more, n * sizeof(*more));
    values->len += n;
}

/* What the page says of the article. */
static void give_facts(struct values *values, struct arena *arena, const struct article *article)
{
    const struct meta *meta = &article->meta;
    struct str url = meta_get(meta, META_CANONICAL_URL);
    bool has_pictures = !str_equal(article->images, STR("[]"));
    const struct template_value facts[] = {
        {"id", number(arena, article->id)},
        {"title", page_title(article)},
        {"subtitle", meta_get(meta, META_SUBTITLE)},
        {"site", meta_get(meta, META_SITE)},
        {"url", url.len ? url : meta_get(meta, META_URL)},
        /* Beside other pictures it is mostly one of them in another size. */
        {"lead_image", has_pictures ? str_null() : meta_get(meta, META_LEAD_IMAGE)},
        {"author", join_names(arena, &meta->authors)},
        {"contributors", join_names(arena, &meta->contributors)},
        {"author_bio", meta_get(meta, META_AUTHOR_BIO)},
        {"published", page_date(arena, meta_get(meta, META_PUBLISHED))},
        {"datetime", meta_get(meta, META_PUBLISHED)},
        {"minutes",
         article->reading_minutes ? number(arena, article->reading_minutes) : str_null()},
        {"words", number(arena, article->word_count)},
        {"lang", meta_get(meta, META_LANG)},
        {"dir", meta_get(meta, META_DIR)},
        {"warnings", warning_text(arena, article)},
        {"content", article->content_html},
    };
    give(values, facts, ARRAY_LEN(facts));
}

/* What the reader has done with it, and can do. */
static void give_own(struct values *values, const struct app *app, const struct request *req,
                     const struct article *article, struct str look_fields)
{
    const struct meta *meta = &article->meta;
    struct arena *arena = req->arena;
    const struct template_value own[] = {
        {"is_starred", page_flag(article->is_starred)},
        {"is_archived", page_flag(article->state == STATE_ARCHIVED)},
        {"has_failed", page_flag(article->fetch == ARTICLE_FAILED)},
        {"state", str_from(article_state_name(article->state))},
        {"progress", arena_printf(arena, "%.4f", article->progress)},
        {"percent", page_percent(arena, article->progress)},
        {"tag_links", names_tag_links(app, req, &meta->tags)},
        {"tags", join(arena, &meta->tags, ", ")},
        {"authors", join(arena, &meta->authors, "; ")},
        {"note", article->note},
        {"look_fields", look_fields},
    };
    give(values, own, ARRAY_LEN(own));
}

enum status article_page_add(const struct app *app, const struct request *req,
                             const struct article *article, struct response *res)
{
    struct values values = {.len = 0};
    struct page_frame frame = {
        .title = page_title(article),
        .lang = meta_get(&article->meta, META_LANG),
        .dir = meta_get(&article->meta, META_DIR),
        .req = req,
        .is_plain = article_page_is_plain(req),
    };
    const struct template_value is_plain = {"is_plain", page_flag(frame.is_plain)};
    struct buf fields;
    buf_init(&fields, 0);
    give(&values, &is_plain, 1);
    give_facts(&values, req->arena, article);
    if (!frame.is_plain) {
        struct look look = look_of(req);
        look_form_add(app, &look, &fields);
        give_own(&values, app, req, article, buf_str(&fields));
    }
    pages_add(app, PAGE_ARTICLE, &frame, values.items, values.len, &res->body);
    bool is_whole = buf_ok(&fields) && buf_ok(&res->body);
    buf_done(&fields);
    return is_whole ? OK : error_no_memory(&res->error);
}
