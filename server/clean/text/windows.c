/* What the units around a unit are like: means over a few of them, distances to marks, and how the
 * unit compares with the text's long ones. */
#include "clean/text/windows.h"

#include <math.h>

enum {
    LONG_WORDS = 20, /* of units that tell how the text's prose is set */
    MARK_WORDS = 9,  /* lines with more words mark nothing */
    LENGTHS = 1024,  /* words that are told apart */
    INDENTS = 13,    /* columns likewise; see OWN_INDENT */
    FAR = 99,        /* units; farther is the same */
};

/* Units after which one counts 1/e in what is said of the words around. */
static const float FADINGS[WINDOWS_FADINGS] = {3, 10};

static const size_t REACHES[WINDOWS_REACHES] = {3, 8};

static const enum own_feature MEANS[] = {
    OWN_LOG_WORDS,   OWN_TERMINATED, OWN_STOPWORDS, OWN_TITLE_CASE, OWN_DATE,  OWN_BULLET,
    OWN_ANY_LEXICON, OWN_REPEATED,   OWN_CAPITALS,  OWN_BLANK_1,    OWN_QUOTE, OWN_DIGITS,
};
/* Behind those of MEANS come three more. */
enum { MEAN_PROSE = ARRAY_LEN(MEANS), MEAN_IN_BLOCK, MEAN_OVERLAP };
_Static_assert(MEAN_OVERLAP + 1 == WINDOWS_MEANS, "the table has a place for each");

static const enum own_feature MARKS[] = {
    OWN_LEXICON + LEXICON_RELATED,    OWN_LEXICON + LEXICON_COMMENT,
    OWN_LEXICON + LEXICON_SUBSCRIBE,  OWN_LEXICON + LEXICON_SHARE,
    OWN_LEXICON + LEXICON_NAVIGATION, OWN_LEXICON + LEXICON_LEGAL,
    OWN_LEXICON + LEXICON_TAGS,       OWN_LEXICON + LEXICON_ADVERT,
    OWN_LEXICON + LEXICON_AUTHOR,     OWN_DATE,
    OWN_LEXICON + LEXICON_AUTHOR,     OWN_DATE,
};
_Static_assert(ARRAY_LEN(MARKS) == WINDOWS_MARKS, "the table has a place for each");

static const enum own_feature SHARES[] = {OWN_DATE,        OWN_TITLE_CASE, OWN_TERMINATED,
                                          OWN_ANY_LEXICON, OWN_BULLET,     OWN_REPEATED};
_Static_assert(ARRAY_LEN(SHARES) == WINDOWS_SHARES, "the table has a place for each");

static void sum_units(struct windows *windows, const struct context *context)
{
    const struct sheet *sheet = windows->sheet;
    for (size_t i = 0; i < sheet->len; i++) {
        const double *before = windows->sums[i];
        double *sums = windows->sums[i + 1];
        for (size_t k = 0; k < ARRAY_LEN(MEANS); k++) {
            sums[k] = before[k] + (double)sheet->traits[i].own[MEANS[k]];
        }
        sums[MEAN_PROSE] = before[MEAN_PROSE] + sheet->traits[i].is_prose;
        sums[MEAN_IN_BLOCK] = before[MEAN_IN_BLOCK] + (double)context->rows[i][CONTEXT_IN_BLOCK];
        sums[MEAN_OVERLAP] = before[MEAN_OVERLAP] + (double)context->rows[i][CONTEXT_OVERLAP];
    }
}

static bool is_mark(const struct traits *traits, enum own_feature feature)
{
    return traits->words <= MARK_WORDS && traits->own[OWN_TERMINATED] <= 0 &&
           traits->own[feature] > 0;
}

static void measure_marks(struct windows *windows, size_t mark)
{
    const struct sheet *sheet = windows->sheet;
    unsigned char distance = FAR;
    for (size_t i = 0; i < sheet->len; i++) {
        size_t unit = mark < WINDOWS_SINCE ? i : sheet->len - 1 - i;
        bool is_here = is_mark(&sheet->traits[unit], MARKS[mark]);
        distance = is_here ? 0 : (unsigned char)MIN(distance + 1, FAR);
        windows->since[unit][mark] = distance;
    }
}

static void measure_units(struct windows *windows)
{
    const struct sheet *sheet = windows->sheet;
    uint32_t longest = 0, gap = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        longest = MAX(longest, sheet->traits[i].words);
        gap = sheet->traits[i].is_prose ? 0 : gap + 1;
        windows->units[i].longest_before = longest;
        windows->units[i].gap_before = gap;
    }
    longest = gap = 0;
    for (size_t i = sheet->len; i-- > 0;) {
        longest = MAX(longest, sheet->traits[i].words);
        gap = sheet->traits[i].is_prose ? 0 : gap + 1;
        windows->units[i].longest_behind = longest;
        windows->units[i].gap_behind = gap;
    }
}

static void measure_shares(struct windows *windows)
{
    const struct sheet *sheet = windows->sheet;
    for (size_t i = 0; i < sheet->len; i++) {
        for (size_t k = 0; k < WINDOWS_SHARES; k++) {
            windows->shares[k] += sheet->traits[i].own[SHARES[k]];
        }
    }
    for (size_t k = 0; k < WINDOWS_SHARES; k++) {
        windows->shares[k] /= (float)MAX(sheet->len, (size_t)1);
    }
}

/* How the long units are set: their median length, the indentation of most of their words, and how
 * many have an empty line before them. */
static void measure_long_units(struct windows *windows)
{
    const struct sheet *sheet = windows->sheet;
    uint32_t lengths[LENGTHS] = {0}, all = 0, seen = 0, parted = 0;
    uint64_t indents[INDENTS] = {0};
    for (size_t i = 0; i < sheet->len; i++) {
        const struct traits *traits = &sheet->traits[i];
        if (traits->words >= LONG_WORDS) {
            lengths[MIN(traits->words, (uint32_t)LENGTHS - 1)]++;
            indents[(size_t)(traits->own[OWN_INDENT] * 4)] += traits->words;
            parted += traits->own[OWN_BLANK_1] > 0;
            all++;
        }
    }
    size_t median = 1, indent = 0;
    for (size_t i = 0; i < LENGTHS && 2 * seen < all; i++) {
        seen += lengths[i];
        median = i;
    }
    for (size_t i = 1; i < INDENTS; i++) {
        indent = indents[i] > indents[indent] ? i : indent;
    }
    windows->usual_length = log1pf((float)median);
    windows->usual_indent = (float)indent / 4;
    windows->usual_parting = (float)parted / (float)MAX(all, 1U);
}

/* One step of a fading mean: what it is before this unit. */
struct fading {
    float sum, weight;
};

static float step_fading(struct fading *mean, float fading, float value)
{
    float before = mean->weight > 0 ? mean->sum / mean->weight : 0;
    mean->sum = mean->sum * fading + value;
    mean->weight = mean->weight * fading + 1;
    return before;
}

static void measure_wording(struct windows *windows)
{
    const struct sheet *sheet = windows->sheet;
    for (size_t k = 0; k < WINDOWS_FADINGS; k++) {
        float fading = expf(-1 / FADINGS[k]);
        struct fading before = {0}, behind = {0};
        for (size_t i = 0; i < sheet->len; i++) {
            size_t back = sheet->len - 1 - i;
            windows->units[i].wording[2 * k] =
                step_fading(&before, fading, sheet->traits[i].wording);
            windows->units[back].wording[2 * k + 1] =
                step_fading(&behind, fading, sheet->traits[back].wording);
        }
    }
    double sum = 0, by_words = 0, words = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        const struct traits *traits = &sheet->traits[i];
        sum += (double)traits->wording;
        by_words += (double)traits->wording * traits->words;
        words += traits->words;
    }
    windows->wording = (float)(sum / (double)MAX(sheet->len, (size_t)1));
    windows->wording_words = (float)(by_words / MAX(words, 1));
}

bool windows_read(struct arena *arena, const struct sheet *sheet, const struct context *context,
                  struct windows *ret_windows)
{
    struct windows windows = {
        .sheet = sheet,
        .sums = arena_array(arena, sheet->len + 1, sizeof(*windows.sums)),
        .since = arena_array(arena, sheet->len + 1, sizeof(*windows.since)),
        .units = arena_array(arena, sheet->len + 1, sizeof(*windows.units)),
    };
    if (!windows.sums || !windows.since || !windows.units) {
        return false;
    }
    sum_units(&windows, context);
    for (size_t mark = 0; mark < WINDOWS_MARKS; mark++) {
        measure_marks(&windows, mark);
    }
    measure_units(&windows);
    measure_shares(&windows);
    measure_long_units(&windows);
    measure_wording(&windows);
    *ret_windows = windows;
    return true;
}

/* The means over up to `reach` units before `unit` and behind it. */
static float *add_means(const struct windows *windows, size_t unit, size_t reach, float *row)
{
    size_t n = windows->sheet->len;
    size_t first = unit > reach ? unit - reach : 0, end = MIN(n, unit + reach + 1);
    float before = 1 / (float)MAX(unit - first, (size_t)1);
    float behind = 1 / (float)MAX(end - unit - 1, (size_t)1);
    for (size_t k = 0; k < WINDOWS_MEANS; k++) {
        *row++ = (float)(windows->sums[unit][k] - windows->sums[first][k]) * before;
        *row++ = (float)(windows->sums[end][k] - windows->sums[unit + 1][k]) * behind;
    }
    return row;
}

static float wording_at(const struct sheet *sheet, ptrdiff_t unit)
{
    return unit >= 0 && (size_t)unit < sheet->len ? sheet->traits[unit].wording : 0;
}

static void add_wording(const struct windows *windows, size_t unit, float row[WINDOWS_COUNT])
{
    static const int NEXT[] = {-1, 1, -2, 2};
    float own = windows->sheet->traits[unit].wording;
    row[WINDOWS_WORDING] = own;
    for (size_t i = 0; i < ARRAY_LEN(NEXT); i++) {
        row[WINDOWS_WORDING_NEXT + i] = wording_at(windows->sheet, (ptrdiff_t)unit + NEXT[i]);
    }
    memcpy(row + WINDOWS_WORDING_MEAN, windows->units[unit].wording,
           sizeof(windows->units[unit].wording));
    row[WINDOWS_WORDING_ALL] = windows->wording;
    row[WINDOWS_WORDING_WORDS] = windows->wording_words;
    row[WINDOWS_WORDING_MORE] = own - windows->wording_words;
}

void windows_features(const struct windows *windows, size_t unit, float row[WINDOWS_COUNT])
{
    const struct traits *traits = &windows->sheet->traits[unit];
    const struct windows_unit *measures = &windows->units[unit];
    float *next = row;
    for (size_t i = 0; i < WINDOWS_REACHES; i++) {
        next = add_means(windows, unit, REACHES[i], next);
    }
    for (size_t i = 0; i < WINDOWS_MARKS; i++) {
        *next++ = windows->since[unit][i];
    }
    for (size_t i = 0; i < WINDOWS_SHARES; i++) {
        *next++ = windows->shares[i];
    }
    row[WINDOWS_RELATIVE_LENGTH] = traits->own[OWN_LOG_WORDS] - windows->usual_length;
    row[WINDOWS_LONGEST_BEFORE] = (float)measures->longest_before;
    row[WINDOWS_LONGEST_BEHIND] = (float)measures->longest_behind;
    float indent = traits->own[OWN_INDENT] - windows->usual_indent;
    row[WINDOWS_AS_INDENTED] = fabsf(indent) < 0.125F;
    row[WINDOWS_MORE_INDENTED] = indent;
    row[WINDOWS_UNLIKE_PARTED] = fabsf(traits->own[OWN_BLANK_1] - windows->usual_parting);
    row[WINDOWS_GAP] = (float)(measures->gap_before + measures->gap_behind);
    row[WINDOWS_GAP_NEAR] = (float)MIN(measures->gap_before, measures->gap_behind);
    add_wording(windows, unit, row);
}
