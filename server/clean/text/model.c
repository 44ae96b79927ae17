/* The judge of units: trees over their features, and the choice of the ones to keep. */
#include "clean/text/model.h"

#include <math.h>

enum {
    ROWS_AT_ONCE = 24, /* with eight trees, as much as the nearest cache holds */
    FIRST_TREES = 48,
};

/*
 * Two models that differ by their seed alone are better together than each: cross-validated, by
 * .0007 of F1.  Where the first trees are as sure as this, by log odds, no others are asked: that
 * leaves them one unit in four, and changes F1 by .0001.  What the others would have made of such a
 * sum is so many times as much, on average.
 */
static const float SURE = 1.5F, FIRST_FOR = 1.3F, FIRST_AGAINST = 1.6F;

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

static void add_trees(const struct tree *trees, const float *rows, const size_t *open, size_t n,
                      float *scores)
{
    for (size_t i = 0; i < n; i++) {
        scores[open[i]] += trees_sum(trees, rows + open[i] * MODEL_FEATURES);
    }
}

/* Of the `n` open units those of which the first trees are not sure; the others have their score.
 */
static size_t keep_unsure(size_t *open, size_t n, float *scores)
{
    size_t left = 0;
    for (size_t i = 0; i < n; i++) {
        float *score = &scores[open[i]];
        if (fabsf(*score) < SURE) {
            open[left++] = open[i];
        } else {
            *score *= *score > 0 ? FIRST_FOR : FIRST_AGAINST;
        }
    }
    return left;
}

static void judge_lines(const struct text_model *model, const float *rows, size_t n,
                        float *ret_scores)
{
    size_t open[ROWS_AT_ONCE], n_open = n;
    for (size_t i = 0; i < n; i++) {
        open[i] = i;
        ret_scores[i] = 0;
    }
    for (size_t at = 0; at < model->lines.len && n_open; at += TREES_AT_ONCE) {
        add_trees(&model->lines.trees[at], rows, open, n_open, ret_scores);
        if (at + TREES_AT_ONCE == FIRST_TREES) {
            n_open = keep_unsure(open, n_open, ret_scores);
        }
    }
    for (size_t at = 0; at < model->seconds.len && n_open; at += TREES_AT_ONCE) {
        add_trees(&model->seconds.trees[at], rows, open, n_open, ret_scores);
    }
    for (size_t i = 0; i < n_open && model->seconds.len; i++) {
        ret_scores[open[i]] /= 2;
    }
}

/* The log odds of `n` units: what all texts have in common, and what those in other languages add.
 */
static void judge_rows(const struct text_model *model, bool is_foreign, const float *rows, size_t n,
                       float *ret_scores)
{
    judge_lines(model, rows, n, ret_scores);
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
