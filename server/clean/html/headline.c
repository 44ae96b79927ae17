/* The article's title, and the publication's name, told apart from each other. */
#include "clean/html/headline.h"

#include "base/utf8.h"
#include "clean/html/plain.h"

enum {
    TITLE_MAX = 400,    /* bytes of a heading that can be a title */
    SITE_WORDS_MAX = 5, /* words behind the last separator of <title> that can be a site's name */
    HEADINGS_MAX = 40,  /* headings that are looked at */
    SQUEEZED_MAX = 64,  /* letters of a site's name or host */
};

/* What parts a title from a site's name in <title> and og:title. */
static const struct str SEPARATORS[] = {{" | ", 3},
                                        {" - ", 3},
                                        {" \xE2\x80\x93 ", 5},
                                        {" \xE2\x80\x94 ", 5},
                                        {" :: ", 4},
                                        {" \xC2\xBB ", 4},
                                        {" \xC2\xB7 ", 4},
                                        {" \xE2\x80\xA2 ", 5},
                                        {" / ", 3},
                                        {" \xC2\xAB ", 4},
                                        {" ~ ", 3},
                                        {"| ", 2}};

/* Compares by letters and digits alone, without case: 0 if `b` is not at `at` in `a`, else where it
 * ends. */
static size_t match_at(struct str a, size_t at, struct str b)
{
    size_t i = at, k = 0;
    while (k < b.len) {
        uint32_t c = utf8_next(b, &k), other = 0;
        if (!utf8_is_word(c)) {
            continue;
        }
        while (i < a.len && !utf8_is_word(other)) {
            other = utf8_next(a, &i);
        }
        if (utf8_lower(other) != utf8_lower(c)) {
            return 0;
        }
    }
    return i;
}

static bool has_word(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        if (utf8_is_word(utf8_next(s, &at))) {
            return true;
        }
    }
    return false;
}

static bool is_same(struct str a, struct str b)
{
    size_t end = match_at(a, 0, b);
    return end && !has_word(str_sub(a, end, a.len));
}

/* Whether `b` stands in `a` from one edge of a word to another. */
static bool holds(struct str a, struct str b)
{
    bool was_word = false;
    for (size_t at = 0; at < a.len;) {
        size_t start = at;
        bool is_word = utf8_is_word(utf8_next(a, &at));
        size_t end = is_word && !was_word ? match_at(a, start, b) : 0;
        size_t behind = end;
        if (end && (end >= a.len || !utf8_is_word(utf8_next(a, &behind)))) {
            return true;
        }
        was_word = is_word;
    }
    return false;
}

/* The last (or first) separator in a title; STR_NONE if there is none. */
static ptrdiff_t find_separator(struct str title, bool is_last, size_t *ret_len)
{
    ptrdiff_t best = STR_NONE;
    for (size_t i = 0; i < ARRAY_LEN(SEPARATORS); i++) {
        for (ptrdiff_t at = 0, found;
             (found = str_find(str_sub(title, (size_t)at, title.len), SEPARATORS[i])) >= 0;) {
            at += found;
            bool is_better = best == STR_NONE || (is_last ? at > best : at < best);
            if (is_better) {
                best = at;
                *ret_len = SEPARATORS[i].len;
            }
            at += (ptrdiff_t)SEPARATORS[i].len;
            if (!is_last) {
                break;
            }
        }
    }
    return best;
}

/* The letters and digits of `s` in lower case, at most `room` of them; returns how many. */
static size_t squeeze(struct str s, char *bytes, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < s.len && n < room; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (byte_is_alpha(c) || byte_is_digit(c)) {
            bytes[n++] = byte_lower((char)c);
        }
    }
    return n;
}

/* Whether a part of a title is the name of the site: as it is told, or as its host spells it. */
static bool is_site(const struct page *page, struct str part, struct str site)
{
    char letters[SQUEEZED_MAX], host[SQUEEZED_MAX];
    size_t n = squeeze(part, letters, sizeof(letters));
    size_t m = page->url ? squeeze(url_site(page->url), host, sizeof(host)) : 0;
    return (site.len && is_same(part, site)) ||
           (n >= 3 && str_find(str_of(host, m), str_of(letters, n)) >= 0);
}

/* `title` without the site's name at its end or start; with `is_bold`, without any short last part.
 */
static struct str without_site(const struct page *page, struct str title, struct str site,
                               bool is_bold)
{
    size_t len = 0;
    ptrdiff_t at = find_separator(title, true, &len);
    if (at > 0) {
        struct str part = str_sub(title, (size_t)at + len, title.len);
        struct str rest = str_trim(str_sub(title, 0, (size_t)at));
        bool is_short = utf8_count_words(part) <= SITE_WORDS_MAX && utf8_count_words(rest) >= 2;
        if (is_site(page, part, site)) {
            return without_site(page, rest, str_null(), false);
        }
        if (is_bold && is_short) {
            return rest;
        }
    }
    at = find_separator(title, false, &len);
    if (at > 0 && is_site(page, str_sub(title, 0, (size_t)at), site)) {
        return str_trim(str_sub(title, (size_t)at + len, title.len));
    }
    return title;
}

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
    size_t len = 0;
    ptrdiff_t at = find_separator(title, true, &len);
    struct str part = at > 0 ? str_sub(title, (size_t)at + len, title.len) : str_null();
    if (part.len && is_site(page, part, str_null())) {
        return (struct fact){part, SOURCE_META};
    }
    return (struct fact){0};
}

/* The headings that may be the title: all of level 1, or if there is none, the first of level 2. */
static size_t list_headings(const struct survey *survey, uint32_t *ret_blocks)
{
    const struct page *page = survey->page;
    size_t n = 0;
    for (uint32_t i = 0; i < page->n_blocks && n < HEADINGS_MAX; i++) {
        const struct block *block = &page->blocks[i];
        if (block->kind == BLOCK_PAGE && block_heading(page, block) == 1 &&
            block->len <= TITLE_MAX) {
            ret_blocks[n++] = i;
        }
    }
    return n;
}

/* The longest heading that the page's <title> or og:title repeats. */
static uint32_t repeated_heading(const struct survey *survey, const uint32_t *blocks, size_t n,
                                 struct str site, struct str title)
{
    const struct page *page = survey->page;
    uint32_t best = BLOCK_NONE;
    for (size_t i = 0; i < n; i++) {
        struct str text = block_text(page, &page->blocks[blocks[i]]);
        bool is_longer = best == BLOCK_NONE || text.len > page->blocks[best].len;
        if (is_longer && !(site.len && is_same(text, site) && !is_same(title, site)) &&
            holds(title, text)) {
            best = blocks[i];
        }
    }
    return best;
}

/* The block that shows a title which was found elsewhere. */
static uint32_t showing_block(const struct survey *survey, struct str title)
{
    const struct page *page = survey->page;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        if (block->kind == BLOCK_PAGE && block_heading(page, block) &&
            is_same(block_text(page, block), title)) {
            return i;
        }
    }
    return BLOCK_NONE;
}

static struct fact shown(const struct page *page, uint32_t block)
{
    struct str text = block_text(page, &page->blocks[block]);
    return (struct fact){plain_text(page->arena, text), SOURCE_DOM};
}

static struct fact elsewhere(const struct survey *survey, struct str site, const uint32_t *headings,
                             size_t n, uint32_t *ret_block)
{
    const struct page *page = survey->page;
    struct str og = plain_text(page->arena, page_meta(page, "og:title"));
    struct str title = plain_text(page->arena, page->title);
    struct fact found = {without_site(page, og, site, false), SOURCE_OPEN_GRAPH};
    if (!found.value.len) {
        found = (struct fact){plain_text(page->arena, page->ld.headline), SOURCE_JSON_LD};
    }
    if (!found.value.len && n == 1) {
        *ret_block = headings[0];
        return shown(page, headings[0]);
    }
    if (!found.value.len) {
        found = (struct fact){without_site(page, title, site, true), SOURCE_META};
    }
    if (!found.value.len && n) {
        *ret_block = headings[0];
        return shown(page, headings[0]);
    }
    *ret_block = showing_block(survey, found.value);
    return found.value.len ? found : (struct fact){0};
}

struct fact headline_find(const struct survey *survey, struct str site, uint32_t *ret_block)
{
    const struct page *page = survey->page;
    uint32_t headings[HEADINGS_MAX];
    size_t n = list_headings(survey, headings);
    const struct str titles[] = {plain_text(page->arena, page->title),
                                 plain_text(page->arena, page_meta(page, "og:title"))};
    *ret_block = BLOCK_NONE;
    for (size_t i = 0; i < ARRAY_LEN(titles) && *ret_block == BLOCK_NONE; i++) {
        *ret_block = repeated_heading(survey, headings, n, site, titles[i]);
    }
    if (*ret_block != BLOCK_NONE) {
        return shown(page, *ret_block);
    }
    return elsewhere(survey, site, headings, n, ret_block);
}
