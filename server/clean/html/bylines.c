/* Who wrote the page. */
#include "clean/html/bylines.h"

#include "clean/html/collect.h"
#include "clean/html/credit.h"
#include "clean/html/kind.h"
#include "clean/html/plain.h"
#include "clean/text/names.h"

enum {
    BYLINE_MAX = 160, /* bytes of an element that holds a byline and little else */
    NEAR_ABOVE = 8,   /* blocks around the title in which an element named so is the byline */
    NEAR_BELOW = 14,
    NEAR_TITLE = 8, /* blocks below the title in which a line "By ..." is the byline */
};

/* One string each, so that the list reads as a list. */
static const char *const META_KEYS[] = {"author",
                                        "article:author",
                                        "dc.creator",
                                        "dcterms.creator",
                                        "parsely-author",
                                        "sailthru.author",
                                        "byl",
                                        "cxenseparse:author",
                                        "citation_author",
                                        "article:author_name",
                                        "og:article:author",
                                        "twitter:data1",
                                        "authors",
                                        "article.author",
                                        "og:author",
                                        "rnews:author"};

static bool from_metas(const struct survey *survey, struct str site, struct arena *arena,
                       struct fact_list *authors)
{
    const struct page *page = survey->page;
    bool is_ok = true;
    for (size_t k = 0; k < ARRAY_LEN(META_KEYS) && !authors->len && is_ok; k++) {
        struct str key = str_from(META_KEYS[k]);
        for (size_t i = 0; i < page->n_metas && is_ok; i++) {
            if (page_meta_is(&page->metas[i], key)) {
                struct str names = plain_text(page->arena, page->metas[i].value);
                bool is_name = !str_equal(key, STR("twitter:data1")) || names_is_name(names);
                is_ok = !is_name || credit_add_list(arena, authors, names, site, SOURCE_META);
            }
        }
    }
    return is_ok;
}

/* Whether a mark stands where bylines do: not in comments, teasers or the page's frame. */
static bool is_in_place(const struct page *page, const struct mark *mark)
{
    if (mark->block >= page->n_blocks) {
        return false;
    }
    const struct box *box = &page->boxes[page->blocks[mark->block].box];
    return box_hint(box, HINT_COMMENT) > 6 && box_hint(box, HINT_RELATED) > 4 &&
           box_hint(box, HINT_REVIEW) > 4 && box_tag(box, NEAR_NAV) > 8 &&
           box_tag(box, NEAR_ASIDE) > 6 && box_hint(box, HINT_SIDE) > 4 &&
           box_tag(box, NEAR_FOOTER) > 6 && !(box->flags & BOX_HIDDEN);
}

/* Markup that says outright that this is the author's name. */
static bool is_outright(const struct page *page, const struct mark *mark)
{
    struct str itemprop = dom_attr(&page->dom, mark->node, ATTR_ITEMPROP);
    return dom_has_word(itemprop, STR("author")) || dom_has_word(itemprop, STR("creator")) ||
           dom_has_word(dom_attr(&page->dom, mark->node, ATTR_REL), STR("author"));
}

/* What elements named so may hold: a name as it is written, or also a handle. */
static bool add_mark(const struct page *page, const struct mark *mark, bool is_sure,
                     struct str site, struct arena *arena, struct fact_list *authors)
{
    struct str text = plain_element(page->arena, mark->node, BYLINE_MAX + 1, STR(" | "));
    bool may_be_handle =
        is_sure || kind_is_thread(page) ||
        (dom_tag(mark->node) == LXB_TAG_A && collect_is_author_link(page, mark->node));
    return !text.len || text.len > BYLINE_MAX ||
           credit_add_text(arena, authors, text, site, may_be_handle, SOURCE_DOM);
}

/*
 * The first marked element that holds a name: any that is marked outright, else one near the title
 * that has a class, an id or a link to that effect.
 */
static bool from_marks(const struct survey *survey, uint32_t title, bool is_sure, struct str site,
                       struct arena *arena, struct fact_list *authors)
{
    const struct page *page = survey->page;
    uint32_t at = title == BLOCK_NONE ? survey->first_h1 : title;
    size_t first = at == BLOCK_NONE || at < NEAR_ABOVE ? 0 : at - NEAR_ABOVE;
    size_t last = at == BLOCK_NONE ? NEAR_BELOW : at + NEAR_BELOW;
    bool is_ok = true;
    for (size_t i = 0; i < page->n_marks && !authors->len && is_ok; i++) {
        const struct mark *mark = &page->marks[i];
        bool is_near = mark->block >= first && mark->block <= last;
        if (has_hint(mark->hints, HINT_AUTHOR) && is_in_place(page, mark) &&
            (is_sure ? is_outright(page, mark) : is_near)) {
            is_ok = add_mark(page, mark, is_sure, site, arena, authors);
        }
    }
    return is_ok;
}

/* A short line "By Ann Lee" below the title. */
static bool from_text(const struct survey *survey, uint32_t title, struct str site,
                      struct arena *arena, struct fact_list *authors)
{
    const struct page *page = survey->page;
    bool is_ok = true;
    size_t first = title == BLOCK_NONE ? survey->first_h1 : title;
    size_t end = first == BLOCK_NONE ? 0 : MIN(first + NEAR_TITLE, page->n_blocks);
    for (size_t i = first; i < end && !authors->len && is_ok; i++) {
        struct str line = block_text(page, &page->blocks[i]);
        bool has_lead = false;
        if (line.len <= BYLINE_MAX) {
            (void)credit_behind_lead(line, &has_lead);
        }
        is_ok = !has_lead || credit_add_text(arena, authors, line, site, false, SOURCE_TEXT);
    }
    return is_ok;
}

bool bylines_find(const struct survey *survey, uint32_t title, struct str site, struct arena *arena,
                  struct fact_list *authors)
{
    const struct page *page = survey->page;
    bool is_ok = true;
    for (size_t i = 0; i < page->ld.n_authors && is_ok; i++) {
        struct str name = plain_text(page->arena, page->ld.authors[i]);
        is_ok = credit_add_list(arena, authors, name, site, SOURCE_JSON_LD);
    }
    if (is_ok && !authors->len) {
        is_ok = from_metas(survey, site, arena, authors);
    }
    if (kind_is_other(page)) {
        return is_ok;
    }
    if (is_ok && !authors->len) {
        is_ok = from_marks(survey, title, true, site, arena, authors);
    }
    if (is_ok && !authors->len) {
        is_ok = from_marks(survey, title, false, site, arena, authors);
    }
    return is_ok && (authors->len || from_text(survey, title, site, arena, authors));
}
