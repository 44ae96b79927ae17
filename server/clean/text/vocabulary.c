/* Which words the prose of a text is about: in how many of its units each content word stands. */
#include "clean/text/vocabulary.h"

_Static_assert(UNITS_MAX < UINT16_MAX, "a counter can hold the number of each unit");

enum {
    COUNTERS_MIN = 1024,
    COUNTERS_MAX = 65536,
    WEIGHT_MAX = 6,
};

size_t vocabulary_size(const struct sheet *sheet)
{
    size_t tokens = 0, size = COUNTERS_MIN;
    for (size_t i = 0; i < sheet->len; i++) {
        tokens += sheet->traits[i].tokens;
    }
    while (size < COUNTERS_MAX && size < 4 * tokens) {
        size *= 2;
    }
    return size;
}

bool vocabulary_init(struct arena *arena, struct vocabulary *vocabulary, const struct sheet *sheet)
{
    size_t size = vocabulary_size(sheet);
    vocabulary->mask = size - 1;
    vocabulary->counters = arena_array(arena, size, sizeof(*vocabulary->counters));
    return vocabulary->counters != NULL;
}

static struct counter *counter_of(const struct vocabulary *vocabulary, uint32_t hash)
{
    return &vocabulary->counters[vocabulary_place(hash, vocabulary->mask)];
}

void vocabulary_add(struct vocabulary *vocabulary, const struct sheet *sheet, size_t unit)
{
    const struct traits *traits = &sheet->traits[unit];
    for (size_t i = 0; i < traits->tokens; i++) {
        struct counter *counter = counter_of(vocabulary, sheet->tokens[traits->first_token + i]);
        if (counter->last != unit + 1) {
            counter->last = (uint16_t)(unit + 1);
            counter->units++;
        }
    }
}

struct overlap vocabulary_overlap(const struct vocabulary *vocabulary, const struct sheet *sheet,
                                  size_t unit, bool is_counted)
{
    const struct traits *traits = &sheet->traits[unit];
    struct overlap overlap = {.content = traits->tokens};
    for (size_t i = 0; i < traits->tokens; i++) {
        uint32_t units = counter_of(vocabulary, sheet->tokens[traits->first_token + i])->units;
        overlap.shared += units > is_counted;
        overlap.weight += (float)MIN(units, (uint32_t)WEIGHT_MAX);
    }
    return overlap;
}
