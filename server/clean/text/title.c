/* Which line is the headline. */
#include "clean/text/title.h"

#include "base/utf8.h"
#include "clean/text/byline.h"
#include "clean/text/lexicon.h"
#include "clean/text/scan.h"
#include "clean/text/vocabulary.h"
#include "clean/text/within.h"

#include <math.h>
#include <string.h>

enum {
    ABOVE_MAX = 60, /* units above the body that are looked at */
    INSIDE_MAX = 3, /* units of the body's beginning */
    WORDS_MAX = 40,
    BYTES_MAX = 250,
    PROSE_WORDS_MAX = 30,
    NEAR_BYLINE = 3, /* units behind the headline where a byline or date may stand */
    NEAR_WORDS = 14,
    WITHIN_WORDS = 3, /* shorter lines stand within others by chance */
    DATE_FAR = 11,    /* units; farther is the same */
};
static const unsigned RANK_MAX = 5;
static const float SCORE_MAX = 9;

static bool may_be_title(const struct reading *reading, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    struct str line = scan_after_bullet(reading_text(reading, unit));
    bool is_long_prose = traits->is_prose && traits->words > PROSE_WORDS_MAX;
    return traits->words >= 1 && traits->words <= WORDS_MAX && line.len <= BYTES_MAX &&
           !is_long_prose;
}

static float score_of(const struct reading *reading, size_t unit)
{
    return MAX(-SCORE_MAX, MIN(SCORE_MAX, reading->choice.scores[unit]));
}

static void set_distance(const struct reading *reading, size_t unit, float *row)
{
    size_t start = reading->body_start;
    size_t distance = unit < start ? start - unit : 0;
    row[TITLE_DISTANCE] = log1pf((float)distance);
    row[TITLE_IN_BODY] = distance == 0;
    row[TITLE_NEXT_1] = distance == 1;
    row[TITLE_NEXT_2] = distance == 2;
    row[TITLE_NEXT_4] = distance == 3 || distance == 4;
    row[TITLE_KEPT] = reading->choice.kept[unit];
    row[TITLE_IS_FIRST] = unit == 0;
    row[TITLE_LOG_INDEX] = log1pf((float)unit);
    row[TITLE_SCORE] = score_of(reading, unit);
}

static void set_shape(const struct reading *reading, size_t unit, float *row)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    const float *own = traits->own;
    struct str line = scan_after_bullet(reading_text(reading, unit));
    row[TITLE_WORDS_2] = traits->words <= 2;
    row[TITLE_WORDS_5] = traits->words >= 3 && traits->words <= 5;
    row[TITLE_WORDS_20] = traits->words >= 6 && traits->words <= 20;
    row[TITLE_WORDS_MANY] = traits->words > 20;
    row[TITLE_TERMINATED] = own[OWN_TERMINATED];
    row[TITLE_QUESTION] = own[OWN_QUESTION];
    row[TITLE_LEXICON] = own[OWN_ANY_LEXICON];
    row[TITLE_DATE] = own[OWN_DATE];
    row[TITLE_BYLINE] = byline_read(line).is_byline;
    row[TITLE_REPEATED] = own[OWN_REPEATED];
    row[TITLE_LOG_REPEATED] = own[OWN_LOG_REPEATED];
    row[TITLE_NOT_INDENTED] = own[OWN_INDENTED] <= 0;
    row[TITLE_BLANK_BEFORE] = own[OWN_BLANK_1];
    row[TITLE_STARTS_UPPER] = own[OWN_STARTS_UPPER];
    row[TITLE_STARTS_LOWER] = own[OWN_STARTS_LOWER];
    row[TITLE_STARTS_DIGIT] = own[OWN_STARTS_DIGIT];
    row[TITLE_SEPARATOR] = own[OWN_SEPARATOR];
    row[TITLE_LOG_SEPARATORS] = own[OWN_LOG_SEPARATORS];
    row[TITLE_TITLE_CASE] = own[OWN_TITLE_CASE];
    row[TITLE_LOG_WORDS] = own[OWN_LOG_WORDS];
    row[TITLE_STOPWORDS] = own[OWN_STOPWORDS];
    row[TITLE_CAPITALS] = own[OWN_CAPITALS];
    row[TITLE_COLON] = str_find_byte(line, ':') >= 0;
    row[TITLE_HAS_DIGIT] = own[OWN_DIGITS] > 0;
    row[TITLE_ADDRESS] = own[OWN_ADDRESS];
    row[TITLE_CALLS] = own[OWN_LEXICON + LEXICON_CALL] + own[OWN_LEXICON + LEXICON_SHOP] +
                       own[OWN_LEXICON + LEXICON_SUBSCRIBE];
    row[TITLE_META] = own[OWN_LEXICON + LEXICON_META] + own[OWN_LEXICON + LEXICON_MEDIA];
}

static bool has_byline_soon(const struct reading *reading, size_t unit)
{
    for (size_t i = unit + 1; i <= unit + NEAR_BYLINE && i < reading->lines.len; i++) {
        if (reading->sheet.traits[i].words <= NEAR_WORDS &&
            (reading_has(reading, i, OWN_DATE_LINE) ||
             reading_has(reading, i, OWN_LEXICON + LEXICON_META) ||
             byline_read(reading_text(reading, i)).is_byline)) {
            return true;
        }
    }
    return false;
}

static float until_date(const struct reading *reading, size_t unit)
{
    size_t distance = 1;
    while (distance < DATE_FAR && unit + distance < reading->lines.len &&
           !reading_has(reading, unit + distance, OWN_DATE_LINE)) {
        distance++;
    }
    return unit + distance < reading->lines.len ? (float)distance : DATE_FAR;
}

static void set_neighbours(const struct reading *reading, size_t unit, float *row)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    size_t left = reading->lines.len - 1 - unit;
    row[TITLE_WORDS_ABOVE] = unit > 0 ? traits[-1].own[OWN_LOG_WORDS] : -1;
    row[TITLE_WORDS_BELOW] = left > 0 ? traits[1].own[OWN_LOG_WORDS] : -1;
    row[TITLE_WORDS_BELOW_2] = left > 1 ? traits[2].own[OWN_LOG_WORDS] : -1;
    row[TITLE_SCORE_ABOVE] = unit > 0 ? score_of(reading, unit - 1) : 0;
    row[TITLE_SCORE_BELOW] = left > 0 ? score_of(reading, unit + 1) : 0;
    row[TITLE_BLANK_BELOW] = left > 0 ? traits[1].own[OWN_BLANK_1] : 0;
    row[TITLE_UNTIL_DATE] = until_date(reading, unit);
}

static void set_surroundings(const struct reading *reading, size_t unit, float *row)
{
    const struct traits *traits = reading->sheet.traits;
    set_neighbours(reading, unit, row);
    row[TITLE_BYLINE_SOON] = has_byline_soon(reading, unit);
    row[TITLE_AFTER_PROSE] = unit > 0 && traits[unit - 1].is_prose;
    row[TITLE_BEFORE_PROSE] = unit + 1 < reading->lines.len && traits[unit + 1].is_prose;
    row[TITLE_AFTER_SHORT] = unit > 0 && traits[unit - 1].words <= 2;
}

/* The page's title says the headline again, and the site's name. */
static void set_within(const struct reading *reading, struct title_candidates *candidates)
{
    struct needle needles[TITLE_CANDIDATES_MAX];
    size_t sought[TITLE_CANDIDATES_MAX], n = 0;
    for (size_t k = 0; k < candidates->len; k++) {
        size_t unit = candidates->units[k];
        struct str line = reading->sheet.folded[unit];
        if (reading->sheet.traits[unit].words >= WITHIN_WORDS && line.len >= WITHIN_MIN) {
            sought[n] = k;
            needles[n++] = (struct needle){.line = line};
        }
    }
    within_find(&reading->sheet, needles, n);
    for (size_t i = 0; i < n; i++) {
        float *row = candidates->rows[sought[i]];
        row[TITLE_LOG_WITHIN] = log1pf((float)needles[i].within);
        row[TITLE_BEGINS_LINE] = needles[i].begins;
    }
}

/* "Home > Boats > The rope is wet" */
static void set_holds(const struct reading *reading, struct title_candidates *candidates)
{
    const struct str *folded = reading->sheet.folded;
    for (size_t k = 0; k < candidates->len; k++) {
        float *row = candidates->rows[k];
        struct str line = folded[candidates->units[k]];
        for (size_t other = 0; row[TITLE_SEPARATOR] > 0 && other < candidates->len; other++) {
            struct str held = folded[candidates->units[other]];
            bool is_some = held.len >= WITHIN_MIN &&
                           reading->sheet.traits[candidates->units[other]].words >= WITHIN_WORDS;
            row[TITLE_HOLDS] += is_some && held.len < line.len && str_find(line, held) >= 0;
        }
    }
}

/* Which candidate shares most with the body. */
static void set_ranks(struct title_candidates *candidates)
{
    float most = 0;
    for (size_t k = 0; k < candidates->len; k++) {
        most = MAX(most, candidates->rows[k][TITLE_OVERLAPS]);
    }
    for (size_t k = 0; k < candidates->len; k++) {
        float *row = candidates->rows[k];
        unsigned rank = 0;
        for (size_t other = 0; other < candidates->len; other++) {
            rank += candidates->rows[other][TITLE_WEIGHT] > row[TITLE_WEIGHT];
        }
        row[TITLE_BEST_OVERLAP] = most > 0 && row[TITLE_OVERLAPS] >= most;
        row[TITLE_WEIGHT_RANK] = (float)MIN(rank, RANK_MAX);
    }
}

static bool is_long_line(const float *row)
{
    bool is_some = row[TITLE_WORDS_20] > 0 || row[TITLE_WORDS_MANY] > 0;
    return is_some && row[TITLE_TERMINATED] <= 0;
}

static void set_lengths(struct title_candidates *candidates)
{
    unsigned behind = 0, before = 0;
    for (size_t k = candidates->len; k-- > 0;) {
        float *row = candidates->rows[k];
        unsigned longer = 0;
        for (size_t other = 0; other < candidates->len; other++) {
            longer += candidates->rows[other][TITLE_LOG_WORDS] > row[TITLE_LOG_WORDS];
        }
        row[TITLE_LENGTH_RANK] = (float)MIN(longer, RANK_MAX);
        row[TITLE_LONG_BEHIND] = (float)behind;
        behind += is_long_line(row);
    }
    for (size_t k = 0; k < candidates->len; k++) {
        candidates->rows[k][TITLE_LONG_BEFORE] = (float)before;
        before += is_long_line(candidates->rows[k]);
    }
}

/* The words of the body: of its kept prose, or of all that is kept where there is none. */
static bool read_body_words(const struct reading *reading, struct vocabulary *vocabulary)
{
    if (!vocabulary_init(reading->scratch, vocabulary, &reading->sheet)) {
        return false;
    }
    bool has_prose = reading->sheet.traits[reading->body_start].is_prose;
    for (size_t i = reading->body_start; i < reading->lines.len; i++) {
        if (reading->choice.kept[i] && (reading->sheet.traits[i].is_prose || !has_prose)) {
            vocabulary_add(vocabulary, &reading->sheet, i);
        }
    }
    return true;
}

bool title_candidates(struct reading *reading, struct title_candidates *ret_candidates)
{
    struct title_candidates *candidates = ret_candidates;
    candidates->len = 0;
    struct vocabulary vocabulary;
    if (!read_body_words(reading, &vocabulary)) {
        return false;
    }
    size_t start = reading->body_start, first = start > ABOVE_MAX ? start - ABOVE_MAX : 0;
    for (size_t i = first; i < reading->lines.len && i < start + INSIDE_MAX; i++) {
        if (!may_be_title(reading, i)) {
            continue;
        }
        float *row = candidates->rows[candidates->len];
        memset(row, 0, sizeof(candidates->rows[0]));
        set_distance(reading, i, row);
        set_shape(reading, i, row);
        set_surroundings(reading, i, row);
        struct overlap overlap = vocabulary_overlap(&vocabulary, &reading->sheet, i, false);
        row[TITLE_OVERLAP] = (float)overlap.shared / (float)MAX(overlap.content, 1U);
        row[TITLE_OVERLAPS] = (float)MIN(overlap.shared, 6U);
        row[TITLE_WEIGHT] = overlap.weight / sqrtf((float)overlap.content + 2);
        candidates->units[candidates->len++] = i;
    }
    set_within(reading, candidates);
    set_holds(reading, candidates);
    set_ranks(candidates);
    set_lengths(candidates);
    return true;
}
