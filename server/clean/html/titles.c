/* The texts of a page that may be its title, each with what speaks for and against it. */
#include "clean/html/titles.h"

#include "base/utf8.h"
#include "clean/html/plain.h"

enum {
    TITLE_MAX = 400,   /* bytes of a heading that can be a title */
    HEADINGS_MAX = 10, /* of level 1 that are looked at; of the others a few */
    LOWER_MAX = 4,
    CLASSES_MAX = 5,
    CLASS_NEAR = 1,    /* steps up to the element with the class */
    CUTS_MAX = 4,      /* separators at which one text is cut */
    SITE_MAX = 80,     /* bytes of a site's name */
    SQUEEZED_MAX = 64, /* letters of a site's name or host */
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
                                        {"\xEF\xBD\x9C", 3}, /* the bar of full width */
                                        {"| ", 2},
                                        {": ", 2}};

struct lister {
    const struct page *page;
    struct str site;
    struct titles *titles;
    size_t n_h1;
};

ptrdiff_t title_separator(struct str title, size_t from, size_t *ret_len)
{
    for (size_t at = from; at < title.len; at++) {
        char c = title.ptr[at];
        if (c != ' ' && c != ':' && c != '|' && c != '\xEF') {
            continue;
        }
        struct str rest = str_sub(title, at, 5);
        for (size_t i = 0; i < ARRAY_LEN(SEPARATORS); i++) {
            if (str_starts(rest, SEPARATORS[i])) {
                *ret_len = SEPARATORS[i].len;
                return (ptrdiff_t)at;
            }
        }
    }
    return STR_NONE;
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

bool title_is_site(const struct page *page, struct str part, struct str site)
{
    char letters[SQUEEZED_MAX], host[SQUEEZED_MAX];
    if (part.len > SITE_MAX) {
        return false;
    }
    size_t n = squeeze(part, letters, sizeof(letters));
    size_t m = page->url ? squeeze(url_site(page->url), host, sizeof(host)) : 0;
    struct wordset a = wordset_of(part), b = wordset_of(site);
    return wordset_equal(&a, &b) ||
           (n >= 3 && n == utf8_length(part) - (utf8_count_words(part) - 1) &&
            str_find(str_of(host, m), str_of(letters, n)) >= 0);
}

static bool has_lower(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        if (utf8_is_lower(utf8_next(s, &at))) {
            return true;
        }
    }
    return false;
}

/* The entry for a text: one for all that have the same words.  NULL when it has none or the list is
 * full. */
static struct title *add(struct lister *lister, struct str text, enum title_origin origin,
                         enum source source, uint32_t block)
{
    struct titles *titles = lister->titles;
    struct wordset words = wordset_of(text);
    for (size_t i = 0; i < titles->len; i++) {
        struct title *title = &titles->items[i];
        if (wordset_equal(&title->words, &words)) {
            /* A heading in capitals is a matter of style; another place may have it as written. */
            bool is_better = !has_lower(title->text) && has_lower(text);
            title->text = is_better ? text : title->text;
            title->origins |= 1U << origin;
            return title;
        }
    }
    if (!words.len || titles->len == TITLES_MAX) {
        return NULL;
    }
    struct title *title = &titles->items[titles->len++];
    *title = (struct title){.text = text, .source = source, .block = block, .words = words};
    title->origins = 1U << origin;
    return title;
}

static void add_part(struct lister *lister, struct str whole, size_t from, size_t to,
                     enum title_origin origin, enum source source)
{
    struct str part = str_trim(str_sub(whole, from, to - from));
    struct title *title = add(lister, part, origin, source, BLOCK_NONE);
    if (!title) {
        return;
    }
    struct str off = from ? str_sub(whole, 0, from) : str_sub(whole, to, whole.len);
    size_t len = 0;
    ptrdiff_t at = title_separator(off, 0, &len);
    struct str name = from ? str_sub(off, 0, at < 0 ? off.len : (size_t)at)
                           : str_sub(off, at < 0 ? 0 : (size_t)at + len, off.len);
    title->row[TITLE_CUTS_SITE] += title_is_site(lister->page, str_trim(name), lister->site);
    title->row[TITLE_CUTS_COLON] += from ? whole.ptr[from - 2] == ':' : whole.ptr[to] == ':';
    title->row[TITLE_CUT_WORDS] =
        (float)(utf8_count_words(whole) - MIN(utf8_count_words(part), utf8_count_words(whole)));
}

/* A text and its parts; `whole` is the origin of all of it, followed by those of the parts. */
static void add_cut(struct lister *lister, struct str text, enum title_origin whole,
                    enum source source)
{
    text = str_trim(utf8_cut(text, TITLE_MAX));
    (void)add(lister, text, whole, source, BLOCK_NONE);
    size_t from = 0, len = 0;
    for (size_t n = 0; n < CUTS_MAX; n++) {
        ptrdiff_t at = title_separator(text, from, &len);
        if (at < 0) {
            return;
        }
        from = (size_t)at + len;
        if (at > 0 && from < text.len) {
            add_part(lister, text, 0, (size_t)at, whole + 1, source);
            add_part(lister, text, from, text.len, whole + 2, source);
        }
    }
}

static void add_headings(struct lister *lister)
{
    static const size_t most[] = {HEADINGS_MAX, LOWER_MAX, LOWER_MAX};
    size_t counts[4] = {0};
    const struct page *page = lister->page;
    for (uint32_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        int level = block->kind == BLOCK_PAGE ? block_heading(page, block) : 0;
        bool is_named = box_hint(&page->boxes[block->box], HINT_TITLE) <= CLASS_NEAR;
        size_t kind = level >= 1 && level <= 3 ? (size_t)level - 1 : 3;
        bool is_wanted = kind < 3 ? counts[kind] < most[kind] : is_named && counts[3] < CLASSES_MAX;
        if (!is_wanted || block->len > TITLE_MAX || block->kind != BLOCK_PAGE) {
            continue;
        }
        struct title *title = add(lister, block_text(page, block),
                                  (enum title_origin)(TITLE_H1 + kind), SOURCE_DOM, i);
        counts[kind]++;
        if (title && title->block == BLOCK_NONE) {
            title->block = i;
            title->source = SOURCE_DOM;
        }
        if (title && title->block == i) {
            title->row[TITLE_NUMBER] = (float)counts[kind];
        }
    }
    lister->n_h1 = counts[0];
}

/* The words of the address's last part that is made of words. */
static struct wordset words_of_address(const struct page *page)
{
    struct str rest = page->url ? page->url->path : str_null(), part, best = str_null();
    while (str_split(&rest, '/', &part)) {
        best = part.len > 3 ? part : best;
    }
    return wordset_of(best);
}

static void compare(struct title *title, const struct wordset *other, enum title_feature first)
{
    title->row[first] = other->len ? wordset_share(&title->words, other) : -1;
    title->row[first + 1] = other->len ? wordset_share(other, &title->words) : -1;
}

static void fill_rows(const struct survey *survey, const struct lister *lister,
                      const struct str *others)
{
    struct wordset site = wordset_of(lister->site), sets[4];
    struct wordset address = words_of_address(lister->page);
    for (size_t i = 0; i < ARRAY_LEN(sets); i++) {
        sets[i] = wordset_of(others[i]);
    }
    for (size_t i = 0; i < lister->titles->len; i++) {
        struct title *title = &lister->titles->items[i];
        float *row = title->row;
        for (unsigned k = 0; k < TITLE_ORIGIN_COUNT; k++) {
            row[k] = (float)(title->origins >> k & 1);
        }
        row[TITLE_WORDS] = (float)title->words.len;
        row[TITLE_BYTES] = (float)title->text.len;
        row[TITLE_ORIGINS] = (float)__builtin_popcount(title->origins);
        for (size_t k = 0; k < title->text.len; k++) {
            row[TITLE_HAS_DIGIT] += byte_is_digit((unsigned char)title->text.ptr[k]);
        }
        row[TITLE_IS_SITE] = title_is_site(lister->page, title->text, lister->site);
        row[TITLE_HOLDS_SITE] = wordset_holds(&title->words, &site);
        row[TITLE_H1_COUNT] = (float)lister->n_h1;
        for (size_t k = 0; k < ARRAY_LEN(sets); k++) {
            compare(title, &sets[k], (enum title_feature)(TITLE_IN_TITLE + 2 * k));
        }
        compare(title, &address, TITLE_IN_ADDRESS);
        place_of_block(survey, title->block, survey->first_h1, row + TITLE_PLACE);
    }
}

void titles_list(const struct survey *survey, struct str site, struct titles *ret_titles)
{
    const struct page *page = survey->page;
    struct lister lister = {.page = page, .site = site, .titles = ret_titles};
    struct str h1 = survey->first_h1 == BLOCK_NONE
                        ? str_null()
                        : block_text(page, &page->blocks[survey->first_h1]);
    const struct str texts[] = {plain_text(page->arena, page->title),
                                plain_text(page->arena, page_meta(page, "og:title")),
                                plain_text(page->arena, page->ld.headline), h1};
    ret_titles->len = 0;
    add_headings(&lister);
    add_cut(&lister, texts[1], TITLE_OG_WHOLE, SOURCE_OPEN_GRAPH);
    (void)add(&lister, utf8_cut(texts[2], TITLE_MAX), TITLE_LD, SOURCE_JSON_LD, BLOCK_NONE);
    (void)add(&lister, plain_text(page->arena, utf8_cut(page->ld.name, TITLE_MAX)), TITLE_LD_NAME,
              SOURCE_JSON_LD, BLOCK_NONE);
    (void)add(&lister, plain_text(page->arena, page_meta(page, "twitter:title")), TITLE_TWITTER,
              SOURCE_META, BLOCK_NONE);
    add_cut(&lister, texts[0], TITLE_WHOLE, SOURCE_META);
    fill_rows(survey, &lister, texts);
}
