/* The judge of units: trees over their features, and the choice of the ones to keep. */
#include "clean/text/model.h"

#include <math.h>

enum {
    ROWS_AT_ONCE = 24, /* with eight trees, as much as the nearest cache holds */
};

static const enum own_feature NEAR[] = {
    OWN_LOG_WORDS,
    OWN_TERMINATED,
    OWN_STOPWORDS,
    OWN_BULLET,
    OWN_TITLE_CASE,
    OWN_SEPARATOR,
    OWN_DATE,
    OWN_ANY_LEXICON,
    OWN_REPEATED,
    OWN_BLANK_1,
    OWN_LEXICON + LEXICON_SUBSCRIBE,
    OWN_LEXICON + LEXICON_COMMENT,
    OWN_LEXICON + LEXICON_RELATED,
    OWN_LEXICON + LEXICON_LEGAL,
    OWN_LEXICON + LEXICON_AUTHOR,
    OWN_LEXICON + LEXICON_SHARE,
};
_Static_assert(ARRAY_LEN(NEAR) == MODEL_NEAR, "the table has a place for each");

static const int DISTANCES[MODEL_NEIGHBOURS] = {-1, 1};

void model_features(const struct sheet *sheet, const struct context *context,
                    const struct windows *windows, size_t unit, float row[MODEL_FEATURES])
{
    size_t n = 0;
    for (size_t i = 0; i < OWN_COUNT; i++) {
        row[n++] = sheet->traits[unit].own[i];
    }
    for (size_t i = 0; i < CONTEXT_COUNT; i++) {
        row[n++] = context->rows[unit][i];
    }
    for (size_t k = 0; k < MODEL_NEIGHBOURS; k++) {
        ptrdiff_t other = (ptrdiff_t)unit + DISTANCES[k];
        bool is_there = other >= 0 && (size_t)other < sheet->len;
        for (size_t i = 0; i < MODEL_NEAR; i++) {
            row[n++] = is_there ? sheet->traits[other].own[NEAR[i]] : 0;
        }
    }
    windows_features(windows, unit, row + n);
}

static double likelihood(float score)
{
    return 1 / (1 + exp(-(double)score));
}

/*
 * Keeps the units with which the expected F1, 2 TP / (2 TP + FP + FN), is highest, and returns it.
 * Of all choices the best has just the units that are likelier than half its F1 (Dinkelbach's
 * method): from too low a bound the next one is the F1 that it gives, until that stays.
 */
static double choose_best(const struct sheet *sheet, const double *likelihoods, bool *kept)
{
    double wanted = 0, best = 0, f1 = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        wanted += sheet->traits[i].words * likelihoods[i];
    }
    do {
        double right = 0, size = 0;
        best = f1;
        for (size_t i = 0; i < sheet->len; i++) {
            kept[i] = likelihoods[i] > best / 2;
            right += kept[i] ? sheet->traits[i].words * likelihoods[i] : 0;
            size += kept[i] ? sheet->traits[i].words : 0;
        }
        f1 = size > 0 ? 2 * right / (size + wanted) : 0;
    } while (f1 > best);
    return best;
}

/* The log odds of `n` units: what all texts have in common, and what those in other languages add.
 */
static void judge_rows(const struct text_model *model, bool is_foreign, const float *rows, size_t n,
                       float *ret_scores)
{
    trees_judge_rows(&model->lines, rows, MODEL_FEATURES, n, ret_scores);
    if (is_foreign) {
        float more[ROWS_AT_ONCE];
        trees_judge_rows(&model->foreign, rows, MODEL_FEATURES, n, more);
        for (size_t i = 0; i < n; i++) {
            ret_scores[i] += more[i];
        }
    }
}

bool model_choose(struct arena *arena, const struct text_model *model, bool is_foreign,
                  const struct context *context, const struct windows *windows,
                  struct choice *ret_choice)
{
    const struct sheet *sheet = windows->sheet;
    size_t n = sheet->len;
    struct choice choice = {
        .scores = arena_array(arena, n + 1, sizeof(*choice.scores)),
        .kept = arena_array(arena, n + 1, sizeof(*choice.kept)),
    };
    double *likelihoods = arena_array(arena, n + 1, sizeof(*likelihoods));
    if (!choice.scores || !choice.kept || !likelihoods) {
        return false;
    }
    for (size_t first = 0; first < n; first += ROWS_AT_ONCE) {
        float rows[ROWS_AT_ONCE][MODEL_FEATURES];
        size_t len = MIN(n - first, (size_t)ROWS_AT_ONCE);
        for (size_t i = 0; i < len; i++) {
            model_features(sheet, context, windows, first + i, rows[i]);
        }
        judge_rows(model, is_foreign, rows[0], len, choice.scores + first);
    }
    for (size_t i = 0; i < n; i++) {
        likelihoods[i] = likelihood(choice.scores[i]);
    }
    choice.confidence = choose_best(sheet, likelihoods, choice.kept);
    *ret_choice = choice;
    return true;
}
