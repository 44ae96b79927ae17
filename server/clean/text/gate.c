/* How much of a text may be thrown away: what the model says, only facts, or nothing. */
#include "clean/text/gate.h"

#include "base/hash.h"
#include "clean/text/series.h"

enum {
    SIGN_WORDS = 9, /* a line of furniture is short */
    FEW_SIGNS = 5,
    FEW_SIGNS_OF = 50,   /* ... or one of so many units */
    PROSE_UNITS_MIN = 3, /* with fewer there is nothing that the model could know */
    GREETING_UNITS = 12,
    LABEL_BYTES = 40, /* of who speaks */
    LABEL_SLOTS = 256,
    LABEL_SEEN = 3,     /* times that a speaker must have spoken */
    RUNNING_WORDS = 12, /* a line with more is no heading */
    SENTENCE_WORDS = 6, /* ... nor is a sentence with as many */
    TITLE_LINES = 3,    /* short lines that may stand together at the start */
    HEADINGS_MIN = 3,
};

/*
 * What was cleaned before has no unit that the model is sure to drop, and few that it would:
 * dropping those would eat a text away that is cleaned again and again.
 */
static const float SURELY_DROPPED = -2.5F;
static const float FEW_DROPPED = 0.2F;

/* The F1 that the model expects of its choice; where it expects less, the training pages are no
 * worse when they are kept whole, and what is no page at all is. */
static const double LEAST_EXPECTED = 0.5;

/* Of all words; on the training pages a text with less and few signs is better kept whole. */
static const float LITTLE_PROSE = 0.6F;

/* What furniture has and articles seldom have in short lines. */
static const enum own_feature SIGNS[] = {
    OWN_LEXICON + LEXICON_SHARE,
    OWN_LEXICON + LEXICON_SUBSCRIBE,
    OWN_LEXICON + LEXICON_COMMENT,
    OWN_LEXICON + LEXICON_RELATED,
    OWN_LEXICON + LEXICON_LEGAL,
    OWN_LEXICON + LEXICON_ACCOUNT,
    OWN_LEXICON + LEXICON_NAVIGATION,
    OWN_LEXICON + LEXICON_COMPANY,
    OWN_LEXICON + LEXICON_ADVERT,
    OWN_LEXICON + LEXICON_SHOP,
    OWN_LEXICON + LEXICON_TAGS,
    OWN_LEXICON + LEXICON_CALL,
    OWN_LEXICON + LEXICON_MEDIA,
    OWN_REPEATED,
    OWN_SEPARATOR,
    OWN_ADDRESS,
};

static bool is_sign(const struct traits *traits)
{
    for (size_t i = 0; i < ARRAY_LEN(SIGNS); i++) {
        if (traits->own[SIGNS[i]] > 0) {
            return traits->words <= SIGN_WORDS;
        }
    }
    return false;
}

static bool keeps_prose(const struct reading *reading)
{
    for (size_t i = 0; i < reading->sheet.len; i++) {
        if (reading->choice.kept[i] && reading->sheet.traits[i].is_prose) {
            return true;
        }
    }
    return false;
}

/* "Dear Ann,": a letter is kept with its address, date and greeting. */
static bool is_letter(const struct reading *reading)
{
    static const struct str GREETINGS[] = {
        {"dear ", 5},         {"hi ", 3},   {"hello ", 6},        {"lieber ", 7},  {"liebe ", 6},
        {"sehr geehrte", 12}, {"cher ", 5}, {"ch\xC3\xA8re ", 7}, {"querid", 6},   {"estimad", 7},
        {"caro ", 5},         {"cara ", 5}, {"beste ", 6},        {"geachte ", 8},
    };
    for (size_t i = 0; i < GREETING_UNITS && i < reading->lines.len; i++) {
        struct str line = reading_text(reading, i);
        bool is_short = reading->sheet.traits[i].words <= SIGN_WORDS && line.len &&
                        line.ptr[line.len - 1] == ',';
        for (size_t k = 0; k < ARRAY_LEN(GREETINGS) && is_short; k++) {
            if (str_starts_nocase(line, GREETINGS[k])) {
                return true;
            }
        }
    }
    return false;
}

/* What stands before a colon near the start of a line. */
struct label {
    uint32_t hash; /* of all but its digits: "Nora, 9:14"; 0 when nothing stands there */
    bool is_alone; /* nothing but digits stands behind it */
};

static struct label read_label(struct str line)
{
    ptrdiff_t colon = str_find_byte(str_sub(line, 0, LABEL_BYTES), ':');
    uint64_t hash = HASH_START;
    struct label label = {.is_alone = true};
    for (size_t i = 0; colon > 0 && i < line.len; i++) {
        unsigned char c = (unsigned char)line.ptr[i];
        bool is_before = i < (size_t)colon, is_told = !byte_is_digit(c) && c != ' ' && c != ':';
        if (is_before && is_told) {
            hash = hash_byte(hash, c);
            label.hash = (uint32_t)hash | 1;
        }
        label.is_alone &= is_before || !is_told;
    }
    return label;
}

/* "NORA: ...", "Q: ...": talk, of which most lines begin with the names of a few, or stand under
 * them. */
static bool is_talk(const struct reading *reading)
{
    uint32_t labels[LABEL_SLOTS] = {0};
    unsigned char seen[LABEL_SLOTS] = {0};
    size_t lines = 0;
    bool is_under_label = false;
    for (size_t i = 0; i < reading->lines.len; i++) {
        struct label label = read_label(reading_text(reading, i));
        size_t slot = label.hash % LABEL_SLOTS;
        if (label.hash && labels[slot] != label.hash) {
            labels[slot] = label.hash;
            seen[slot] = 0;
        }
        if (label.hash && seen[slot] < LABEL_SEEN) {
            seen[slot]++;
        }
        /* Those before it that had it are counted with the one that makes them enough. */
        bool is_label = label.hash && seen[slot] >= LABEL_SEEN;
        lines += is_label || is_under_label;
        is_under_label = is_label && label.is_alone;
    }
    return 5 * lines >= 3 * reading->lines.len && lines >= LABEL_SEEN;
}

/* What stands under a heading: prose, or an item of a list. */
static bool is_running(const struct traits *traits)
{
    bool is_sentence = traits->own[OWN_TERMINATED] > 0 && traits->words >= SENTENCE_WORDS;
    bool is_item = traits->own[OWN_BULLET] > 0 && !is_sign(traits);
    return traits->is_prose || is_sentence || is_item || traits->words > RUNNING_WORDS;
}

/* Furniture stands in runs of short lines; a manual's headings stand alone above what they head,
 * even where they say "Subscribe" or "Comments". */
static bool is_outline(const struct reading *reading)
{
    size_t headings = 0, run = 0, n = reading->sheet.len;
    for (size_t i = 0; i < n; i++) {
        if (!is_running(&reading->sheet.traits[i])) {
            run++;
            continue;
        }
        bool is_start = run == i;
        if (run > (is_start ? (size_t)TITLE_LINES : 1)) {
            return false;
        }
        headings += run && !is_start;
        run = 0;
    }
    return !run && headings >= HEADINGS_MIN;
}

static bool is_almost_clean(const struct reading *reading)
{
    size_t dropped = 0, n = reading->sheet.len;
    for (size_t i = 0; i < n; i++) {
        bool is_dropped = !reading->choice.kept[i] && reading->roles[i] == ROLE_NONE;
        if (is_dropped && reading->choice.scores[i] < SURELY_DROPPED) {
            return false;
        }
        dropped += is_dropped;
    }
    return (float)dropped < FEW_DROPPED * (float)n;
}

enum gate gate_judge(const struct reading *reading)
{
    const struct context *context = &reading->context;
    size_t signs = 0, n = reading->sheet.len;
    for (size_t i = 0; i < n; i++) {
        signs += reading->roles[i] == ROLE_NONE && is_sign(&reading->sheet.traits[i]);
    }
    float prose = (float)context->prose_words / (float)MAX(context->words, (size_t)1);
    bool has_few_signs = signs <= MAX((size_t)FEW_SIGNS, n / FEW_SIGNS_OF);
    bool has_little_prose = prose < LITTLE_PROSE || context->prose_units < PROSE_UNITS_MIN;
    if (!keeps_prose(reading) || reading->choice.confidence < LEAST_EXPECTED || is_talk(reading) ||
        (has_few_signs && is_letter(reading)) || (has_few_signs && has_little_prose)) {
        return GATE_WHOLE;
    }
    if (!signs || is_outline(reading) || is_almost_clean(reading)) {
        return GATE_CLEAN;
    }
    return series_is(reading) ? GATE_WHOLE : GATE_CHOOSE;
}
