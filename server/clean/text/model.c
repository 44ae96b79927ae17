/* The judge of units: a small network over their features, and the choice of the ones to keep. */
#include "clean/text/model.h"

#include <math.h>

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

static const int DISTANCES[MODEL_NEIGHBOURS] = {-2, -1, 1, 2};

void model_features(const struct sheet *sheet, const struct context *context, size_t unit,
                    float row[MODEL_FEATURES])
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
}

const char *model_feature_name(size_t feature, int *ret_distance)
{
    *ret_distance = 0;
    if (feature < OWN_COUNT) {
        return traits_name((enum own_feature)feature);
    }
    feature -= OWN_COUNT;
    if (feature < CONTEXT_COUNT) {
        return context_name((enum context_feature)feature);
    }
    feature -= CONTEXT_COUNT;
    *ret_distance = DISTANCES[feature / MODEL_NEAR];
    return traits_name(NEAR[feature % MODEL_NEAR]);
}

/*
 * The sequence of kept and dropped with the greatest sum, where each change costs (Viterbi's
 * algorithm with two states).  `came_kept[i]`: bit 0 says whether dropping unit i comes best from
 * keeping the one before, bit 1 the same for keeping it.
 */
static void choose_sequence(const float *scores, size_t n, unsigned char *came_kept, bool *kept)
{
    float cost = MODEL_SWITCH_COST;
    float dropping = 0, keeping = scores[0] - cost / 2;
    for (size_t i = 1; i < n; i++) {
        bool drop_from_kept = keeping - cost > dropping,
             keep_from_kept = keeping >= dropping - cost;
        came_kept[i] = (unsigned char)(drop_from_kept | keep_from_kept << 1);
        float next_dropping = drop_from_kept ? keeping - cost : dropping;
        keeping = (keep_from_kept ? keeping : dropping - cost) + scores[i];
        dropping = next_dropping;
    }
    bool is_kept = keeping - cost / 2 > dropping;
    for (size_t i = n; i-- > 0;) {
        kept[i] = is_kept;
        is_kept = is_kept ? came_kept[i] >> 1 & 1 : came_kept[i] & 1;
    }
}

/* 2 TP / (2 TP + FP + FN), each as expected from the scores. */
static double expected_f1(const struct sheet *sheet, const struct choice *choice)
{
    double right = 0, kept = 0, all = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        double words = sheet->traits[i].words;
        double likely = words / (1 + exp(-(double)choice->scores[i]));
        right += choice->kept[i] ? likely : 0;
        kept += choice->kept[i] ? words : 0;
        all += likely;
    }
    return kept + all > 0 ? 2 * right / (kept + all) : 0;
}

bool model_choose(struct arena *arena, const struct sheet *sheet, const struct context *context,
                  struct choice *ret_choice)
{
    size_t n = sheet->len;
    struct choice choice = {
        .scores = arena_array(arena, n + 1, sizeof(*choice.scores)),
        .kept = arena_array(arena, n + 1, sizeof(*choice.kept)),
    };
    unsigned char *came_kept = arena_array(arena, n + 1, sizeof(*came_kept));
    if (!choice.scores || !choice.kept || !came_kept) {
        return false;
    }
    float zeros[NET_HIDDEN_MAX];
    net_sum_zeros(&MODEL, zeros);
    for (size_t i = 0; i < n; i++) {
        float row[MODEL_FEATURES];
        model_features(sheet, context, i, row);
        choice.scores[i] = net_judge(&MODEL, zeros, row);
    }
    if (n) {
        choose_sequence(choice.scores, n, came_kept, choice.kept);
    }
    choice.confidence = expected_f1(sheet, &choice);
    *ret_choice = choice;
    return true;
}
