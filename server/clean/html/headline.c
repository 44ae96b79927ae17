/* The article's title, and the publication's name, told apart from each other. */
#include "clean/html/headline.h"

#include "clean/html/plain.h"
#include "clean/html/rank.h"
#include "clean/html/titles.h"

enum {
    SUBTITLE_BLOCKS = 4, /* below the title in which it stands */
    SUBTITLE_WORDS = 3,
    SUBTITLE_BYTES = 300,
};

/* Parts of the class of an element that holds a subtitle, and not the beginning of the text. */
static const char *const SUBTITLES[] = {
    "subtitle",    "sub-title",  "standfirst",  "subheadline",  "sub-headline", "sub_title",
    "article-dek", "subheading", "sub-heading", "article__dek", "headline-sub"};

struct fact headline_site(const struct survey *survey)
{
    const struct page *page = survey->page;
    static const char *const keys[] = {"og:site_name", "application-name",
                                       "apple-mobile-web-app-title"};
    struct str name = plain_text(page->arena, page_meta(page, keys[0]));
    if (name.len) {
        return (struct fact){name, SOURCE_OPEN_GRAPH};
    }
    name = plain_text(page->arena, page->ld.publisher);
    if (name.len) {
        return (struct fact){name, SOURCE_JSON_LD};
    }
    for (size_t i = 1; i < ARRAY_LEN(keys); i++) {
        name = plain_text(page->arena, page_meta(page, keys[i]));
        if (name.len) {
            return (struct fact){name, SOURCE_META};
        }
    }
    struct str title = plain_text(page->arena, page->title);
    size_t len = 0, from = 0;
    for (ptrdiff_t at; (at = title_separator(title, from, &len)) >= 0;) {
        from = (size_t)at + len;
    }
    struct str part = from ? str_sub(title, from, title.len) : str_null();
    if (part.len && title_is_site(page, part, str_null())) {
        return (struct fact){part, SOURCE_META};
    }
    return (struct fact){0};
}

/* A heading of a lower level within the text, which nothing else of the page repeats. */
static bool is_of_section(const struct survey *survey, const struct title *title)
{
    const unsigned lower = 1U << TITLE_H2 | 1U << TITLE_H3 | 1U << TITLE_CLASS;
    return !(title->origins & ~lower) && survey->long_before[title->block] > 0;
}

static bool is_h1(const struct title *title, bool is_site)
{
    return title->origins & 1U << TITLE_H1 && (title->row[TITLE_IS_SITE] > 0) == is_site;
}

struct fact headline_find(const struct survey *survey, struct str site, uint32_t *ret_block)
{
    struct titles titles;
    const struct title *best = NULL;
    float best_score = 0;
    titles_list(survey, site, &titles);
    /* Many sites write their own name as a heading above the page's: that one is no title then. */
    bool has_h1 = false;
    for (size_t i = 0; i < titles.len; i++) {
        has_h1 |= is_h1(&titles.items[i], false);
    }
    for (size_t i = 0; i < titles.len; i++) {
        float score = rank_score(&RANK_TITLES, titles.items[i].row);
        if (is_of_section(survey, &titles.items[i]) || (has_h1 && is_h1(&titles.items[i], true))) {
            continue;
        }
        if (!best || score > best_score) {
            best = &titles.items[i];
            best_score = score;
        }
    }
    *ret_block = best ? best->block : BLOCK_NONE;
    return best ? (struct fact){best->text, best->source} : (struct fact){0};
}

static bool is_subtitle(const struct page *page, const struct block *block)
{
    const struct box *box = &page->boxes[block->box];
    struct str class = dom_attr(&page->dom, box->node, ATTR_CLASS);
    bool is_named = false;
    for (size_t i = 0; i < ARRAY_LEN(SUBTITLES); i++) {
        is_named |= str_find_nocase(class, str_from(SUBTITLES[i])) >= 0;
    }
    return is_named && block->words >= SUBTITLE_WORDS && block->len <= SUBTITLE_BYTES &&
           !(box->flags & BOX_HIDDEN);
}

struct fact headline_subtitle(const struct survey *survey, uint32_t title, uint32_t *ret_block)
{
    const struct page *page = survey->page;
    *ret_block = BLOCK_NONE;
    for (uint32_t i = title; i != BLOCK_NONE && ++i <= title + SUBTITLE_BLOCKS;) {
        if (i < page->n_blocks && page->blocks[i].kind == BLOCK_PAGE &&
            is_subtitle(page, &page->blocks[i])) {
            *ret_block = i;
            return (struct fact){block_text(page, &page->blocks[i]), SOURCE_DOM};
        }
    }
    struct str told = plain_text(page->arena, page->ld.subtitle);
    return (struct fact){told, told.len ? SOURCE_JSON_LD : SOURCE_NONE};
}
