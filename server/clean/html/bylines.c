/* Who wrote the page. */
#include "clean/html/bylines.h"

#include "base/utf8.h"
#include "clean/date_text.h"
#include "clean/html/plain.h"
#include "clean/text/names.h"

enum {
    NAME_LEN_MAX = 60, /* bytes */
    NAME_WORDS_MAX = 6,
    BYLINE_MAX = 160, /* bytes of an element that holds a byline and little else */
    NEAR_TITLE = 8,   /* blocks below the title in which a line "By ..." is the byline */
};

static const char *const META_KEYS[] = {"author",
                                        "article:author",
                                        "dc.creator",
                                        "dcterms.creator",
                                        "parsely-author",
                                        "sailthru.author",
                                        "byl",
                                        "cxenseparse:author",
                                        "article:author_name",
                                        "og:article:author",
                                        "citation_author",
                                        "twitter:data1",
                                        "authors",
                                        "article.author"};

/* Words before a name, in lower case with a space or colon behind; longer ones first. */
static const char *const LEADS[] = {"by",
                                    "written by",
                                    "posted by",
                                    "published by",
                                    "author:",
                                    "authors:",
                                    "author",
                                    "von",
                                    "autor:",
                                    "autorin:",
                                    "autor",
                                    "par",
                                    "por",
                                    "di",
                                    "door",
                                    "av",
                                    "af",
                                    "text:",
                                    "words by",
                                    "story by",
                                    "reported by",
                                    "escrito por",
                                    "publicado por",
                                    "geschrieben von",
                                    "ein artikel von",
                                    "article by",
                                    "auteur",
                                    "opracowanie:",
                                    "oprac.",
                                    "started by",
                                    "created by",
                                    "submitted by",
                                    "thread starter",
                                    "verfasst von"};

/* Parts of "authors" that are none. */
static const char *const NO_AUTHORS[] = {"admin",
                                         "administrator",
                                         "editor",
                                         "staff",
                                         "unknown",
                                         "anonymous",
                                         "redaktion",
                                         "guest",
                                         "author",
                                         "webmaster",
                                         "home",
                                         "about us",
                                         "contact",
                                         "none",
                                         "null",
                                         "user",
                                         "n/a",
                                         "default",
                                         "written by",
                                         "share",
                                         "follow",
                                         "view all posts",
                                         "see all posts",
                                         "more posts",
                                         "read more",
                                         "reply",
                                         "posts",
                                         "authors",
                                         "by",
                                         "team",
                                         "blog",
                                         "news",
                                         "website",
                                         "super user",
                                         "root",
                                         "-",
                                         "view profile",
                                         "about the author",
                                         "author archive",
                                         "published",
                                         "facebook",
                                         "twitter",
                                         "online",
                                         "subscribe",
                                         "comment",
                                         "comments"};

static bool is_one_of(const char *const *words, size_t n, struct str s)
{
    for (size_t i = 0; i < n; i++) {
        if (str_equal_nocase(s, str_from(words[i]))) {
            return true;
        }
    }
    return false;
}

/* Takes the longest lead off the front of `*line`; false if there is none. */
static bool take_lead(struct str *line)
{
    struct str best = *line;
    for (size_t i = 0; i < ARRAY_LEN(LEADS); i++) {
        struct str lead = str_from(LEADS[i]);
        struct str rest = str_sub(*line, lead.len, line->len);
        bool has_end = lead.ptr[lead.len - 1] == ':' ||
                       (rest.len && (rest.ptr[0] == ' ' || rest.ptr[0] == ':' ||
                                     (unsigned char)rest.ptr[0] == 0xC2));
        if (str_starts_nocase(*line, lead) && has_end && rest.len < best.len) {
            best = rest;
        }
    }
    while (best.len && (best.ptr[0] == ':' || best.ptr[0] == '|' ||
                        byte_is_space((unsigned char)best.ptr[0]))) {
        best = str_sub(best, 1, best.len);
    }
    bool has_lead = best.len < line->len;
    *line = best;
    return has_lead;
}

/* `line` behind its leads ("Posted: By"); the line itself if it has none.  `*ret_has_lead` tells.
 */
static struct str behind_lead(struct str line, bool *ret_has_lead)
{
    line = str_trim(line);
    *ret_has_lead = take_lead(&line);
    bool goes_on = *ret_has_lead;
    while (goes_on) {
        goes_on = take_lead(&line);
    }
    return line;
}

static bool has_letter(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = utf8_next(s, &at);
        if (utf8_is_word(c) && !utf8_is_digit(c)) {
            return true;
        }
    }
    return false;
}

/* What can be somebody's name, a handle or an institution. */
static bool is_plausible(struct str name, struct str site)
{
    struct date date;
    size_t at, len;
    bool is_shaped = name.len >= 2 && name.len <= NAME_LEN_MAX && has_letter(name) &&
                     utf8_count_words(name) <= NAME_WORDS_MAX;
    return is_shaped && str_find(name, STR("://")) < 0 && str_find(name, STR("www.")) < 0 &&
           str_find_byte(name, '<') < 0 && !is_one_of(NO_AUTHORS, ARRAY_LEN(NO_AUTHORS), name) &&
           !date_find(name, true, &date, &at, &len) && !(site.len && str_equal_nocase(name, site));
}

/* Cuts what follows a name: a role, a date, an address, a title behind a bar. */
static struct str cut_name(struct str name)
{
    static const struct str ends[] = {
        {" | ", 3}, {" on ", 4},           {" \xE2\x80\xA2", 4},  {" \xC2\xB7", 3},
        {" - ", 3}, {" \xE2\x80\x93 ", 5}, {" \xE2\x80\x94 ", 5}, {" (", 2},
        {" @", 2},  {" for ", 5},          {" in ", 4},           {"  ", 2}};
    for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
        ptrdiff_t at = str_find(name, ends[i]);
        name = at > 0 ? str_sub(name, 0, (size_t)at) : name;
    }
    bool has_lead;
    name = behind_lead(str_trim(name), &has_lead);
    while (name.len && (name.ptr[name.len - 1] == ',' || name.ptr[name.len - 1] == ':' ||
                        name.ptr[name.len - 1] == '|' ||
                        byte_is_space((unsigned char)name.ptr[name.len - 1]))) {
        name.len--;
    }
    return name;
}

/* The end of the first of several names, and where the next begins. */
static size_t next_joint(struct str names, size_t *ret_next)
{
    static const struct str joints[] = {{",", 1},     {";", 1},    {" and ", 5}, {" & ", 3},
                                        {" und ", 5}, {" et ", 4}, {" y ", 3},   {"/", 1}};
    size_t end = names.len;
    *ret_next = names.len;
    for (size_t i = 0; i < ARRAY_LEN(joints); i++) {
        ptrdiff_t at = str_find_nocase(names, joints[i]);
        if (at >= 0 && (size_t)at < end) {
            end = (size_t)at;
            *ret_next = end + joints[i].len;
        }
    }
    return end;
}

/* Adds each of several names; what is none is passed over. */
static bool add_names(struct arena *arena, struct fact_list *authors, struct str names,
                      struct str site, enum source source)
{
    bool is_ok = true;
    /* An address is nobody's name, however it is cut. */
    if (str_find(names, STR("://")) >= 0) {
        return true;
    }
    for (struct str rest = names; rest.len && is_ok;) {
        size_t next;
        size_t end = next_joint(rest, &next);
        struct str name = cut_name(str_trim(str_sub(rest, 0, end)));
        if (is_plausible(name, site)) {
            is_ok = meta_add(arena, authors, name, source);
        }
        rest = str_sub(rest, next, rest.len);
    }
    return is_ok;
}

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
                is_ok = !is_name || add_names(arena, authors, names, site, SOURCE_META);
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
           box_tag(box, NEAR_NAV) > 8 && box_tag(box, NEAR_ASIDE) > 6 &&
           box_hint(box, HINT_SIDE) > 4 && box_tag(box, NEAR_FOOTER) > 6 &&
           !(box->flags & BOX_HIDDEN);
}

/* Names that an element marked as the author's holds. */
static bool from_mark(const struct page *page, const struct mark *mark, struct str site,
                      struct arena *arena, struct fact_list *authors)
{
    struct str text = plain_element(page->arena, mark->node, BYLINE_MAX + 1);
    if (!text.len || text.len > BYLINE_MAX) {
        return true;
    }
    bool has_lead;
    struct str rest = behind_lead(text, &has_lead);
    struct names names = names_read(rest);
    bool is_ok = true;
    for (size_t i = 0; i < names.len && is_ok; i++) {
        struct str name = cut_name(names.items[i]);
        if (is_plausible(name, site) && utf8_count_words(name) >= 2) {
            is_ok = meta_add(arena, authors, name, SOURCE_DOM);
        }
    }
    bool is_short = utf8_count_words(rest) <= 3;
    return is_ok &&
           (authors->len || !is_short || add_names(arena, authors, rest, site, SOURCE_DOM));
}

static bool from_marks(const struct survey *survey, struct str site, struct arena *arena,
                       struct fact_list *authors)
{
    const struct page *page = survey->page;
    bool is_ok = true;
    for (size_t i = 0; i < page->n_marks && !authors->len && is_ok; i++) {
        const struct mark *mark = &page->marks[i];
        if (has_hint(mark->hints, HINT_AUTHOR) && is_in_place(page, mark)) {
            is_ok = from_mark(page, mark, site, arena, authors);
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
    for (size_t i = first;
         first != BLOCK_NONE && i < first + NEAR_TITLE && i < page->n_blocks && !authors->len;
         i++) {
        struct str line = block_text(page, &page->blocks[i]);
        bool has_lead = false;
        struct str rest = line.len <= BYLINE_MAX ? behind_lead(line, &has_lead) : line;
        struct names names = has_lead ? names_read(rest) : (struct names){0};
        for (size_t k = 0; k < names.len && is_ok; k++) {
            if (is_plausible(names.items[k], site) && utf8_count_words(names.items[k]) >= 2) {
                is_ok = meta_add(arena, authors, names.items[k], SOURCE_TEXT);
            }
        }
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
        is_ok = add_names(arena, authors, name, site, SOURCE_JSON_LD);
    }
    if (is_ok && !authors->len) {
        is_ok = from_metas(survey, site, arena, authors);
    }
    if (is_ok && !authors->len) {
        is_ok = from_marks(survey, site, arena, authors);
    }
    return is_ok && (authors->len || from_text(survey, title, site, arena, authors));
}
