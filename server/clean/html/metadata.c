/* What a page tells about its article: title, authors, dates, and so on, each by ordered rules. */
#include "clean/html/metadata.h"

#include "base/utf8.h"
#include "clean/html/authors.h"
#include "clean/html/dates.h"
#include "clean/html/headline.h"
#include "clean/html/plain.h"
#include "clean/language.h"

enum {
    TAG_LEN_MAX = 60,  /* bytes; longer "tags" are sentences */
    KEYWORDS_MAX = 12, /* more keywords than these were written for search engines */
    LANG_LEN_MAX = 35, /* RFC 5646, 4.4.1 */
};

/* A field and the <meta> keys that tell it, best first. */
struct meta_rule {
    enum meta_field field;
    const char *key;
    enum source source;
};

static const struct meta_rule RULES[] = {
    {META_EXCERPT, "og:description", SOURCE_OPEN_GRAPH},
    {META_EXCERPT, "description", SOURCE_META},
    {META_EXCERPT, "twitter:description", SOURCE_META},
    {META_SECTION, "article:section", SOURCE_OPEN_GRAPH},
    {META_SECTION, "section", SOURCE_META},
};

static bool is_language(struct str tag)
{
    bool is_ok = tag.len >= 2 && tag.len <= LANG_LEN_MAX;
    for (size_t i = 0; i < tag.len && is_ok; i++) {
        unsigned char c = (unsigned char)tag.ptr[i];
        is_ok = byte_is_alpha(c) || (i > 1 && (c == '-' || byte_is_digit(c)));
    }
    return is_ok;
}

/* "en_US" and "de, en" are written as languages, too. */
static struct str tidy_language(struct arena *arena, struct str tag)
{
    size_t n = 0;
    while (n < tag.len && tag.ptr[n] != ',' && tag.ptr[n] != ' ') {
        n++;
    }
    char *bytes = arena_cstr(arena, str_sub(tag, 0, n));
    for (size_t i = 0; bytes && i < n; i++) {
        bytes[i] = (char)(bytes[i] == '_' ? '-' : bytes[i]);
    }
    struct str tidy = str_of(bytes, bytes ? n : 0);
    return is_language(tidy) ? tidy : str_null();
}

/* The language of what is kept; unknown when that is too little to tell. */
static struct str guess_language(const struct page *page, const bool *keep)
{
    struct language_count *count = language_count_new(page->arena);
    for (size_t i = 0; count && i < page->n_blocks; i++) {
        if (keep[i]) {
            language_count_add(count, block_text(page, &page->blocks[i]));
        }
    }
    return count ? language_count_best(count) : str_null();
}

static bool set_language(const struct survey *survey, const struct choice *choice,
                         struct arena *arena, struct meta *meta)
{
    const struct page *page = survey->page;
    const struct {
        struct str tag;
        enum source source;
    } told[] = {{page->lang, SOURCE_META},
                {page->ld.lang, SOURCE_JSON_LD},
                {page_meta(page, "content-language"), SOURCE_META},
                {page_meta(page, "og:locale"), SOURCE_OPEN_GRAPH}};
    bool is_ok = true;
    for (size_t i = 0; i < ARRAY_LEN(told) && is_ok; i++) {
        is_ok = meta_set(arena, meta, META_LANG, tidy_language(page->arena, told[i].tag),
                         told[i].source);
    }
    bool is_known = meta_get(meta, META_LANG).len > 0;
    return is_ok && (is_known || meta_set(arena, meta, META_LANG,
                                          guess_language(page, choice->keep), SOURCE_GUESS));
}

/* Where the markup does not say it, the text will. */
static bool set_direction(const struct page *page, struct arena *arena, struct meta *meta)
{
    bool is_rtl = str_equal_nocase(page->dir, STR("rtl"));
    bool is_known = is_rtl || str_equal_nocase(page->dir, STR("ltr"));
    return !is_known ||
           meta_set(arena, meta, META_DIR, is_rtl ? STR("rtl") : STR("ltr"), SOURCE_META);
}

static bool set_address(const struct page *page, const struct clean_input *input,
                        struct arena *arena, struct meta *meta)
{
    const struct url *given = input->url.len ? url_resolve(arena, NULL, input->url) : NULL;
    const struct {
        struct str address;
        enum source source;
    } told[] = {{page->canonical, SOURCE_META},
                {page_meta(page, "og:url"), SOURCE_OPEN_GRAPH},
                {given ? given->text : str_null(), SOURCE_GIVEN}};
    bool is_ok = !given || meta_set(arena, meta, META_URL, given->text, SOURCE_GIVEN);
    for (size_t i = 0; i < ARRAY_LEN(told) && is_ok; i++) {
        const struct url *url =
            told[i].address.len ? url_resolve(page->arena, page->url, told[i].address) : NULL;
        if (url && !str_equal(url->scheme, STR("mailto"))) {
            is_ok = meta_set(arena, meta, META_CANONICAL_URL, url_canonical(page->arena, url),
                             told[i].source);
        }
    }
    return is_ok;
}

static bool set_image(const struct page *page, struct arena *arena, struct meta *meta)
{
    const struct {
        struct str address;
        enum source source;
    } told[] = {{page_meta(page, "og:image"), SOURCE_OPEN_GRAPH},
                {page_meta(page, "og:image:url"), SOURCE_OPEN_GRAPH},
                {page->ld.image, SOURCE_JSON_LD},
                {page_meta(page, "twitter:image"), SOURCE_META}};
    bool is_ok = true;
    for (size_t i = 0; i < ARRAY_LEN(told) && is_ok; i++) {
        const struct url *url =
            told[i].address.len ? url_resolve(page->arena, page->url, told[i].address) : NULL;
        if (url && !str_equal(url->scheme, STR("mailto"))) {
            is_ok = meta_set(arena, meta, META_LEAD_IMAGE, url->text, told[i].source);
        }
    }
    return is_ok;
}

static bool add_tags(const struct page *page, struct str list, struct arena *arena,
                     struct fact_list *tags, enum source source)
{
    struct str rest = list, part;
    bool is_ok = true;
    for (size_t n = 0; n < META_LIST_MAX && is_ok && str_split(&rest, ',', &part); n++) {
        struct str tag = plain_text(page->arena, part);
        is_ok = tag.len > TAG_LEN_MAX || meta_add(arena, tags, tag, source);
    }
    return is_ok;
}

static size_t count_parts(struct str list)
{
    size_t n = list.len > 0;
    for (size_t i = 0; i < list.len; i++) {
        n += list.ptr[i] == ',';
    }
    return n;
}

static bool set_tags(const struct page *page, struct arena *arena, struct fact_list *tags)
{
    bool is_ok = true;
    for (size_t i = 0; i < page->n_metas && is_ok; i++) {
        if (page_meta_is(&page->metas[i], STR("article:tag"))) {
            is_ok = add_tags(page, page->metas[i].value, arena, tags, SOURCE_OPEN_GRAPH);
        }
    }
    const struct str lists[] = {page->ld.keywords, page_meta(page, "news_keywords"),
                                page_meta(page, "keywords")};
    for (size_t i = 0; i < ARRAY_LEN(lists) && is_ok && !tags->len; i++) {
        if (count_parts(lists[i]) <= KEYWORDS_MAX) {
            is_ok = add_tags(page, lists[i], arena, tags, i ? SOURCE_META : SOURCE_JSON_LD);
        }
    }
    return is_ok;
}

static bool set_rules(const struct page *page, struct arena *arena, struct meta *meta)
{
    bool is_ok = true;
    for (size_t i = 0; i < ARRAY_LEN(RULES) && is_ok; i++) {
        struct str value = plain_text(page->arena, page_meta(page, RULES[i].key));
        is_ok = meta_set(arena, meta, RULES[i].field, value, RULES[i].source);
    }
    return is_ok && meta_set(arena, meta, META_SECTION, plain_text(page->arena, page->ld.section),
                             SOURCE_JSON_LD);
}

bool metadata_read(const struct survey *survey, struct choice *choice,
                   const struct clean_input *input, struct arena *arena, struct doc *doc)
{
    const struct page *page = survey->page;
    struct meta *meta = &doc->meta;
    struct fact site = headline_site(survey);
    uint32_t block, below;
    struct fact title = headline_find(survey, site.value, &block);
    struct fact subtitle = headline_subtitle(survey, block, &below);
    bool is_ok = meta_set(arena, meta, META_TITLE, title.value, title.source) &&
                 meta_set(arena, meta, META_SITE, site.value, site.source) &&
                 authors_find(survey, block, site.value, arena, &meta->authors) &&
                 meta_set(arena, meta, META_SUBTITLE, subtitle.value, subtitle.source) &&
                 dates_find(survey, block, arena, meta) &&
                 set_language(survey, choice, arena, meta) && set_direction(page, arena, meta) &&
                 set_address(page, input, arena, meta) && set_image(page, arena, meta) &&
                 set_tags(page, arena, &meta->tags) && set_rules(page, arena, meta);
    /* What the facts tell is not repeated in the body. */
    choice_drop(page, choice, block);
    choice_drop(page, choice, below);
    return is_ok;
}
