/* The choice among the lines that may be the headline. */
#include "clean/text/scan.h"
#include "clean/text/site.h"
#include "clean/text/title.h"

enum {
    CLEAN_WORDS = 25,
};

/* Log odds under which no line is taken: a wrong headline is worse than the first words of the
 * text. */
static const float LEAST_SCORE = -3.0F;

/*
 * A text that is all article begins with its headline, or with a masthead and it: taken from
 * farther down the headline would stand twice, or before what it follows, when it is cleaned again.
 * Nor must the first sentence be taken: only a line that is no sentence.
 */
static bool begins_clean_text(const struct reading *reading, size_t unit, bool has_masthead)
{
    uint32_t last = scan_last(reading_text(reading, unit));
    const struct traits *traits = &reading->sheet.traits[unit];
    bool is_sentence =
        traits->is_prose || last == '.' || last == ':' || last == ',' || last == 0x3002;
    return unit == has_masthead && !is_sentence && traits->own[OWN_BULLET] <= 0 &&
           traits->words <= CLEAN_WORDS;
}

bool title_find(struct reading *reading)
{
    struct title_candidates *candidates = ARENA_NEW(reading->scratch, struct title_candidates);
    if (!candidates || !title_candidates(reading, candidates)) {
        return false;
    }
    float best = LEAST_SCORE, scores[TITLE_CANDIDATES_MAX];
    trees_judge_rows(&reading->model->titles, candidates->rows[0], TITLE_COUNT, candidates->len,
                     scores);
    bool has_masthead = site_is_masthead(reading);
    for (size_t k = 0; k < candidates->len; k++) {
        size_t unit = candidates->units[k];
        bool is_placed = !reading->is_clean || begins_clean_text(reading, unit, has_masthead);
        is_placed &= unit > 0 || !has_masthead;
        if (scores[k] > best && is_placed && reading->roles[unit] == ROLE_NONE) {
            best = scores[k];
            reading->title = (ptrdiff_t)unit;
        }
    }
    if (reading->title != UNIT_NONE) {
        reading->roles[reading->title] = ROLE_TITLE;
    }
    return true;
}
