/* When it was published. */
#include "clean/text/dateline.h"

#include "clean/text/days.h"
#include "clean/text/lexicon.h"

enum {
    ABOVE = 8,      /* units above the headline */
    BELOW = 3,      /* units of the body's beginning */
    LINE_MAX = 220, /* bytes; a date in a longer line is part of the story */
    SHORT_LINE = 80,
    LABEL_MAX = 30, /* bytes of a line above that says what the date is */
    BEHIND = 6,     /* units behind the body */
    BEHIND_LINE = 120,
    FOLD_ROOM = 256,
    LINE_WORDS = 14,
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
    if (unit > 0 && reading_text(reading, unit - 1).len < LABEL_MAX) {
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

static void offer_near_title(const struct reading *reading, struct find *find)
{
    size_t start = reading->body_start;
    size_t centre = reading->title != UNIT_NONE ? (size_t)reading->title : start;
    size_t first = centre > ABOVE ? centre - ABOVE : 0;
    for (size_t i = first; i < reading->lines.len && i < start + BELOW; i++) {
        struct str line = reading_text(reading, i);
        if (line.len > LINE_MAX || !reading_has(reading, i, OWN_DATE)) {
            continue;
        }
        struct label label = read_label(reading, i);
        float score = label.is_published ? 3.0F : label.is_changed ? 1.0F : 2.0F;
        score -= 0.02F * (float)(i > centre ? i - centre : centre - i);
        score += line.len < SHORT_LINE ? 0.5F : 0;
        score -= reading->choice.kept[i] && line.len > SHORT_LINE ? 1.0F : 0;
        offer(find, score, (ptrdiff_t)i, days_find(line), label);
    }
}

static void offer_behind(const struct reading *reading, struct find *find)
{
    size_t last = reading->body_last;
    for (size_t i = last ? last - 1 : 0; i < reading->lines.len && i < last + BEHIND; i++) {
        bool is_short = reading_text(reading, i).len < BEHIND_LINE;
        if (is_short && reading_has(reading, i, OWN_DATE)) {
            offer(find, 0.1F, (ptrdiff_t)i, days_find(reading_text(reading, i)),
                  read_label(reading, i));
            return;
        }
    }
}

static bool set_date(struct arena *arena, struct doc *doc, enum meta_field field,
                     const struct date *date)
{
    char text[TIME_TEXT_MAX];
    return meta_set(arena, &doc->meta, field, date_format(date, text), SOURCE_TEXT);
}

bool dateline_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    struct find find = {.unit = UNIT_NONE};
    offer_near_title(reading, &find);
    if (find.unit == UNIT_NONE) {
        offer_behind(reading, &find);
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
    return set_date(arena, doc, META_PUBLISHED, &find.published) &&
           meta_set(arena, &doc->meta, META_PUBLISHED_RAW, find.raw, SOURCE_TEXT) &&
           (!find.has_changed || set_date(arena, doc, META_MODIFIED, &find.changed));
}
