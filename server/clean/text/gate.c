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
    LABEL_SEEN = 3, /* times that a speaker must have spoken */
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

/* What stands before a colon near the start of a line, as a hash; 0 when nothing does. */
static uint32_t read_label(struct str line)
{
    ptrdiff_t colon = str_find_byte(str_sub(line, 0, LABEL_BYTES), ':');
    return colon > 0 ? (uint32_t)hash_bytes(HASH_START, str_sub(line, 0, (size_t)colon)) | 1 : 0;
}

/* "NORA: ...", "Q: ...": talk, of which most lines begin with the names of a few. */
static bool is_talk(const struct reading *reading)
{
    uint32_t labels[LABEL_SLOTS] = {0};
    unsigned char seen[LABEL_SLOTS] = {0};
    size_t lines = 0;
    for (size_t i = 0; i < reading->lines.len; i++) {
        uint32_t label = read_label(reading_text(reading, i));
        size_t slot = label % LABEL_SLOTS;
        if (label && labels[slot] != label) {
            labels[slot] = label;
            seen[slot] = 0;
        }
        if (label && seen[slot] < LABEL_SEEN) {
            seen[slot]++;
        }
        /* Those before it that had it are counted with the one that makes them enough. */
        lines += !label || seen[slot] < LABEL_SEEN ? 0 : 1;
    }
    return 5 * lines >= 3 * reading->lines.len && lines >= LABEL_SEEN;
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
    if (!signs || is_almost_clean(reading)) {
        return GATE_CLEAN;
    }
    return series_is(reading) ? GATE_WHOLE : GATE_CHOOSE;
}
