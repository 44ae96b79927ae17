/* The bylines of a page, each with what speaks for it naming who wrote the page. */
#include "clean/html/bylines.h"

#include "base/utf8.h"
#include "clean/date_text.h"
#include "clean/html/collect.h"
#include "clean/html/credit.h"
#include "clean/html/plain.h"
#include "clean/html/titles.h"
#include "clean/text/names.h"

#include <string.h>

enum {
    BYLINE_MAX = 160, /* bytes of an element that holds a byline and little else */
    NEAR_ABOVE = 8,   /* blocks above the title where lines "By ..." begin to be looked for */
    NAME_ABOVE = 3,   /* blocks around the title in which a line may be a name and nothing else */
    NAME_BELOW = 12,
    NEAR_BELOW = 20,
    LINES_READ = 50,
    MARKS_READ = 40,    /* elements that are read */
    FOOTER_BLOCKS = 25, /* at the end of the page, in which its owner is named */
};

/* Best first. */
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
                                        "rnews:author",
                                        "creator",
                                        "dc.contributor"};
enum { META_KEYS_PLAIN = 1 };

/* What stands between the parts of a line. */
static const struct str PARTINGS[] = {
    {"|", 1},  {"\xC2\xB7", 2}, {"\xE2\x80\xA2", 3}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3},
    {"- ", 2}, {",", 1},        {" in ", 4},         {" on ", 4}};

struct lister {
    const struct survey *survey;
    const struct page *page;
    uint32_t title;
    struct str site;
    struct bylines *bylines;
    bool is_ok;
};

/* The entry for some names: one for all places that name the same first.  NULL when there is none
 * or the list is full. */
static struct byline *add(struct lister *lister, const struct fact_list *names,
                          enum byline_origin origin, uint32_t block)
{
    struct bylines *bylines = lister->bylines;
    if (!names->len) {
        return NULL;
    }
    struct wordset words = wordset_of(names->items[0]);
    for (size_t i = 0; i < bylines->len; i++) {
        struct byline *byline = &bylines->items[i];
        if (wordset_equal(&byline->words, &words)) {
            byline->origins |= 1U << origin;
            byline->row[BY_SEEN] += 1;
            byline->block = byline->block == BLOCK_NONE ? block : byline->block;
            return byline;
        }
    }
    if (bylines->len == BYLINES_MAX || !words.len) {
        return NULL;
    }
    struct byline *byline = &bylines->items[bylines->len++];
    *byline = (struct byline){.block = block, .words = words, .source = names->source};
    byline->origins = 1U << origin;
    byline->row[BY_SEEN] = 1;
    byline->n_names = MIN(names->len, BYLINE_NAMES_MAX);
    memcpy(byline->names, names->items, byline->n_names * sizeof(*byline->names));
    return byline;
}

static void add_told(struct lister *lister)
{
    const struct page *page = lister->page;
    struct fact_list names = {.len = 0}, person = {.len = 0};
    for (size_t i = 0; i < page->ld.n_authors && lister->is_ok; i++) {
        lister->is_ok = credit_add_list(
            page->arena, &names, plain_text(page->arena, page->ld.authors[i]), SOURCE_JSON_LD);
    }
    struct byline *byline = add(lister, &names, BY_LD, BLOCK_NONE);
    if (byline) {
        byline->row[BY_IS_COMPANY] = page->ld.has_company;
    }
    if (lister->is_ok && page->ld.n_persons == 1) {
        lister->is_ok = credit_add_list(page->arena, &person,
                                        plain_text(page->arena, page->ld.person), SOURCE_JSON_LD);
        (void)add(lister, &person, BY_LD_PERSON, BLOCK_NONE);
    }
}

static void add_metas(struct lister *lister)
{
    const struct page *page = lister->page;
    for (size_t k = 0; k < ARRAY_LEN(META_KEYS); k++) {
        struct str key = str_from(META_KEYS[k]);
        struct fact_list names = {.len = 0};
        for (size_t i = 0; i < page->n_metas && lister->is_ok; i++) {
            if (page_meta_is(&page->metas[i], key)) {
                struct str text = plain_text(page->arena, page->metas[i].value);
                bool is_name = !str_equal(key, STR("twitter:data1")) || names_is_name(text);
                lister->is_ok = !is_name || credit_add_list(page->arena, &names, text, SOURCE_META);
            }
        }
        (void)add(lister, &names, k < META_KEYS_PLAIN ? BY_META : BY_META_OTHER, BLOCK_NONE);
    }
}

static enum byline_origin origin_of(const struct page *page, const struct mark *mark)
{
    struct str itemprop = dom_attr(&page->dom, mark->node, ATTR_ITEMPROP);
    if (dom_has_word(itemprop, STR("author")) || dom_has_word(itemprop, STR("creator"))) {
        return BY_ITEMPROP;
    }
    if (dom_has_word(dom_attr(&page->dom, mark->node, ATTR_REL), STR("author"))) {
        return BY_REL;
    }
    enum collect_link link = dom_tag(mark->node) == LXB_TAG_A
                                 ? collect_link_of(&page->dom, mark->node)
                                 : COLLECT_LINK_OTHER;
    return link == COLLECT_LINK_AUTHOR          ? BY_LINK
           : has_hint(mark->hints, HINT_AUTHOR) ? BY_CLASS
                                                : BY_USER;
}

static size_t bytes_of(const struct fact_list *names)
{
    size_t n = 0;
    for (size_t i = 0; i < names->len; i++) {
        n += names->items[i].len;
    }
    return n;
}

static void add_text(struct lister *lister, struct str text, enum byline_origin origin,
                     enum source source, uint32_t block)
{
    struct fact_list names = {.len = 0};
    lister->is_ok = credit_add_text(lister->page->arena, &names, text, origin != BY_INNER, source);
    struct byline *byline = lister->is_ok ? add(lister, &names, origin, block) : NULL;
    if (byline) {
        byline->row[BY_REST] = (float)text.len - (float)bytes_of(&names);
    }
}

static void add_marks(struct lister *lister)
{
    const struct page *page = lister->page;
    const uint64_t wanted = UINT64_C(1) << HINT_AUTHOR | UINT64_C(1) << HINT_USER;
    size_t n = 0;
    for (size_t i = 0; i < page->n_marks && n < MARKS_READ && lister->is_ok; i++) {
        const struct mark *mark = &page->marks[i];
        if ((mark->hints & wanted) && !place_is_elsewhere(lister->survey, mark->block)) {
            struct str text = plain_element(page->arena, mark->node, BYLINE_MAX + 1, STR(" | "));
            if (text.len && text.len <= BYLINE_MAX) {
                add_text(lister, text, origin_of(page, mark), SOURCE_DOM, mark->block);
                n++;
            }
        }
    }
}

/* What stands behind "by" within a line: "May 6, 2024 | by Ann Lee". */
static struct str behind_inner_lead(struct str line)
{
    static const struct str leads[] = {{" by ", 4},  {" By ", 4},  {" BY ", 4},
                                       {" von ", 5}, {" par ", 5}, {" por ", 5}};
    for (size_t at = 1; at + 4 < line.len; at++) {
        for (size_t i = 0; line.ptr[at] == ' ' && i < ARRAY_LEN(leads); i++) {
            if (str_starts(str_sub(line, at, leads[i].len), leads[i])) {
                return str_sub(line, at + leads[i].len, line.len);
            }
        }
    }
    return str_null();
}

/* A part of a line, without what parts it from the rest, if it is a name. */
static void add_part(struct lister *lister, struct str part, uint32_t block)
{
    for (bool goes_on = true; goes_on;) {
        part = str_trim(part);
        goes_on = false;
        for (size_t i = 0; i < ARRAY_LEN(PARTINGS); i++) {
            if (str_starts(part, PARTINGS[i])) {
                part = str_sub(part, PARTINGS[i].len, part.len);
                goes_on = true;
            }
        }
    }
    size_t end = part.len;
    for (size_t i = 0; i < ARRAY_LEN(PARTINGS); i++) {
        ptrdiff_t at = str_find(part, PARTINGS[i]);
        end = at > 0 && (size_t)at < end ? (size_t)at : end;
    }
    part = str_trim(str_sub(part, 0, end));
    if (names_is_name(part)) {
        add_text(lister, part, BY_NAME, SOURCE_TEXT, block);
    }
}

static void add_line(struct lister *lister, uint32_t block)
{
    struct str line = block_text(lister->page, &lister->page->blocks[block]);
    struct date date;
    size_t at, len;
    bool has_lead;
    (void)credit_behind_lead(line, &has_lead);
    bool is_close = block + NAME_ABOVE >= lister->title && block <= lister->title + NAME_BELOW;
    struct str inner = has_lead ? str_null() : behind_inner_lead(line);
    if (has_lead) {
        add_text(lister, line, BY_LEAD, SOURCE_TEXT, block);
    } else if (inner.len) {
        add_text(lister, inner, BY_INNER, SOURCE_TEXT, block);
    } else if (is_close && block != lister->title) {
        add_part(lister, line, block);
        if (date_find(line, true, &date, &at, &len)) {
            add_part(lister, str_sub(line, at + len, line.len), block);
        }
    }
}

static void add_lines(struct lister *lister)
{
    const struct page *page = lister->page;
    uint32_t first = lister->title > NEAR_ABOVE ? lister->title - NEAR_ABOVE : 0;
    for (uint32_t i = first, n = 0; i < page->n_blocks && n < LINES_READ; i++) {
        const struct block *block = &page->blocks[i];
        /* Far below the title only a line that begins as bylines do is looked at. */
        bool is_near = i < lister->title + NEAR_BELOW;
        if (!is_near && (!block->len || !strchr("BbWwTtVvPpA", page->text.ptr[block->at]))) {
            continue;
        }
        bool is_line = block->kind == BLOCK_PAGE && block->len <= BYLINE_MAX;
        if (is_line && lister->is_ok && !place_is_elsewhere(lister->survey, i)) {
            add_line(lister, i);
            n++;
        }
    }
}

/* Whose the site is: on pages of one person, the author. */
static void add_owner(struct lister *lister)
{
    const struct page *page = lister->page;
    struct str title = page->title;
    size_t from = 0, len = 0;
    for (ptrdiff_t at; (at = title_separator(title, from, &len)) >= 0;) {
        from = (size_t)at + len;
    }
    struct str owners[3] = {lister->site, from ? str_trim(str_sub(title, from, title.len)) : title};
    for (size_t i = page->n_blocks; i-- > 0 && i + FOOTER_BLOCKS > page->n_blocks;) {
        struct str line = block_text(page, &page->blocks[i]);
        ptrdiff_t at = line.len <= BYLINE_MAX ? str_find(line, STR("\xC2\xA9")) : STR_NONE;
        for (at += 2;
             at > 1 && (size_t)at < line.len && !byte_is_alpha((unsigned char)line.ptr[at]);) {
            at++;
        }
        struct names names = names_read(at > 1 ? str_sub(line, (size_t)at, line.len) : str_null());
        owners[2] = names.len ? names.items[0] : owners[2];
    }
    for (size_t i = 0; i < ARRAY_LEN(owners) && lister->is_ok; i++) {
        if (names_is_name(owners[i])) {
            add_text(lister, owners[i], BY_OWNER, SOURCE_META, BLOCK_NONE);
        }
    }
}

static bool is_role(struct str name)
{
    static const struct str words[] = {{"team", 4},   {"staff", 5},   {"editor", 6},
                                       {"desk", 4},   {"admin", 5},   {"redaktion", 9},
                                       {"expert", 6}, {"contrib", 7}, {"redac", 5}};
    for (size_t i = 0; i < ARRAY_LEN(words); i++) {
        if (str_find_nocase(name, words[i]) >= 0) {
            return true;
        }
    }
    return false;
}

static void fill_rows(const struct lister *lister)
{
    const struct page *page = lister->page;
    float kind[KIND_COUNT];
    struct wordset title = wordset_of(page->title);
    struct wordset address = wordset_of(page->url ? page->url->path : str_null());
    place_of_page(lister->survey, kind);
    for (size_t i = 0; i < lister->bylines->len; i++) {
        struct byline *byline = &lister->bylines->items[i];
        struct str name = byline->names[0];
        float *row = byline->row;
        size_t at = 0;
        for (unsigned k = 0; k < BY_ORIGIN_COUNT; k++) {
            row[k] = (float)(byline->origins >> k & 1);
        }
        row[BY_ORIGINS] = (float)__builtin_popcount(byline->origins);
        row[BY_NAMES] = (float)byline->n_names;
        row[BY_WORDS] = (float)byline->words.len;
        row[BY_IS_NAME] = names_is_name(name);
        row[BY_STARTS_UPPER] = utf8_is_upper(utf8_next(name, &at));
        for (size_t k = 0; k < name.len; k++) {
            row[BY_HAS_DIGIT] += byte_is_digit((unsigned char)name.ptr[k]) || name.ptr[k] == '_';
        }
        row[BY_IS_SITE] = lister->site.len && str_equal_nocase(name, lister->site);
        row[BY_IN_HOST] = title_is_site(page, name, lister->site);
        row[BY_IS_ROLE] = is_role(name);
        row[BY_COUNT] = (float)lister->bylines->len;
        row[BY_NUMBER] = (float)i;
        row[BY_TO_DATE] = place_to_mark(page, byline->block, HINT_DATE);
        row[BY_IN_TITLE] = wordset_share(&byline->words, &title);
        row[BY_IN_ADDRESS] = wordset_share(&byline->words, &address);
        place_of_block(lister->survey, byline->block, lister->title, row + BY_PLACE);
        memcpy(row + BY_KIND, kind, sizeof(kind));
    }
}

bool bylines_list(const struct survey *survey, uint32_t title, struct str site,
                  struct bylines *ret_bylines)
{
    struct lister lister = {.survey = survey,
                            .page = survey->page,
                            .site = site,
                            .bylines = ret_bylines,
                            .is_ok = true};
    lister.title = title == BLOCK_NONE ? survey->first_h1 : title;
    lister.title = lister.title == BLOCK_NONE ? 0 : lister.title;
    ret_bylines->len = 0;
    add_told(&lister);
    if (lister.is_ok) {
        add_metas(&lister);
    }
    if (lister.is_ok) {
        add_marks(&lister);
    }
    if (lister.is_ok) {
        add_lines(&lister);
    }
    if (lister.is_ok) {
        add_owner(&lister);
    }
    fill_rows(&lister);
    return lister.is_ok;
}
