/* The judge of units: trees over their features, and the choice of the ones to keep. */
#include "clean/text/model.h"

#include <math.h>
#include <stdlib.h>

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

/* A unit as it is ranked. */
struct rank {
    float score;
    uint32_t unit;
};

static int compare_ranks(const void *a, const void *b)
{
    const struct rank *first = a, *second = b;
    if (first->score > second->score || first->score < second->score) {
        return first->score > second->score ? -1 : 1;
    }
    return first->unit < second->unit ? -1 : first->unit > second->unit;
}

static double likelihood(float score)
{
    return 1 / (1 + exp(-(double)score));
}

/*
 * Keeps as many of the ranked units as give the highest expected F1, 2 TP / (2 TP + FP + FN), which
 * it returns.
 */
static double choose_best(const struct sheet *sheet, const struct rank *ranks, bool *kept)
{
    double wanted = 0, right = 0, size = 0, best = 0;
    size_t best_len = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        wanted += sheet->traits[ranks[i].unit].words * likelihood(ranks[i].score);
    }
    for (size_t i = 0; i < sheet->len; i++) {
        double words = sheet->traits[ranks[i].unit].words;
        right += words * likelihood(ranks[i].score);
        size += words;
        double f1 = size > 0 ? 2 * right / (size + wanted) : 0;
        if (f1 > best) {
            best = f1;
            best_len = i + 1;
        }
    }
    for (size_t i = 0; i < best_len; i++) {
        kept[ranks[i].unit] = true;
    }
    return best;
}

bool model_choose(struct arena *arena, const struct text_model *model, const struct sheet *sheet,
                  const struct context *context, const struct windows *windows,
                  struct choice *ret_choice)
{
    size_t n = sheet->len;
    struct choice choice = {
        .scores = arena_array(arena, n + 1, sizeof(*choice.scores)),
        .kept = arena_array(arena, n + 1, sizeof(*choice.kept)),
    };
    struct rank *ranks = arena_array(arena, n + 1, sizeof(*ranks));
    if (!choice.scores || !choice.kept || !ranks) {
        return false;
    }
    for (size_t first = 0; first < n; first += ROWS_AT_ONCE) {
        float rows[ROWS_AT_ONCE][MODEL_FEATURES];
        size_t len = MIN(n - first, (size_t)ROWS_AT_ONCE);
        for (size_t i = 0; i < len; i++) {
            model_features(sheet, context, windows, first + i, rows[i]);
        }
        trees_judge_rows(&model->lines, rows[0], MODEL_FEATURES, len, choice.scores + first);
    }
    for (size_t i = 0; i < n; i++) {
        ranks[i] = (struct rank){choice.scores[i], (uint32_t)i};
    }
    qsort(ranks, n, sizeof(*ranks), compare_ranks);
    choice.confidence = choose_best(sheet, ranks, choice.kept);
    *ret_choice = choice;
    return true;
}
