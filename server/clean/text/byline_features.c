/* What speaks for a place naming the authors. */
#include "clean/text/byline_candidates.h"

#include "clean/text/scan.h"

enum {
    FAR = 99,          /* units; farther is the same */
    DATE_REACH = 3,    /* units around where a date counts */
    STORY_UNITS = 200, /* of the body, in which the name is looked for */
    IN_STORY_MAX = 3,
};

static float distance_to(ptrdiff_t from, ptrdiff_t to)
{
    return to < from ? FAR : (float)MIN(to - from, (ptrdiff_t)FAR);
}

static void set_places(const struct reading *reading, struct byline_candidate *candidate)
{
    float *row = candidate->row;
    ptrdiff_t unit = candidate->unit, title = reading->title;
    row[BYLINE_UNDER_TITLE] = title == UNIT_NONE ? FAR : distance_to(title, unit);
    row[BYLINE_ABOVE_TITLE] = title == UNIT_NONE ? FAR : distance_to(unit, title);
    row[BYLINE_BEFORE_BODY] = distance_to(unit, (ptrdiff_t)reading->body_start);
    row[BYLINE_AFTER_BODY] = distance_to((ptrdiff_t)reading->body_last, unit);
    row[BYLINE_PLACE] = (float)unit / (float)MAX(reading->lines.len, (size_t)1);
    row[BYLINE_IS_CLEAN] = reading->is_clean;
    row[BYLINE_BEFORE_DATE] = row[BYLINE_AFTER_DATE] = FAR;
    for (ptrdiff_t i = DATE_REACH; i >= 0; i--) {
        bool is_below = unit + i < (ptrdiff_t)reading->lines.len;
        if (is_below && reading_has(reading, (size_t)(unit + i), OWN_DATE_LINE)) {
            row[BYLINE_BEFORE_DATE] = (float)i;
        }
        if (i <= unit && reading_has(reading, (size_t)(unit - i), OWN_DATE_LINE)) {
            row[BYLINE_AFTER_DATE] = (float)i;
        }
    }
}

static void set_line(const struct reading *reading, struct byline_candidate *candidate)
{
    float *row = candidate->row;
    size_t unit = (size_t)candidate->unit;
    const struct traits *traits = &reading->sheet.traits[unit];
    row[BYLINE_KEPT] = reading->choice.kept[unit];
    row[BYLINE_SCORE] = reading->choice.scores[unit];
    row[BYLINE_REPEATED] = traits->own[OWN_LOG_REPEATED];
    row[BYLINE_LINE_WORDS] = (float)traits->words;
    row[BYLINE_ALL_CAPS] = traits->own[OWN_ALL_CAPS];
    row[BYLINE_HAS_LEXICON] = traits->own[OWN_ANY_LEXICON];
    row[BYLINE_HAS_AUTHOR_WORD] = traits->own[OWN_LEXICON + LEXICON_AUTHOR];
    row[BYLINE_HAS_DATE] = traits->own[OWN_DATE];
    row[BYLINE_STOPWORDS] = traits->own[OWN_STOPWORDS];
    row[BYLINE_WORDS_ABOVE] = row[BYLINE_WORDS_BELOW] = -1;
    if (unit > 0) {
        row[BYLINE_WORDS_ABOVE] = (float)traits[-1].words;
        row[BYLINE_LEXICON_ABOVE] = traits[-1].own[OWN_ANY_LEXICON];
    }
    if (unit + 1 < reading->lines.len) {
        row[BYLINE_WORDS_BELOW] = (float)traits[1].words;
        row[BYLINE_LEXICON_BELOW] = traits[1].own[OWN_ANY_LEXICON];
    }
}

/* People of the story are named in it; its author seldom is. */
static float count_in_story(const struct reading *reading, struct str name)
{
    size_t found = 0, end = MIN(reading->lines.len, reading->body_start + STORY_UNITS);
    for (size_t i = reading->body_start; i < end && found < IN_STORY_MAX; i++) {
        bool is_story = reading->choice.kept[i] && reading->sheet.traits[i].is_prose;
        found += is_story && str_find(reading_text(reading, i), name) >= 0;
    }
    return (float)found;
}

static bool is_strong(enum byline_kind kind)
{
    return kind == BYLINE_LEAD || kind == BYLINE_LEAD_ALONE || kind == BYLINE_BIOGRAPHY ||
           kind == BYLINE_ABOUT;
}

static void set_names(const struct reading *reading, const struct byline_candidates *candidates,
                      size_t which, struct byline_candidate *candidate)
{
    float *row = candidate->row;
    struct str name = candidate->names.items[0];
    row[BYLINE_IS_KIND + candidate->kind] = 1;
    row[BYLINE_NAME_WORDS] = (float)scan_count_words(name, FAR);
    row[BYLINE_NAMES] = (float)candidate->names.len;
    row[BYLINE_ORDER] = (float)which;
    row[BYLINE_IN_STORY] = count_in_story(reading, name);
    for (size_t i = 0; i < candidates->len; i++) {
        const struct byline_candidate *other = &candidates->items[i];
        if (i != which && str_equal_nocase(other->names.items[0], name)) {
            row[BYLINE_AGREEING]++;
            row[BYLINE_AGREEING_LEAD] += is_strong(other->kind);
        }
    }
}

void byline_features(const struct reading *reading, struct byline_candidates *candidates)
{
    for (size_t i = 0; i < candidates->len; i++) {
        struct byline_candidate *candidate = &candidates->items[i];
        set_places(reading, candidate);
        set_line(reading, candidate);
        set_names(reading, candidates, i, candidate);
    }
}
