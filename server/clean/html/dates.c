/* When the page was published and last changed. */
#include "clean/html/dates.h"

#include "clean/date_text.h"
#include "clean/html/kind.h"
#include "clean/html/plain.h"

enum {
    DATE_LINE_MAX = 120, /* bytes of an element or block that holds a date and little else */
    NEAR_ABOVE = 4,      /* blocks around the title in which a visible date is the article's */
    NEAR_BELOW = 8,
};

static const char *const PUBLISHED_KEYS[] = {"article:published_time",
                                             "article:published",
                                             "og:article:published_time",
                                             "datepublished",
                                             "pubdate",
                                             "publishdate",
                                             "publish-date",
                                             "publish_date",
                                             "dc.date.issued",
                                             "dcterms.issued",
                                             "dcterms.created",
                                             "dc.date.created",
                                             "dc.date",
                                             "dcterms.date",
                                             "parsely-pub-date",
                                             "sailthru.date",
                                             "article.published",
                                             "cxenseparse:recs:publishtime",
                                             "citation_publication_date",
                                             "citation_date",
                                             "publication_date",
                                             "date",
                                             "rnews:datepublished",
                                             "article_date_original",
                                             "originalpublicationdate",
                                             "og:published_time",
                                             "article:post_date",
                                             "datecreated",
                                             "bt:pubdate"};
static const char *const MODIFIED_KEYS[] = {"article:modified_time",
                                            "og:updated_time",
                                            "datemodified",
                                            "dcterms.modified",
                                            "dc.date.modified",
                                            "last-modified",
                                            "lastmod",
                                            "article:modified",
                                            "revised",
                                            "modified"};

/* How a date that was found is written down; unknown for a day that cannot be. */
static struct str write(struct arena *arena, const struct date *date)
{
    char text[TIME_TEXT_MAX];
    bool is_real = date->year >= 1900 && date->year < 2100;
    return is_real ? arena_str(arena, date_format(date, text)) : str_null();
}

/* Reads a machine's date or, within a short text, one for people. */
static bool read(const struct page *page, struct str text, struct date *ret_date)
{
    bool is_american = str_starts_nocase(page->lang, STR("en")) &&
                       !str_starts_nocase(page->lang, STR("en-gb")) &&
                       !str_starts_nocase(page->lang, STR("en-au"));
    size_t at, len;
    text = str_trim(text);
    return date_parse(text, ret_date) ||
           (text.len <= DATE_LINE_MAX && date_find(text, !is_american, ret_date, &at, &len));
}

struct found {
    struct date date;
    struct str raw;
    enum source source;
};

static bool from_ld(const struct page *page, struct str value, struct found *ret_found)
{
    *ret_found = (struct found){.raw = value, .source = SOURCE_JSON_LD};
    return value.len && read(page, value, &ret_found->date);
}

static bool from_metas(const struct page *page, const char *const *keys, size_t n,
                       struct found *ret_found)
{
    for (size_t k = 0; k < n; k++) {
        struct str key = str_from(keys[k]);
        for (size_t i = 0; i < page->n_metas; i++) {
            const struct page_meta *meta = &page->metas[i];
            if (page_meta_is(meta, key) && read(page, meta->value, &ret_found->date)) {
                ret_found->raw = meta->value;
                ret_found->source = meta->is_itemprop   ? SOURCE_MICRODATA
                                    : meta->is_property ? SOURCE_OPEN_GRAPH
                                                        : SOURCE_META;
                return true;
            }
        }
    }
    return false;
}

/* Not a comment's, a teaser's or the page frame's date. */
static bool is_in_place(const struct page *page, uint32_t block)
{
    if (block >= page->n_blocks) {
        return false;
    }
    const struct box *box = &page->boxes[page->blocks[block].box];
    return box_hint(box, HINT_RELATED) > 4 && box_tag(box, NEAR_NAV) > 8 &&
           box_tag(box, NEAR_ASIDE) > 6 && box_hint(box, HINT_SIDE) > 4 &&
           box_tag(box, NEAR_FOOTER) > 4 && !(box->flags & BOX_HIDDEN);
}

static bool read_element(const struct page *page, const lxb_dom_node_t *node,
                         struct found *ret_found)
{
    static const enum attr attrs[] = {ATTR_DATETIME, ATTR_CONTENT, ATTR_TITLE};
    for (size_t i = 0; i < ARRAY_LEN(attrs); i++) {
        struct str value = dom_attr(&page->dom, node, attrs[i]);
        if (value.len && read(page, value, &ret_found->date)) {
            ret_found->raw = value;
            return true;
        }
    }
    struct str text = plain_element(page->arena, node, DATE_LINE_MAX + 1, STR(" "));
    ret_found->raw = text;
    return text.len && text.len <= DATE_LINE_MAX && read(page, text, &ret_found->date);
}

static bool is_about_change(struct str text)
{
    static const struct str words[] = {
        {"update", 6},       {"modified", 8},      {"aktualisiert", 12}, {"mis \xC3\xA0 jour", 11},
        {"actualizado", 11}, {"aktualizacja", 12}, {"edited", 6},        {"aggiornat", 9}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_find_nocase(text, words[i]) >= 0) {
            return true;
        }
    }
    return false;
}

/*
 * The first marked element with a date; those that say when it changed come last.  `first` and
 * `last` are the blocks in which it may stand.
 */
static bool from_marks(const struct page *page, size_t first, size_t last, struct found *ret_found)
{
    struct found changed = {0};
    for (size_t i = 0; i < page->n_marks; i++) {
        const struct mark *mark = &page->marks[i];
        struct found found = {.source = SOURCE_DOM};
        if (!has_hint(mark->hints, HINT_DATE) || mark->block < first || mark->block > last ||
            !is_in_place(page, mark->block) || !read_element(page, mark->node, &found)) {
            continue;
        }
        struct str itemprop = dom_attr(&page->dom, mark->node, ATTR_ITEMPROP);
        struct str class = dom_attr(&page->dom, mark->node, ATTR_CLASS);
        found.source = itemprop.len ? SOURCE_MICRODATA : SOURCE_DOM;
        bool is_change =
            is_about_change(itemprop) || is_about_change(class) || is_about_change(found.raw);
        if (!is_change) {
            *ret_found = found;
            return true;
        }
        changed = changed.source ? changed : found;
    }
    *ret_found = changed;
    return changed.source != SOURCE_NONE;
}

/* "/2024/05/06/" or "/20240506" in the address. */
static bool from_address(const struct page *page, struct found *ret_found)
{
    struct str path = page->url ? page->url->path : str_null();
    for (size_t at = 0; at + 8 < path.len; at++) {
        struct str rest = str_sub(path, at + 1, 10);
        struct date date;
        bool is_start = path.ptr[at] == '/' || path.ptr[at] == '-';
        bool has_parts = rest.len == 10 && (rest.ptr[4] == '/' || rest.ptr[4] == '-') &&
                         rest.ptr[7] == rest.ptr[4];
        bool is_whole = at + 11 >= path.len || !byte_is_digit((unsigned char)path.ptr[at + 11]);
        if (is_start && has_parts && is_whole && date_parse(rest, &date) && date.day &&
            date.year >= 1990 && date.year < 2100) {
            *ret_found = (struct found){.date = date, .raw = rest, .source = SOURCE_META};
            return true;
        }
    }
    return false;
}

/* A short block near the title that holds a date. */
static bool from_text(const struct survey *survey, size_t first, size_t last,
                      struct found *ret_found)
{
    const struct page *page = survey->page;
    for (size_t i = first; i <= last && i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        struct str text = block_text(page, block);
        if (block->has_year && block->len <= DATE_LINE_MAX && is_in_place(page, (uint32_t)i) &&
            read(page, text, &ret_found->date)) {
            ret_found->raw = text;
            ret_found->source = SOURCE_TEXT;
            return true;
        }
    }
    return false;
}

static bool find_published(const struct survey *survey, uint32_t title, struct found *ret_found)
{
    const struct page *page = survey->page;
    uint32_t at = title == BLOCK_NONE ? survey->first_h1 : title;
    size_t first = at == BLOCK_NONE ? 0 : at > NEAR_ABOVE ? at - NEAR_ABOVE : 0;
    size_t last = at == BLOCK_NONE ? NEAR_BELOW : at + NEAR_BELOW;
    if (from_ld(page, page->ld.published, ret_found) ||
        from_metas(page, PUBLISHED_KEYS, ARRAY_LEN(PUBLISHED_KEYS), ret_found)) {
        return true;
    }
    return !kind_is_other(page) &&
           (from_marks(page, first, last, ret_found) || from_address(page, ret_found) ||
            from_text(survey, first, last, ret_found));
}

bool dates_find(const struct survey *survey, uint32_t title, struct arena *arena, struct meta *meta)
{
    const struct page *page = survey->page;
    struct found found = {0};
    bool is_ok = true;
    if (find_published(survey, title, &found)) {
        is_ok =
            meta_set(arena, meta, META_PUBLISHED, write(page->arena, &found.date), found.source) &&
            meta_set(arena, meta, META_PUBLISHED_RAW, plain_text(page->arena, found.raw),
                     found.source);
    }
    if (is_ok && (from_ld(page, page->ld.modified, &found) ||
                  from_metas(page, MODIFIED_KEYS, ARRAY_LEN(MODIFIED_KEYS), &found))) {
        is_ok = meta_set(arena, meta, META_MODIFIED, write(page->arena, &found.date), found.source);
    }
    return is_ok;
}
