/* When it was published. */
#include "clean/text/dateline.h"

#include "clean/text/byline.h"
#include "clean/text/days.h"
#include "clean/text/lexicon.h"

enum {
    ABOVE = 8,      /* units above the headline */
    BELOW = 3,      /* units of the body's beginning */
    UNDER = 10,     /* units under the headline */
    LINE_MAX = 220, /* bytes; a date in a longer line is part of the story */
    SHORT_LINE = 80,
    LABEL_MAX = 30, /* bytes of a line above that says what the date is */
    BYLINE_REACH = 2,
    FAR_ABOVE = 60,       /* units above headline and body */
    BEHIND = 6,           /* units behind the body */
    LABELLED_BEHIND = 40, /* ... with a date that is said to be of publication */
    BEHIND_LINE = 120,
    FOLD_ROOM = 256,
    LINE_WORDS = 14,
    ALONE_WORDS = 5, /* of a line that is a date and nothing else */
    TOP_UNITS = 10,
};

static const char *const CHANGED[] = {"updat",
                                      "modif",
                                      "aktualis",
                                      "mis \xC3\xA0 jour",
                                      "actualiz",
                                      "atualiz",
                                      "edited",
                                      "reviewed",
                                      "\xD0\xBE\xD0\xB1\xD0\xBD\xD0\xBE\xD0\xB2\xD0\xBB"};
static const char *const PUBLISHED[] = {
    "publi",       "posted", "ver\xC3\xB6\x66\x66\x65ntl",
    "erschienen",  "first",  "\xD0\xBE\xD0\xBF\xD1\x83\xD0\xB1\xD0\xBB",
    "yay\xC4\xB1n"};

/* Where the first of some words begins in a folded line; STR_NONE if none does. */
static ptrdiff_t find_one_of(struct str folded, const char *const *words, size_t n)
{
    ptrdiff_t first = STR_NONE;
    for (size_t i = 0; i < n; i++) {
        ptrdiff_t at = str_find(folded, str_from(words[i]));
        if (at >= 0 && (first < 0 || at < first)) {
            first = at;
        }
    }
    return first;
}

/* What the words around a date say of it. */
struct label {
    bool is_published, is_changed;
    bool is_change_first; /* of a line that says both */
};

static struct label read_label(const struct reading *reading, size_t unit)
{
    char bytes[FOLD_ROOM];
    struct str folded = lexicon_fold(reading_text(reading, unit), bytes, sizeof(bytes));
    ptrdiff_t changed = find_one_of(folded, CHANGED, ARRAY_LEN(CHANGED));
    ptrdiff_t published = find_one_of(folded, PUBLISHED, ARRAY_LEN(PUBLISHED));
    struct label label = {
        .is_published = published >= 0,
        .is_changed = changed >= 0,
        .is_change_first = changed >= 0 && published >= 0 && changed < published,
    };
    /* What the line does not say the one above may, unless that has a date of its own. */
    bool is_bare = published < 0 && changed < 0;
    if (is_bare && unit > 0 && reading_text(reading, unit - 1).len < LABEL_MAX &&
        !reading_has(reading, unit - 1, OWN_DATE)) {
        struct str above = lexicon_fold(reading_text(reading, unit - 1), bytes, sizeof(bytes));
        label.is_changed |= find_one_of(above, CHANGED, ARRAY_LEN(CHANGED)) >= 0;
        label.is_published |= find_one_of(above, PUBLISHED, ARRAY_LEN(PUBLISHED)) >= 0;
    }
    return label;
}

struct find {
    float score;
    struct date published, changed;
    struct str raw;
    ptrdiff_t unit;
    bool has_changed;
};

/* "Published May 5, updated May 7": which of the dates is which. */
static void offer(struct find *find, float score, ptrdiff_t unit, struct days days,
                  struct label label)
{
    if (score <= find->score) {
        return;
    }
    bool has_both = label.is_published && label.is_changed && days.len > 1;
    size_t published = has_both && label.is_change_first ? days.len - 1 : 0;
    *find = (struct find){
        .score = score,
        .published = days.dates[published],
        .raw = days.texts[published],
        .unit = unit,
        .has_changed = has_both,
        .changed = days.dates[has_both && !label.is_change_first ? days.len - 1 : 0],
    };
}

static size_t distance_of(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* Near the headline or the body's beginning: one of them may be mistaken. */
static bool is_near(const struct reading *reading, size_t unit, size_t centre)
{
    size_t start = reading->body_start;
    bool is_by_title = unit + ABOVE >= centre && unit <= centre + UNDER;
    return is_by_title || (unit + ABOVE >= start && unit < start + BELOW);
}

static void offer_near_title(const struct reading *reading, struct find *find)
{
    size_t start = reading->body_start;
    size_t centre = reading->title != UNIT_NONE ? (size_t)reading->title : start;
    size_t first = MIN(centre, start) > ABOVE ? MIN(centre, start) - ABOVE : 0;
    size_t end = MIN(reading->lines.len, MAX(start + BELOW, centre + UNDER + 1));
    for (size_t i = first; i < end; i++) {
        struct str line = reading_text(reading, i);
        if (line.len > LINE_MAX || !reading_has(reading, i, OWN_DATE) ||
            !is_near(reading, i, centre)) {
            continue;
        }
        struct label label = read_label(reading, i);
        float score = label.is_published ? 3.0F : label.is_changed ? 1.0F : 2.0F;
        score -= 0.02F * (float)MIN(distance_of(i, centre), distance_of(i, start));
        score += line.len < SHORT_LINE ? 0.5F : 0;
        score -= reading->choice.kept[i] && line.len > SHORT_LINE ? 1.0F : 0;
        offer(find, score, (ptrdiff_t)i, days_find(line, reading->is_foreign), label);
    }
}

/* Whether a byline stands within two lines of a date. */
static bool is_by_byline(const struct reading *reading, size_t unit)
{
    size_t first = unit > BYLINE_REACH ? unit - BYLINE_REACH : 0;
    for (size_t i = first; i <= unit + BYLINE_REACH && i < reading->lines.len; i++) {
        struct byline byline = byline_read(reading_text(reading, i));
        if (reading_text(reading, i).len <= SHORT_LINE &&
            (byline.is_byline || byline.is_lead_alone)) {
            return true;
        }
    }
    return false;
}

/* Where headline and body were both mistaken, the date still stands by a byline, or says what it
 * is. */
static void offer_anywhere(const struct reading *reading, struct find *find)
{
    size_t title = reading->title != UNIT_NONE ? (size_t)reading->title : reading->body_start;
    size_t first = MIN(title, reading->body_start);
    first = first > FAR_ABOVE ? first - FAR_ABOVE : 0;
    for (size_t i = first; i < reading->lines.len && i < reading->body_last; i++) {
        struct str line = reading_text(reading, i);
        bool is_short = line.len <= SHORT_LINE && reading_has(reading, i, OWN_DATE);
        struct label label = is_short ? read_label(reading, i) : (struct label){0};
        if (is_short && is_by_byline(reading, i)) {
            offer(find, 0.1F, (ptrdiff_t)i, days_find(line, reading->is_foreign), label);
            return;
        }
    }
}

static void offer_behind(const struct reading *reading, struct find *find)
{
    size_t last = reading->body_last;
    for (size_t i = last ? last - 1 : 0; i < reading->lines.len && i < last + LABELLED_BEHIND;
         i++) {
        struct str line = reading_text(reading, i);
        if (line.len >= BEHIND_LINE || !reading_has(reading, i, OWN_DATE)) {
            continue;
        }
        struct label label = read_label(reading, i);
        /* "Last updated July 2, 2024" ends pages that have no date of publication. */
        bool is_change_alone = label.is_changed && !label.is_published;
        if (!is_change_alone && (i < last + BEHIND || label.is_published)) {
            offer(find, 0.1F, (ptrdiff_t)i, days_find(line, reading->is_foreign), label);
            return;
        }
    }
}

/* Where nothing else tells, a line that is a date: the only one, or one at the text's top. */
static void offer_alone(const struct reading *reading, size_t top, struct find *find)
{
    struct find first = {.unit = UNIT_NONE};
    size_t found = 0;
    for (size_t i = 0; i < reading->lines.len; i++) {
        struct label label = {0};
        bool is_date =
            reading_has(reading, i, OWN_DATE_LINE) && reading->sheet.traits[i].words <= ALONE_WORDS;
        if (is_date) {
            label = read_label(reading, i);
        }
        if (!is_date || (label.is_changed && !label.is_published)) {
            continue;
        }
        found++;
        if (first.unit == UNIT_NONE) {
            struct days days = days_find(reading_text(reading, i), reading->is_foreign);
            offer(&first, 0.1F, (ptrdiff_t)i, days, label);
        }
    }
    if (first.unit != UNIT_NONE && (found == 1 || (size_t)first.unit < top)) {
        *find = first;
    }
}

static bool set_date(struct arena *arena, struct doc *doc, enum meta_field field,
                     const struct date *date)
{
    char text[TIME_TEXT_MAX];
    return meta_set(arena, &doc->meta, field, date_format(date, text), SOURCE_TEXT);
}

static bool set_dates(struct arena *arena, struct doc *doc, const struct find *find)
{
    return set_date(arena, doc, META_PUBLISHED, &find->published) &&
           meta_set(arena, &doc->meta, META_PUBLISHED_RAW, find->raw, SOURCE_TEXT) &&
           (!find->has_changed || set_date(arena, doc, META_MODIFIED, &find->changed));
}

bool dateline_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    struct find find = {.unit = UNIT_NONE};
    offer_near_title(reading, &find);
    if (find.unit == UNIT_NONE) {
        offer_anywhere(reading, &find);
    }
    if (find.unit == UNIT_NONE) {
        offer_behind(reading, &find);
    }
    if (find.unit == UNIT_NONE) {
        offer_alone(reading, TOP_UNITS, &find);
    }
    reading->date = find.unit;
    if (find.unit == UNIT_NONE) {
        return true;
    }
    const struct traits *traits = &reading->sheet.traits[find.unit];
    bool is_line = !traits->is_prose && traits->words <= LINE_WORDS;
    if (is_line && reading->roles[find.unit] == ROLE_NONE) {
        reading->roles[find.unit] = ROLE_DATE;
    }
    return set_dates(arena, doc, &find);
}

bool dateline_find_plain(const struct reading *reading, struct arena *arena, struct doc *doc)
{
    /* The first of several dates may be a diary's. */
    struct find find = {.unit = UNIT_NONE};
    offer_alone(reading, 0, &find);
    return find.unit == UNIT_NONE || set_dates(arena, doc, &find);
}
