/* Where a text turns to something else: what the prose before and behind a unit has in common. */
#include "clean/text/topics.h"

#include "clean/text/vocabulary.h"
#include "clean/text/words.h"

#include <math.h>

enum {
    PROSE_WORDS = 12, /* of a unit of prose, whether or not it ends like a sentence */
    NEAR = 3,         /* units on each side over which a share is smoothed */
    WEIGHING = 100,   /* words of a unit that count in that */
    NEAR_MASK = (1 << 10) - 1,
};

/* A content word's places; words share a place as in vocabulary.h. */
struct place {
    uint32_t before : 10; /* in the prose before and from a boundary on, within reach */
    uint32_t behind : 10;
    uint32_t first : 11;  /* in the first words of prose */
    uint32_t is_seen : 1; /* in prose before the unit */
};
_Static_assert(TOPICS_REACH *WORDS_TOKENS_MAX < 1 << 10 &&
                   TOPICS_FIRST + WORDS_TOKENS_MAX < 1 << 11,
               "the counters hold all that is counted");

struct topics {
    const struct sheet *sheet;
    struct place *places;
    size_t mask;
    const size_t *prose; /* the units of prose */
    size_t prose_len;
    size_t firsts;                          /* units of prose that are the first words */
    double product, before_sum, behind_sum; /* of counts: before times behind, of squares */
    uint32_t behind_words, behind_firsts;   /* places behind, and those of first words, too */
};

static bool is_prose(const struct sheet *sheet, size_t unit)
{
    return sheet->traits[unit].words >= PROSE_WORDS;
}

static struct place *place_of(const struct topics *topics, size_t token)
{
    uint32_t hash = topics->sheet->tokens[token];
    return &topics->places[vocabulary_place(hash, topics->mask)];
}

/* Adds the words of the `k`th unit of prose to those before the boundary, or takes them away. */
static void move_before(struct topics *topics, size_t k, int step)
{
    const struct traits *traits = &topics->sheet->traits[topics->prose[k]];
    for (size_t i = 0; i < traits->tokens; i++) {
        struct place *place = place_of(topics, traits->first_token + i);
        int count = place->before + step;
        topics->product += step * place->behind;
        topics->before_sum += count * count - place->before * place->before;
        place->before = (unsigned)count & NEAR_MASK;
    }
}

/* ... and those behind it. */
static void move_behind(struct topics *topics, size_t k, int step)
{
    const struct traits *traits = &topics->sheet->traits[topics->prose[k]];
    for (size_t i = 0; i < traits->tokens; i++) {
        struct place *place = place_of(topics, traits->first_token + i);
        int count = place->behind + step;
        int change = (count > 0) - (place->behind > 0);
        topics->product += step * place->before;
        topics->behind_sum += count * count - place->behind * place->behind;
        topics->behind_words += (uint32_t)change;
        topics->behind_firsts += place->first ? (uint32_t)change : 0;
        place->behind = (unsigned)count & NEAR_MASK;
    }
}

/* Moves the boundary from before the `k`th unit of prose to behind it. */
static void pass(struct topics *topics, size_t k)
{
    move_behind(topics, k, -1);
    if (k + TOPICS_REACH < topics->prose_len) {
        move_behind(topics, k + TOPICS_REACH, 1);
    }
    move_before(topics, k, 1);
    if (k >= TOPICS_REACH) {
        move_before(topics, k - TOPICS_REACH, -1);
    }
}

static void find_firsts(struct topics *topics)
{
    size_t words = 0;
    while (topics->firsts < topics->prose_len && words < TOPICS_FIRST) {
        const struct traits *traits = &topics->sheet->traits[topics->prose[topics->firsts++]];
        words += traits->words;
        for (size_t i = 0; i < traits->tokens; i++) {
            place_of(topics, traits->first_token + i)->first++;
        }
    }
}

static void set_boundaries(struct topics *topics, float (*rows)[CONTEXT_COUNT])
{
    for (size_t k = 0; k < MIN(topics->prose_len, (size_t)TOPICS_REACH); k++) {
        move_behind(topics, k, 1);
    }
    size_t k = 0; /* units of prose before the unit */
    float lowest = 1;
    for (size_t i = 0; i < topics->sheet->len; i++) {
        double size = sqrt(topics->before_sum * topics->behind_sum);
        float cohesion = size > 0 ? (float)(topics->product / size) : 0;
        lowest = k >= TOPICS_REACH ? fminf(lowest, cohesion) : lowest;
        rows[i][CONTEXT_COHESION] = cohesion;
        rows[i][CONTEXT_LEAST_COHESION] = lowest;
        rows[i][CONTEXT_TOPIC_BEHIND] =
            (float)topics->behind_firsts / (float)MAX(topics->behind_words, 1U);
        if (is_prose(topics->sheet, i)) {
            pass(topics, k++);
        }
    }
}

/* The shares of a unit's content words that stand in the first words, and in prose before it. */
struct shares {
    float first, earlier;
};

static void set_shares(struct topics *topics, struct shares *shares)
{
    size_t k = 0;
    for (size_t i = 0; i < topics->sheet->len; i++) {
        const struct traits *traits = &topics->sheet->traits[i];
        uint32_t firsts = 0, seen = 0;
        bool counts = is_prose(topics->sheet, i), is_first = counts && k < topics->firsts;
        k += counts;
        for (size_t t = 0; t < traits->tokens; t++) {
            const struct place *place = place_of(topics, traits->first_token + t);
            firsts += place->first > is_first;
            seen += place->is_seen;
        }
        for (size_t t = 0; t < traits->tokens && counts; t++) {
            place_of(topics, traits->first_token + t)->is_seen = true;
        }
        float content = (float)MAX(traits->tokens, 1U);
        shares[i] = (struct shares){(float)firsts / content, (float)seen / content};
    }
}

static void smooth_shares(const struct sheet *sheet, const struct shares *shares,
                          float (*rows)[CONTEXT_COUNT])
{
    for (size_t i = 0; i < sheet->len; i++) {
        float first = 0, earlier = 0, weights = 0;
        for (size_t k = i > NEAR ? i - NEAR : 0; k < MIN(sheet->len, i + NEAR + 1); k++) {
            float words = (float)MIN(sheet->traits[k].words, (uint32_t)WEIGHING);
            float weight = sqrtf(words) + 0.1F;
            first += shares[k].first * weight;
            earlier += shares[k].earlier * weight;
            weights += weight;
        }
        rows[i][CONTEXT_TOPIC_FIRST] = first / weights;
        rows[i][CONTEXT_TOPIC_EARLIER] = earlier / weights;
    }
}

bool topics_read(struct arena *arena, const struct sheet *sheet, float (*rows)[CONTEXT_COUNT])
{
    struct topics topics = {.sheet = sheet};
    size_t size = vocabulary_size(sheet);
    size_t *prose = arena_array(arena, sheet->len + 1, sizeof(*prose));
    struct shares *shares = arena_array(arena, sheet->len + 1, sizeof(*shares));
    topics.places = arena_array(arena, size, sizeof(*topics.places));
    topics.mask = size - 1;
    topics.prose = prose;
    if (!prose || !shares || !topics.places) {
        return false;
    }
    for (size_t i = 0; i < sheet->len; i++) {
        if (is_prose(sheet, i)) {
            prose[topics.prose_len++] = i;
        }
    }
    find_firsts(&topics);
    set_boundaries(&topics, rows);
    set_shares(&topics, shares);
    smooth_shares(sheet, shares, rows);
    return true;
}
