/* The places where a text may name its authors. */
#include "clean/text/byline_candidates.h"

#include "clean/date_text.h"
#include "clean/text/about.h"
#include "clean/text/byline.h"
#include "clean/text/lexicon.h"
#include "clean/text/scan.h"

enum {
    ABOVE = 8,       /* units above the headline and the body where a byline may stand */
    UNDER = 10,      /* ... under the headline, */
    BELOW = 5,       /* and of the body's beginning */
    BEHIND = 50,     /* units behind the body where the author may be named */
    TAIL = 3,        /* units of the body's end */
    ABOUT_REACH = 3, /* lines between "About the author" and the name */
    LINE_MAX = 200,  /* bytes; longer lines are prose */
    NAME_LINE_MAX = 90,
    HEAD_ROOM = 64,
    SHORT_WORDS = 4,
    GROUP_LINE_WORDS = 12,
    SHORT_UNDER = 4, /* units under the headline where a short line may be a byline */
};

static void offer(struct byline_candidates *found, enum byline_kind kind, struct names names,
                  size_t unit, bool is_line)
{
    if (names.len && found->len < BYLINE_CANDIDATES_MAX) {
        found->items[found->len++] = (struct byline_candidate){
            .kind = kind,
            .names = names,
            .unit = (ptrdiff_t)unit,
            .lead = UNIT_NONE,
            .is_line = is_line,
        };
    }
}

static const struct str SEPARATORS[] = {
    {" - ", 3},      {" in ", 4},     {"  ", 2},           {", ", 2},           {"|", 1},
    {"\xC2\xB7", 2}, {"\xC2\xA0", 2}, {"\xE2\x80\xA2", 3}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3},
};

/* The bytes of a separator at `at`; 0 if there is none. */
static size_t separator_length(struct str s, size_t at)
{
    unsigned char c = (unsigned char)s.ptr[at];
    bool may_be = c == ' ' || c == ',' || c == '|' || c == 0xC2 || c == 0xE2;
    for (size_t i = 0; may_be && i < ARRAY_LEN(SEPARATORS); i++) {
        if (str_starts(str_sub(s, at, s.len), SEPARATORS[i])) {
            return SEPARATORS[i].len;
        }
    }
    return 0;
}

/* Takes the part before the first separator off `line`. */
static struct str next_part(struct str *line)
{
    size_t at = 0, len = 0;
    while (at < line->len && !(len = separator_length(*line, at))) {
        at++;
    }
    struct str part = str_trim(str_sub(*line, 0, at));
    *line = str_sub(*line, at + len, line->len);
    return part;
}

/* A word that stands before a date. */
static bool is_stamp(struct str word)
{
    return str_starts_nocase(word, STR("updated")) || str_starts_nocase(word, STR("published")) ||
           str_starts_nocase(word, STR("posted")) || str_equal_nocase(word, STR("on"));
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

/* Whether what stands behind a name can: a date, or a word that says what the person is. */
static bool ends_names(struct str rest)
{
    rest = str_trim(rest);
    size_t at = 0;
    struct str word;
    bool has_word = scan_word(rest, &at, &word);
    bool is_next = has_word && word.ptr == rest.ptr;
    return is_next && (byte_is_digit((unsigned char)rest.ptr[0]) || date_month(word) ||
                       names_begins_otherwise(rest));
}

/* A name as a line, or the names that a line begins with, or one among its parts. */
static void offer_names(struct byline_candidates *found, struct str line, size_t unit,
                        bool is_prose)
{
    line = scan_after_bullet(line);
    struct names names = names_read(line);
    struct str last = names.len ? names.items[names.len - 1] : str_null();
    size_t end = names.len ? (size_t)(last.ptr + last.len - line.ptr) : 0;
    bool is_full = names.len && scan_count_words(names.items[0], 2) == 2;
    if (is_full && end == line.len) {
        offer(found, BYLINE_NAME, names, unit, !is_prose);
        return;
    }
    if (is_full && ends_names(str_sub(line, end, line.len))) {
        offer(found, BYLINE_PART, names, unit, !is_prose);
        return;
    }
    for (int i = 0; line.len && i < 4; i++) {
        struct str part = next_part(&line);
        if (part.len <= NAME_LINE_MAX && names_is_name(part)) {
            offer(found, BYLINE_PART, names_read(part), unit, !is_prose && i == 0);
        }
    }
}

/* "By the Kettleby team | 5 May": what stands behind the lead, up to a separator or a date. */
static void offer_group(struct byline_candidates *found, struct str rest, size_t unit)
{
    struct str part = next_part(&rest), word;
    size_t at = 0, end = 0, words = 0;
    while (scan_word(part, &at, &word) && !date_month(word) &&
           !byte_is_digit((unsigned char)word.ptr[0]) && !is_stamp(word)) {
        end = (size_t)(word.ptr - part.ptr) + word.len;
        words++;
    }
    if (words && words <= SHORT_WORDS && end <= NAME_BYTES_MAX) {
        struct names names = {.items = {str_sub(part, 0, end)}, .len = 1};
        offer(found, BYLINE_GROUP, names, unit, true);
    }
}

/* "Kettleby Staff": no name, but where names stand. */
static void offer_short(const struct reading *reading, struct byline_candidates *found, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    ptrdiff_t under = (ptrdiff_t)unit - reading->title;
    bool is_placed = reading->title != UNIT_NONE && under > 0 && under <= SHORT_UNDER;
    struct str line = reading_text(reading, unit);
    if (is_placed && traits->words <= SHORT_WORDS && line.len <= NAME_BYTES_MAX &&
        traits->own[OWN_DIGITS] <= 0 && traits->own[OWN_TERMINATED] <= 0 &&
        traits->own[OWN_COLON] <= 0) {
        offer(found, BYLINE_SHORT, (struct names){.items = {line}, .len = 1}, unit, true);
    }
}

static void collect_near_title(const struct reading *reading, struct byline_candidates *found,
                               size_t unit)
{
    struct str line = reading_text(reading, unit);
    if (line.len > LINE_MAX || (ptrdiff_t)unit == reading->title) {
        return;
    }
    size_t before = found->len;
    struct byline byline = byline_read(line);
    if (byline.is_byline) {
        offer(found, byline.is_weak ? BYLINE_WEAK : BYLINE_LEAD, byline.names, unit, true);
        /* "By Ask the Clerk": one word that others follow may be the beginning of a name. */
        if (byline.names.len == 1 && scan_count_words(byline.names.items[0], 2) == 1 &&
            byline.names.bytes < byline.rest.len) {
            offer_group(found, byline.rest, unit);
        }
        return;
    }
    if (byline.is_lead_alone && unit + 1 < reading->lines.len) {
        offer(found, BYLINE_LEAD_ALONE, names_read(reading_text(reading, unit + 1)), unit + 1,
              true);
        if (found->len > before) {
            found->items[before].lead = (ptrdiff_t)unit;
        }
        return;
    }
    bool is_prose = reading->sheet.traits[unit].is_prose;
    if (byline.rest.len && !is_prose && reading->sheet.traits[unit].words <= GROUP_LINE_WORDS) {
        offer_group(found, byline.rest, unit);
    }
    if (!is_prose) {
        offer(found, BYLINE_INLINE, find_inline(line), unit, false);
    }
    if (found->len == before && line.len <= NAME_LINE_MAX) {
        offer_names(found, line, unit, is_prose);
    }
    if (found->len == before) {
        offer_short(reading, found, unit);
    }
}

/* "About the author", and a name in one of the next lines. */
static void collect_about(const struct reading *reading, struct byline_candidates *found,
                          size_t unit)
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
        for (size_t k = unit + 1; k <= unit + ABOUT_REACH && k < reading->lines.len; k++) {
            struct str rest = scan_after_bullet(reading_text(reading, k));
            struct str name = next_part(&rest);
            if (name.len <= NAME_LINE_MAX && names_is_name(name)) {
                offer(found, BYLINE_ABOUT, names_read(name), k, false);
                return;
            }
        }
    }
}

static void collect_at_end(const struct reading *reading, struct byline_candidates *found,
                           size_t unit)
{
    static const struct str DASHES[] = {{"- ", 2}, {"\xE2\x80\x93", 3}, {"\xE2\x80\x94", 3}};
    struct str line = reading_text(reading, unit);
    size_t before = found->len;
    collect_about(reading, found, unit);
    struct byline byline = byline_read(line);
    if (byline.is_byline && line.len <= LINE_MAX) {
        offer(found, byline.is_weak ? BYLINE_WEAK : BYLINE_LEAD, byline.names, unit, true);
    }
    for (size_t i = 0; i < ARRAY_LEN(DASHES); i++) {
        struct str name = str_trim(str_sub(line, DASHES[i].len, line.len));
        if (str_starts(line, DASHES[i]) && names_is_name(name)) {
            offer(found, BYLINE_SIGNED, names_read(name), unit, true);
        }
    }
    struct str name = about_name(line);
    if (name.len) {
        offer(found, BYLINE_BIOGRAPHY, names_read(name), unit, false);
    } else if (found->len == before && line.len <= NAME_LINE_MAX) {
        offer_names(found, line, unit, reading->sheet.traits[unit].is_prose);
        if (found->len > before) {
            found->items[before].is_line = false;
        }
    }
}

static size_t less(size_t a, size_t b)
{
    return a > b ? a - b : 0;
}

static bool is_near(size_t unit, size_t centre, size_t under)
{
    return unit + ABOVE >= centre && unit <= centre + under;
}

void byline_candidates(const struct reading *reading, struct byline_candidates *ret_candidates)
{
    size_t n = reading->lines.len, start = reading->body_start, i;
    size_t title = reading->title != UNIT_NONE ? (size_t)reading->title : start;
    size_t end = MIN(n, MAX(title + UNDER, start + BELOW) + 1);
    ret_candidates->len = 0;
    for (i = less(MIN(title, start), ABOVE); i < end; i++) {
        if (is_near(i, title, UNDER) || is_near(i, start, BELOW)) {
            collect_near_title(reading, ret_candidates, i);
        }
    }
    for (i = MAX(end, less(reading->body_last, TAIL)); i < n && i <= reading->body_last + BEHIND;
         i++) {
        collect_at_end(reading, ret_candidates, i);
    }
}
