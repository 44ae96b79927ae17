/* The choice among the lines that may be the headline. */
#include "clean/text/scan.h"
#include "clean/text/site.h"
#include "clean/text/title.h"

#include <math.h>

enum {
    CLEAN_WORDS = 25,
    FIRST_TREES = 80, /* that judge every candidate; the others only those near the best */
};

/* Log odds under which no line is taken: a wrong headline is worse than the first words of the
 * text. */
static const float LEAST_SCORE = -3.0F;
/* Log odds behind the best which no candidate makes up for: 2 of the corpus' 3,472 dumps get
 * another headline by it. */
static const float BEHIND = 2.0F;

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

/* The candidate of the highest score over the least; UNIT_NONE when there is none. */
static ptrdiff_t find_best(const struct trees *trees, const struct title_candidates *candidates,
                           const bool *is_open)
{
    size_t n = candidates->len, first = MIN(trees->len, (size_t)FIRST_TREES);
    struct trees firsts = {trees->trees, first},
                 others = {trees->trees + first, trees->len - first};
    float scores[TITLE_CANDIDATES_MAX], leading = -INFINITY, best = LEAST_SCORE;
    trees_judge_rows(&firsts, candidates->rows[0], TITLE_COUNT, n, scores);
    for (size_t i = 0; i < n; i++) {
        leading = is_open[i] ? fmaxf(leading, scores[i]) : leading;
    }
    ptrdiff_t unit = UNIT_NONE;
    for (size_t i = 0; i < n; i++) {
        if (!is_open[i] || scores[i] < leading - BEHIND) {
            continue;
        }
        float score = scores[i] + trees_judge(&others, candidates->rows[i]);
        if (score > best) {
            best = score;
            unit = (ptrdiff_t)candidates->units[i];
        }
    }
    return unit;
}

bool title_find(struct reading *reading)
{
    struct title_candidates *candidates = ARENA_NEW(reading->scratch, struct title_candidates);
    if (!candidates || !title_candidates(reading, candidates)) {
        return false;
    }
    bool is_open[TITLE_CANDIDATES_MAX];
    bool has_masthead = site_is_masthead(reading);
    for (size_t k = 0; k < candidates->len; k++) {
        size_t unit = candidates->units[k];
        bool is_placed = !reading->is_clean || begins_clean_text(reading, unit, has_masthead);
        is_placed &= unit > 0 || !has_masthead;
        is_open[k] = is_placed && reading->roles[unit] == ROLE_NONE;
    }
    reading->title = find_best(&reading->model->titles, candidates, is_open);
    if (reading->title != UNIT_NONE) {
        reading->roles[reading->title] = ROLE_TITLE;
    }
    return true;
}
