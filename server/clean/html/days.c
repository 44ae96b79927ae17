/* The days that a page names, each with what speaks for it being the day of publication. */
#include "clean/html/days.h"

#include "base/utf8.h"
#include "clean/date_text.h"
#include "clean/html/day_order.h"
#include "clean/html/day_words.h"
#include "clean/html/plain.h"

#include <string.h>

enum {
    LINE_BYTES_MAX = 240, /* bytes of a line in which a date may stand for the whole page */
    SHORT_LINE_MAX = 48,  /* ... in which it may have a year of two digits */
    BEFORE_MAX = 40,      /* bytes before a date that say what it is of */
    LINES_READ = 60,      /* lines and elements that are read */
    CLOCK_NEAR = 14,      /* bytes behind a date in which a time of day belongs to it */
    META_DATE_MAX = 60,   /* bytes of a <meta> that holds a date alone */
    DATELINE_MAX = 80,    /* bytes at the start of a paragraph in which a date is the article's */
    DATELINE_BLOCKS = 8,
    LABEL_BYTES = 64,
    DAYS_FAR = 2000,
};

/* <meta> keys that name the day of publication and nothing else. */
static const char *const PUBLISHED_KEYS[] = {"article:published_time",
                                             "article:published",
                                             "og:article:published_time",
                                             "og:published_time",
                                             "datepublished",
                                             "pubdate",
                                             "publishdate",
                                             "publish-date",
                                             "publish_date",
                                             "publication_date",
                                             "dc.date.issued",
                                             "dcterms.issued",
                                             "parsely-pub-date",
                                             "sailthru.date",
                                             "article.published",
                                             "citation_date",
                                             "citation_online_date",
                                             "citation_publication_date",
                                             "rnews:datepublished",
                                             "article:post_date",
                                             "cxenseparse:recs:publishtime",
                                             "bt:pubdate"};

/* What other keys hold whose value is a date; the first that fits. */
static const struct {
    const char *part;
    enum day_origin origin;
} KEY_PARTS[] = {
    {"expir", DAY_ORIGIN_COUNT},   {"unpublish", DAY_ORIGIN_COUNT}, {"modif", DAY_META_MODIFIED},
    {"updat", DAY_META_MODIFIED},  {"lastmod", DAY_META_MODIFIED},  {"revis", DAY_META_MODIFIED},
    {"review", DAY_META_MODIFIED}, {"publish", DAY_META_OTHER},     {"pubdate", DAY_META_OTHER},
    {"date", DAY_META_OTHER},      {"created", DAY_META_OTHER},     {"issued", DAY_META_OTHER},
};

struct lister {
    const struct survey *survey;
    uint32_t title;
    bool is_day_first;
    struct days *days;
    size_t lines, shown;
};

static int64_t number_of(const struct date *date)
{
    return time_days_from_civil(date->year, date->month ? date->month : 1,
                                date->day ? date->day : 1);
}

static bool is_same_day(const struct date *a, const struct date *b)
{
    return a->year == b->year && a->month == b->month && a->day == b->day;
}

/* The entry for a day: one for all places that name it.  NULL where no page can be from then. */
static struct day *add(struct lister *lister, const struct date *date, struct str raw,
                       enum day_origin origin, enum source source)
{
    struct days *days = lister->days;
    if (date->year < 1900 || date->year >= 2100 || !date->month) {
        return NULL;
    }
    for (size_t i = 0; i < days->len; i++) {
        struct day *day = &days->items[i];
        if (is_same_day(&day->date, date)) {
            bool is_finer = date->has_time && !day->date.has_time;
            if (is_finer) {
                day->date = *date;
                day->raw = raw;
                day->source = source;
            }
            day->origins |= 1U << origin;
            day->row[DAY_SEEN] += 1;
            return day;
        }
    }
    if (days->len == DAYS_MAX) {
        return NULL;
    }
    struct day *day = &days->items[days->len++];
    *day = (struct day){.date = *date, .raw = raw, .source = source, .block = BLOCK_NONE};
    day->origins = 1U << origin;
    day->row[DAY_SEEN] = 1;
    day->row[DAY_NUMBER] = -1;
    return day;
}

static void add_value(struct lister *lister, struct str value, enum day_origin origin,
                      enum source source)
{
    struct date date;
    size_t at, len;
    value = str_trim(value);
    if (date_parse(value, &date) ||
        (value.len <= LINE_BYTES_MAX && date_find(value, lister->is_day_first, &date, &at, &len))) {
        (void)add(lister, &date, value, origin, source);
    }
}

static enum day_origin origin_of_key(struct str key)
{
    for (size_t i = 0; i < ARRAY_LEN(PUBLISHED_KEYS); i++) {
        if (str_equal_nocase(key, str_from(PUBLISHED_KEYS[i]))) {
            return DAY_META;
        }
    }
    for (size_t i = 0; i < ARRAY_LEN(KEY_PARTS); i++) {
        if (str_find_nocase(key, str_from(KEY_PARTS[i].part)) >= 0) {
            return KEY_PARTS[i].origin;
        }
    }
    return DAY_ORIGIN_COUNT;
}

/* Whether a text has the digits of a date. */
static bool has_number(struct str text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        n += byte_is_digit((unsigned char)text.ptr[i]);
    }
    return n >= 3;
}

static void add_metas(struct lister *lister)
{
    const struct page *page = lister->survey->page;
    for (size_t i = 0; i < page->n_metas; i++) {
        const struct page_meta *meta = &page->metas[i];
        bool is_date = meta->value.len <= META_DATE_MAX && has_number(meta->value);
        enum day_origin origin = is_date ? origin_of_key(meta->key) : DAY_ORIGIN_COUNT;
        if (origin != DAY_ORIGIN_COUNT) {
            add_value(lister, meta->value, origin,
                      meta->is_itemprop   ? SOURCE_MICRODATA
                      : meta->is_property ? SOURCE_OPEN_GRAPH
                                          : SOURCE_META);
        }
    }
}

static void read_labels(struct day *day, struct str words)
{
    char bytes[LABEL_BYTES];
    struct str folded = str_of(bytes, MIN(words.len, sizeof(bytes)));
    for (size_t i = 0; i < folded.len; i++) {
        bytes[i] = byte_lower(words.ptr[i]);
    }
    for (size_t i = 0; i < DAY_LABEL_COUNT && folded.len; i++) {
        day->row[DAY_LABELS[i].feature] += str_find(folded, DAY_LABELS[i].word) >= 0;
    }
}

/* How far a block is from the title; what stands above it is further. */
static float distance(const struct lister *lister, uint32_t block)
{
    uint32_t title = lister->title == BLOCK_NONE ? 0 : lister->title;
    return block >= title ? (float)(block - title) : 3 * (float)(title - block);
}

static void note_place(struct lister *lister, struct day *day, uint32_t block)
{
    bool is_nearer =
        day->block == BLOCK_NONE || distance(lister, block) < distance(lister, day->block);
    if (day->block == BLOCK_NONE) {
        day->row[DAY_NUMBER] = (float)lister->shown++;
    }
    day->block = is_nearer ? block : day->block;
}

/* "7:08" */
static bool has_clock(struct str text)
{
    for (size_t i = 1; i + 1 < text.len; i++) {
        if (text.ptr[i] == ':' && byte_is_digit((unsigned char)text.ptr[i - 1]) &&
            byte_is_digit((unsigned char)text.ptr[i + 1])) {
            return true;
        }
    }
    return false;
}

/* The dates of one line, at most three. */
static void add_line(struct lister *lister, struct str line, uint32_t block, enum day_origin origin,
                     enum source source, struct str names)
{
    size_t from = 0;
    for (int n = 0; n < 3 && from < line.len; n++) {
        struct date date;
        size_t at, len;
        struct str rest = str_sub(line, from, line.len);
        if (!date_find(rest, lister->is_day_first, &date, &at, &len)) {
            return;
        }
        struct day *day = add(lister, &date, line, origin, source);
        if (day) {
            size_t before = MIN(at, BEFORE_MAX);
            note_place(lister, day, block);
            read_labels(day, str_sub(rest, at - before, before));
            read_labels(day, names);
            day->row[DAY_HAS_CLOCK] += has_clock(str_sub(rest, at + len, CLOCK_NEAR));
            day->row[DAY_LINE_SHARE] = MAX(day->row[DAY_LINE_SHARE], (float)len / (float)line.len);
        }
        from += at + len;
    }
}

static void add_mark(struct lister *lister, const struct mark *mark)
{
    static const enum attr attrs[] = {ATTR_DATETIME, ATTR_CONTENT, ATTR_TITLE};
    const struct page *page = lister->survey->page;
    struct str itemprop = dom_attr(&page->dom, mark->node, ATTR_ITEMPROP);
    struct str class = dom_attr(&page->dom, mark->node, ATTR_CLASS);
    enum day_origin origin = dom_tag(mark->node) == LXB_TAG_TIME ? DAY_TIME : DAY_CLASS;
    if (itemprop.len) {
        origin =
            str_find_nocase(itemprop, STR("modified")) >= 0 ? DAY_ITEMPROP_MODIFIED : DAY_ITEMPROP;
    }
    enum source source = itemprop.len ? SOURCE_MICRODATA : SOURCE_DOM;
    for (size_t i = 0; i < ARRAY_LEN(attrs); i++) {
        struct str value = str_trim(dom_attr(&page->dom, mark->node, attrs[i]));
        struct date date;
        size_t at, len;
        bool is_date = value.len && (date_parse(value, &date) ||
                                     (value.len <= LINE_BYTES_MAX &&
                                      date_find(value, lister->is_day_first, &date, &at, &len)));
        struct day *day = is_date ? add(lister, &date, value, origin, source) : NULL;
        if (day) {
            note_place(lister, day, mark->block);
            read_labels(day, class);
            return;
        }
    }
    struct str text = plain_element(page->arena, mark->node, LINE_BYTES_MAX + 1, STR(" "));
    if (text.len && text.len <= LINE_BYTES_MAX) {
        add_line(lister, text, mark->block, origin, source, class);
    }
}

/* Marks and lines in the order of the page, so that the days are numbered as a reader meets them.
 */
static void add_shown(struct lister *lister)
{
    const struct page *page = lister->survey->page;
    size_t k = 0;
    uint32_t title = lister->title == BLOCK_NONE ? 0 : lister->title;
    for (uint32_t i = 0; i < page->n_blocks && lister->lines < LINES_READ; i++) {
        const struct block *block = &page->blocks[i];
        for (; k < page->n_marks && page->marks[k].block <= i; k++) {
            if (has_hint(page->marks[k].hints, HINT_DATE) &&
                !place_is_elsewhere(lister->survey, page->marks[k].block) &&
                lister->lines++ < LINES_READ) {
                add_mark(lister, &page->marks[k]);
            }
        }
        bool is_line = block->len <= (block->has_year ? LINE_BYTES_MAX : SHORT_LINE_MAX);
        bool is_start = i >= title && i < title + DATELINE_BLOCKS;
        if (block->kind == BLOCK_PAGE && block->digits >= 3 && (is_line || is_start) &&
            i != lister->title && !place_is_elsewhere(lister->survey, i)) {
            lister->lines++;
            struct str line = block_text(page, block);
            add_line(lister, is_line ? line : utf8_cut(line, DATELINE_MAX), i, DAY_TEXT,
                     SOURCE_TEXT, str_null());
        }
    }
}

/* "/2024/05/06/", "/2024-5-6" or "/20240506" in the address. */
static void add_address(struct lister *lister)
{
    const struct page *page = lister->survey->page;
    struct str path = page->url ? page->url->path : str_null();
    for (size_t at = 0; at + 8 < path.len; at++) {
        bool is_start = path.ptr[at] == '/' || path.ptr[at] == '-' || path.ptr[at] == '_';
        if (!is_start || !byte_is_digit((unsigned char)path.ptr[at + 1])) {
            continue;
        }
        size_t end = at + 1;
        while (end < path.len && end < at + 11 &&
               (byte_is_digit((unsigned char)path.ptr[end]) || path.ptr[end] == path.ptr[at + 5])) {
            end++;
        }
        struct str part = str_sub(path, at + 1, end - at - 1);
        bool is_whole = end >= path.len || !byte_is_digit((unsigned char)path.ptr[end]);
        size_t from, len;
        struct date date;
        bool is_compact = part.len == 8 && date_parse(part, &date);
        bool has_parts = part.len >= 8 && (part.ptr[4] == '/' || part.ptr[4] == '-') &&
                         date_find(part, false, &date, &from, &len) && from == 0;
        if (is_whole && (is_compact || has_parts) && date.day && date.year >= 1990) {
            (void)add(lister, &date, part, DAY_ADDRESS, SOURCE_META);
            return;
        }
    }
}

static float clipped(int64_t days)
{
    return (float)(days > DAYS_FAR ? DAYS_FAR : days < -DAYS_FAR ? -DAYS_FAR : days);
}

/* Days from one of several days to this one; DAYS_FAR where there is none. */
static float behind(const struct days *days, const struct day *day, unsigned origins)
{
    for (size_t i = 0; i < days->len; i++) {
        if (days->items[i].origins & origins) {
            return clipped(number_of(&day->date) - number_of(&days->items[i].date));
        }
    }
    return 2 * DAYS_FAR;
}

/* The day that the page shows nearest to its title; NULL if it shows none. */
static const struct day *shown_first(const struct lister *lister)
{
    const struct day *best = NULL;
    for (size_t i = 0; i < lister->days->len; i++) {
        const struct day *day = &lister->days->items[i];
        if (day->block != BLOCK_NONE &&
            (!best || distance(lister, day->block) < distance(lister, best->block))) {
            best = day;
        }
    }
    return best;
}

static void fill_rows(const struct lister *lister)
{
    struct days *days = lister->days;
    float kind[KIND_COUNT];
    int64_t newest = INT64_MIN, oldest = INT64_MAX;
    const struct day *shown = shown_first(lister);
    place_of_page(lister->survey, kind);
    for (size_t i = 0; i < days->len; i++) {
        newest = MAX(newest, number_of(&days->items[i].date));
        oldest = MIN(oldest, number_of(&days->items[i].date));
    }
    for (size_t i = 0; i < days->len; i++) {
        struct day *day = &days->items[i];
        float *row = day->row;
        for (unsigned k = 0; k < DAY_ORIGIN_COUNT; k++) {
            row[k] = (float)(day->origins >> k & 1);
        }
        row[DAY_ORIGINS] = (float)__builtin_popcount(day->origins);
        row[DAY_HAS_TIME] = day->date.has_time;
        row[DAY_HAS_DAY] = day->date.day > 0;
        row[DAY_COUNT] = (float)days->len;
        row[DAY_BEFORE_NEWEST] = clipped(newest - number_of(&day->date));
        row[DAY_BEHIND_OLDEST] = clipped(number_of(&day->date) - oldest);
        row[DAY_BEHIND_SHOWN] =
            shown ? clipped(number_of(&day->date) - number_of(&shown->date)) : 2 * DAYS_FAR;
        row[DAY_SHOWN_CHANGED] = shown ? shown->row[DAY_SAYS_CHANGED] : -1;
        row[DAY_SHOWN_FAR] = shown ? MIN(distance(lister, shown->block), 99) : -1;
        row[DAY_AUTHOR_FAR] = place_to_mark(lister->survey->page, day->block, HINT_AUTHOR);
        row[DAY_BEHIND_TOLD] = behind(days, day, 1U << DAY_LD | 1U << DAY_META);
        row[DAY_BEHIND_CHANGE] = behind(days, day, 1U << DAY_LD_MODIFIED | 1U << DAY_META_MODIFIED);
        place_of_block(lister->survey, day->block, lister->title, row + DAY_PLACE);
        memcpy(row + DAY_KIND, kind, sizeof(kind));
    }
}

void days_list(const struct survey *survey, uint32_t title, struct days *ret_days)
{
    const struct page *page = survey->page;
    struct lister lister = {.survey = survey, .title = title, .days = ret_days};
    ret_days->len = 0;
    lister.is_day_first = day_order_is_first(page);
    add_value(&lister, page->ld.published, DAY_LD, SOURCE_JSON_LD);
    add_metas(&lister);
    add_value(&lister, page->ld.page_published, DAY_LD_PAGE, SOURCE_JSON_LD);
    add_value(&lister, page->ld.modified, DAY_LD_MODIFIED, SOURCE_JSON_LD);
    add_shown(&lister);
    add_address(&lister);
    fill_rows(&lister);
}
