/* Who wrote it: bylines, the lines where authors are named, sentences about the author,
 * contributors. */
#include "clean/text/byline.h"

#include "clean/text/about.h"
#include "clean/text/lexicon.h"
#include "clean/text/scan.h"

enum {
    ABOVE = 6,      /* units above the headline where a byline may stand */
    BELOW = 4,      /* units of the body's beginning */
    LINE_MAX = 200, /* bytes; longer lines are prose */
    NAME_LINE_MAX = 90,
    AFTER = 40, /* units behind the body where the author may be named */
    HEAD_ROOM = 64,
    NAMES_BYTES_MAX = 160,
};

/* How much the places where a name stands are worth; each unit away costs a little. */
static const float BYLINE_SCORE = 6.0F, INLINE_SCORE = 4.5F, ABOUT_SCORE = 4.2F, END_SCORE = 4.0F,
                   NEAR_DATE_SCORE = 3.4F, DASH_SCORE = 3.0F, NEAR_TITLE_SCORE = 2.0F;
static const float UNIT_COST = 0.1F, AFTER_COST = 0.02F, WEAK_COST = 1.0F, LEAST_NAME_SCORE = 1.0F;

/* The best place so far. */
struct find {
    float score;
    struct names names;
    ptrdiff_t unit; /* where the names stand */
    ptrdiff_t lead; /* the line before that only says "Written by" */
    bool is_line;   /* the whole unit is a byline, so it is no part of the body */
};

static void offer(struct find *find, float score, struct names names, ptrdiff_t unit, bool is_line)
{
    if (names.len && score > find->score) {
        *find = (struct find){score, names, unit, UNIT_NONE, is_line};
    }
}

static size_t distance_of(size_t a, size_t b)
{
    return a > b ? a - b : b - a;
}

/* The part of a line before a separator: "Ann Lee | 5 May", "Ann Lee, Reporter". */
static struct str first_part(struct str line)
{
    static const struct str SEPARATORS[] = {
        {"|", 1},   {"\xE2\x80\xA2", 3}, {"\xC2\xB7", 2}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3},
        {" - ", 3}, {", ", 2},
    };
    for (size_t i = 0; i < ARRAY_LEN(SEPARATORS); i++) {
        ptrdiff_t at = str_find(line, SEPARATORS[i]);
        if (at >= 0) {
            line = str_sub(line, 0, (size_t)at);
        }
    }
    return str_trim(line);
}

/* "... by Ann Lee" within a line that is no prose. */
static struct names find_inline(struct str line)
{
    static const struct str LEADS[] = {{" by ", 4}, {" BY ", 4}, {" By ", 4}};
    for (size_t i = 0; i < ARRAY_LEN(LEADS); i++) {
        ptrdiff_t at = str_find(line, LEADS[i]);
        struct names names =
            at < 0 ? (struct names){0} : names_read(str_sub(line, (size_t)at + 4, line.len));
        if (names.len && scan_count_words(names.items[0], 2) >= 2) {
            return names;
        }
    }
    return (struct names){0};
}

static struct names name_alone(struct str line)
{
    struct str part = first_part(line);
    bool is_name = line.len <= NAME_LINE_MAX && names_is_name(part);
    return is_name ? names_read(part) : (struct names){0};
}

/* A name as a line of its own is an author's when it stands by the date or under the headline. */
static void offer_name(const struct reading *reading, size_t unit, size_t centre, struct find *find)
{
    struct names names = name_alone(scan_after_bullet(reading_text(reading, unit)));
    ptrdiff_t title = reading->title, at = (ptrdiff_t)unit;
    bool is_by_date = reading->date != UNIT_NONE && distance_of(unit, (size_t)reading->date) <= 2;
    bool is_under_title = title != UNIT_NONE && at > title && at - title <= 3;
    float score = is_by_date ? NEAR_DATE_SCORE : is_under_title ? NEAR_TITLE_SCORE : 0;
    score -=
        0.05F * (float)distance_of(unit, centre) + (title != UNIT_NONE && at < title ? 1.0F : 0);
    if (score > LEAST_NAME_SCORE && at != title) {
        offer(find, score, names, at, !reading->sheet.traits[unit].is_prose);
    }
}

static void offer_near_title(const struct reading *reading, size_t unit, size_t centre,
                             struct find *find)
{
    struct str line = reading_text(reading, unit);
    if (line.len > LINE_MAX || (ptrdiff_t)unit == reading->title) {
        return;
    }
    float score = BYLINE_SCORE - UNIT_COST * (float)distance_of(unit, centre);
    struct byline byline = byline_read(line);
    if (byline.is_byline) {
        offer(find, score - (byline.is_weak ? WEAK_COST : 0), byline.names, (ptrdiff_t)unit, true);
        return;
    }
    if (byline.is_lead_alone && unit + 1 < reading->lines.len) {
        struct names names = names_read(reading_text(reading, unit + 1));
        if (names.len && score > find->score) {
            *find = (struct find){score, names, (ptrdiff_t)unit + 1, (ptrdiff_t)unit, true};
        }
        return;
    }
    if (!reading->choice.kept[unit]) {
        offer(find, INLINE_SCORE - UNIT_COST * (float)distance_of(unit, centre), find_inline(line),
              (ptrdiff_t)unit, false);
    }
    offer_name(reading, unit, centre, find);
}

/* "About the author", and a name in one of the next lines. */
static void offer_about(const struct reading *reading, size_t unit, float cost, struct find *find)
{
    static const char *const HEADS[] = {"about the author", "about author", "about the writer",
                                        "written by",       "author",       "posted by",
                                        "meet the author",  "author bio"};
    char bytes[HEAD_ROOM];
    struct str line = reading_text(reading, unit);
    if (line.len >= HEAD_ROOM) {
        return;
    }
    struct str folded = lexicon_fold(line, bytes, sizeof(bytes));
    folded.len -= folded.len && folded.ptr[folded.len - 1] == ':';
    for (size_t i = 0; i < ARRAY_LEN(HEADS); i++) {
        if (!str_equal(folded, str_from(HEADS[i]))) {
            continue;
        }
        for (size_t next = unit + 1; next <= unit + 3 && next < reading->lines.len; next++) {
            struct names names = name_alone(reading_text(reading, next));
            if (names.len) {
                offer(find, ABOUT_SCORE - cost, names, (ptrdiff_t)next, false);
                return;
            }
        }
    }
}

static void offer_at_end(const struct reading *reading, size_t unit, struct find *find)
{
    struct str line = reading_text(reading, unit);
    size_t last = reading->body_last;
    float cost = unit > last ? AFTER_COST * (float)(unit - last) : 0;
    offer_about(reading, unit, cost, find);
    struct byline byline = byline_read(line);
    bool has_colon = str_find_byte(line, ':') >= 0 || str_starts_nocase(line, STR("written by"));
    if (byline.is_byline && !byline.is_weak && has_colon && line.len <= LINE_MAX) {
        offer(find, END_SCORE - cost, byline.names, (ptrdiff_t)unit, true);
    }
    static const struct str DASHES[] = {{"- ", 2}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}};
    for (size_t i = 0; i < ARRAY_LEN(DASHES) && distance_of(unit, last) <= 1; i++) {
        struct str name = str_trim(str_sub(line, DASHES[i].len, line.len));
        if (str_starts(line, DASHES[i]) && names_is_name(name)) {
            offer(find, DASH_SCORE, names_read(name), (ptrdiff_t)unit, true);
        }
    }
}

/* "ANN LEE" is how a page shows a name, not how it is written; initials stay. */
static struct str unshout(struct arena *arena, struct str name)
{
    bool has_lower = false, has_other = false;
    for (size_t i = 0; i < name.len; i++) {
        has_lower |= byte_is_lower((unsigned char)name.ptr[i]);
        has_other |= (unsigned char)name.ptr[i] >= 0x80;
    }
    char *copy = has_lower || has_other ? NULL : arena_cstr(arena, name);
    if (!copy) {
        return name;
    }
    for (size_t i = 1; i < name.len; i++) {
        bool is_inside = byte_is_alpha((unsigned char)name.ptr[i - 1]);
        bool is_initial = i + 1 < name.len && name.ptr[i + 1] == '.';
        copy[i] = is_inside && !is_initial ? byte_lower(name.ptr[i]) : name.ptr[i];
    }
    return str_of(copy, name.len);
}

static bool add_names(struct reading *reading, struct arena *arena, const struct names *names,
                      struct fact_list *list)
{
    for (size_t i = 0; i < names->len; i++) {
        if (!meta_add(arena, list, unshout(reading->scratch, names->items[i]), SOURCE_TEXT)) {
            return false;
        }
    }
    return true;
}

static void set_role(struct reading *reading, ptrdiff_t unit, enum role role)
{
    if (unit != UNIT_NONE && reading->roles[unit] == ROLE_NONE) {
        reading->roles[unit] = (unsigned char)role;
    }
}

bool byline_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    struct find find = {.unit = UNIT_NONE, .lead = UNIT_NONE};
    size_t start = reading->body_start;
    size_t centre = reading->title != UNIT_NONE ? (size_t)reading->title : start;
    size_t first = centre > ABOVE ? centre - ABOVE : 0;
    size_t end = MIN(reading->lines.len, reading->body_last + AFTER);
    size_t tail = reading->body_last > 2 ? reading->body_last - 2 : 0;
    for (size_t i = first; i < start + BELOW && i < reading->lines.len && !reading->has_header;
         i++) {
        offer_near_title(reading, i, centre, &find);
    }
    for (size_t i = MAX(tail, start + 1); i < end && !reading->has_header; i++) {
        offer_at_end(reading, i, &find);
    }
    if (find.is_line) {
        set_role(reading, find.unit, ROLE_BYLINE);
        set_role(reading, find.lead, ROLE_BYLINE);
    }
    struct names none = {0};
    bool is_done = about_find(reading, arena, doc, find.names.len ? &find.names : &none);
    return is_done && add_names(reading, arena, &find.names, &doc->meta.authors);
}
