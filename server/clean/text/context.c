/* What stands around a unit: how much prose is near it, what came before, what the document is
 * like. */
#include "clean/text/context.h"

#include "clean/text/logs.h"
#include "clean/text/topics.h"
#include "clean/text/vocabulary.h"

enum {
    LONG_PROSE = 30, /* words */
    SHORT_LINE = 6,
    MARKER_WORDS = 9, /* lines with more do not mark the end of an article */
    FAR = 99,         /* units; farther is the same */
};

/* How far the densities reach: units after which a word counts 1/e. */
static const float REACHES[] = {1.5F, 4.0F, 12.0F};

static float words_of(const struct sheet *sheet, size_t i)
{
    return (float)sheet->traits[i].words;
}

static float prose_of(const struct sheet *sheet, size_t i)
{
    return sheet->traits[i].is_prose ? words_of(sheet, i) : 0;
}

static bool is_long_prose(const struct sheet *sheet, size_t i)
{
    return sheet->traits[i].is_prose && sheet->traits[i].words >= LONG_PROSE;
}

static void set_places(struct context *context, const struct sheet *sheet, const struct logs *logs)
{
    size_t n = sheet->len, prose_words = 0, words = 0;
    for (size_t i = 0; i < n; i++) {
        words += sheet->traits[i].words;
        prose_words += sheet->traits[i].is_prose ? sheet->traits[i].words : 0;
        context->prose_units += sheet->traits[i].is_prose;
    }
    context->words = words;
    context->prose_words = prose_words;
    float all = (float)MAX(words, (size_t)1), prose = (float)MAX(prose_words, (size_t)1);
    float log_units = log1pf((float)n), log_prose = log1pf(prose);
    float log_mean_words = log1pf((float)words / (float)n);
    float seen = 0, prose_seen = 0;
    for (size_t i = 0; i < n; i++) {
        float *row = context->rows[i];
        seen += words_of(sheet, i);
        row[CONTEXT_PLACE] = (float)i / (float)MAX(n - 1, (size_t)1);
        row[CONTEXT_WORD_PLACE] = seen / all;
        row[CONTEXT_PROSE_BEFORE] = prose_seen / prose;
        prose_seen += prose_of(sheet, i);
        row[CONTEXT_PROSE_AFTER] = (prose - prose_seen) / prose;
        row[CONTEXT_LOG_INDEX] = logs_of(logs, i);
        row[CONTEXT_LOG_LEFT] = logs_of(logs, n - 1 - i);
        row[CONTEXT_FIRST_TEN] = (float)MIN(i, (size_t)10) / 10;
        row[CONTEXT_LOG_UNITS] = log_units;
        row[CONTEXT_PROSE_SHARE] = prose / all;
        row[CONTEXT_LOG_PROSE] = log_prose;
        row[CONTEXT_LOG_MEAN_WORDS] = log_mean_words;
    }
}

/* One step of a distance: what it is here, and then from here. */
static float step_distance(const struct logs *logs, unsigned *distance, bool is_mark)
{
    float here = logs_of(logs, *distance);
    *distance = is_mark ? 0 : MIN(*distance + 1, (unsigned)FAR);
    return here;
}

static void set_distances(struct context *context, const struct sheet *sheet,
                          const struct logs *logs)
{
    unsigned prose = FAR, lengthy = FAR;
    for (size_t i = 0; i < sheet->len; i++) {
        float *row = context->rows[i];
        row[CONTEXT_SINCE_PROSE] = step_distance(logs, &prose, sheet->traits[i].is_prose);
        row[CONTEXT_SINCE_LONG] = step_distance(logs, &lengthy, is_long_prose(sheet, i));
    }
    prose = lengthy = FAR;
    for (size_t i = sheet->len; i-- > 0;) {
        float *row = context->rows[i];
        row[CONTEXT_UNTIL_PROSE] = step_distance(logs, &prose, sheet->traits[i].is_prose);
        row[CONTEXT_UNTIL_LONG] = step_distance(logs, &lengthy, is_long_prose(sheet, i));
    }
}

static void set_density(struct context *context, const struct sheet *sheet, size_t reach)
{
    float fading = expf(-1 / REACHES[reach]), sum = 0;
    size_t at = CONTEXT_DENSITY + 3 * reach;
    for (size_t i = 0; i < sheet->len; i++) {
        context->rows[i][at] = sum;
        sum = sum * fading + prose_of(sheet, i);
    }
    sum = 0;
    for (size_t i = sheet->len; i-- > 0;) {
        float *row = context->rows[i];
        row[at + 1] = sum;
        row[at + 2] = MIN(row[at], sum);
        sum = sum * fading + prose_of(sheet, i);
    }
}

static float is_short(const struct sheet *sheet, size_t i)
{
    return sheet->traits[i].words <= SHORT_LINE && !sheet->traits[i].is_prose;
}

static void set_shortness(struct context *context, const struct sheet *sheet)
{
    float fading = expf(-1 / 3.0F), sum = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        context->rows[i][CONTEXT_SHORT_BEFORE] = sum;
        sum = sum * fading + is_short(sheet, i) * (1 - fading);
    }
    sum = 0;
    for (size_t i = sheet->len; i-- > 0;) {
        context->rows[i][CONTEXT_SHORT_AFTER] = sum;
        sum = sum * fading + is_short(sheet, i) * (1 - fading);
    }
}

/* Whether unit `i` is a short line with a phrase of `category`. */
static bool marks_category(const struct sheet *sheet, size_t i, enum lexicon_category category)
{
    return sheet->traits[i].words <= MARKER_WORDS &&
           sheet->traits[i].own[OWN_LEXICON + category] > 0;
}

static void set_seen(struct context *context, const struct sheet *sheet)
{
    static const struct {
        enum context_feature feature;
        enum lexicon_category category;
    } MARKERS[] = {
        {CONTEXT_SEEN_COMMENT, LEXICON_COMMENT},     {CONTEXT_SEEN_RELATED, LEXICON_RELATED},
        {CONTEXT_SEEN_SUBSCRIBE, LEXICON_SUBSCRIBE}, {CONTEXT_SEEN_LEGAL, LEXICON_LEGAL},
        {CONTEXT_SEEN_SHARE, LEXICON_SHARE},         {CONTEXT_SEEN_AUTHOR, LEXICON_AUTHOR},
        {CONTEXT_SEEN_TAGS, LEXICON_TAGS},
    };
    for (size_t m = 0; m < ARRAY_LEN(MARKERS); m++) {
        unsigned seen = 0;
        for (size_t i = 0; i < sheet->len; i++) {
            float *row = context->rows[i];
            row[MARKERS[m].feature] = (float)MIN(seen, 3U);
            bool is_late = row[CONTEXT_PROSE_AFTER] < 0.75F;
            seen += is_late && marks_category(sheet, i, MARKERS[m].category);
        }
    }
}

static void set_later(struct context *context, const struct sheet *sheet)
{
    unsigned legal = 0, navigation = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        legal += marks_category(sheet, i, LEXICON_LEGAL);
        context->rows[i][CONTEXT_EARLIER_LEGAL] = (float)MIN(legal, 5U);
    }
    legal = 0;
    for (size_t i = sheet->len; i-- > 0;) {
        context->rows[i][CONTEXT_LATER_LEGAL] = (float)MIN(legal, 5U);
        context->rows[i][CONTEXT_LATER_NAVIGATION] = (float)MIN(navigation, 5U);
        legal += marks_category(sheet, i, LEXICON_LEGAL);
        navigation += marks_category(sheet, i, LEXICON_NAVIGATION);
    }
}

/* What a unit adds to a stretch: long prose much, other long lines a little, short lines take away.
 */
static float block_gain(const struct sheet *sheet, size_t i)
{
    float words = words_of(sheet, i);
    return sheet->traits[i].is_prose ? sqrtf(words) : words <= 12 ? -1.0F : 0.5F;
}

/* The stretch with the greatest sum (Kadane's algorithm). */
static void find_block(struct context *context, const struct sheet *sheet)
{
    float best = -1, sum = 0;
    size_t start = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        if (sum <= 0) {
            sum = 0;
            start = i;
        }
        sum += block_gain(sheet, i);
        if (sum > best) {
            best = sum;
            context->block_start = start;
            context->block_end = i;
        }
    }
}

static bool is_in_block(const struct context *context, size_t i)
{
    return i >= context->block_start && i <= context->block_end;
}

static bool set_overlaps(struct arena *arena, struct context *context, const struct sheet *sheet,
                         const struct logs *logs)
{
    struct vocabulary vocabulary;
    if (!vocabulary_init(arena, &vocabulary, sheet)) {
        return false;
    }
    for (size_t i = context->block_start; i <= context->block_end && i < sheet->len; i++) {
        if (sheet->traits[i].is_prose) {
            vocabulary_add(&vocabulary, sheet, i);
        }
    }
    for (size_t i = 0; i < sheet->len; i++) {
        float *row = context->rows[i];
        bool is_inside = is_in_block(context, i);
        bool is_counted = is_inside && sheet->traits[i].is_prose;
        struct overlap overlap = vocabulary_overlap(&vocabulary, sheet, i, is_counted);
        row[CONTEXT_OVERLAP] = overlap.content ? (float)overlap.shared / (float)overlap.content : 0;
        row[CONTEXT_OVERLAPS] = (float)MIN(overlap.shared, 5U);
        row[CONTEXT_IN_BLOCK] = is_inside;
        bool is_before = i < context->block_start;
        row[CONTEXT_BEFORE_BLOCK] = is_before ? logs_of(logs, context->block_start - i) : 0;
        row[CONTEXT_AFTER_BLOCK] =
            i > context->block_end ? logs_of(logs, i - context->block_end) : 0;
    }
    return true;
}

static void set_blank_share(struct context *context, const struct sheet *sheet)
{
    float blank = 0;
    for (size_t i = 0; i < sheet->len; i++) {
        blank += sheet->traits[i].own[OWN_BLANK_1];
    }
    for (size_t i = 0; i < sheet->len; i++) {
        context->rows[i][CONTEXT_BLANK_SHARE] = blank / (float)sheet->len;
    }
}

bool context_read(struct arena *arena, const struct sheet *sheet, struct context *ret_context)
{
    struct context context = {0};
    context.rows = arena_array(arena, sheet->len + 1, sizeof(*context.rows));
    if (!context.rows) {
        return false;
    }
    struct logs logs;
    logs_init(&logs);
    set_places(&context, sheet, &logs);
    set_distances(&context, sheet, &logs);
    for (size_t reach = 0; reach < ARRAY_LEN(REACHES); reach++) {
        set_density(&context, sheet, reach);
    }
    set_shortness(&context, sheet);
    set_seen(&context, sheet);
    set_later(&context, sheet);
    find_block(&context, sheet);
    set_blank_share(&context, sheet);
    if (!set_overlaps(arena, &context, sheet, &logs) || !topics_read(arena, sheet, context.rows)) {
        return false;
    }
    *ret_context = context;
    return true;
}
