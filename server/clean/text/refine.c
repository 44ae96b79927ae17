/* Chooses again among what was chosen, until nothing more goes. */
#include "clean/text/refine.h"

#include "clean/text/gate.h"
#include "clean/text/scan.h"

#include <assert.h>

enum { ROUNDS_MAX = 3 }; /* most texts need none; what still changes then hardly matters */

/* The body's units as they will stand in the text that is written of it: items together, the rest
 * apart. */
static bool copy_body(const struct reading *reading, struct reading *body, size_t *units)
{
    struct lines *lines = &body->lines;
    lines->units = arena_array(body->scratch, reading->lines.len + 1, sizeof(*lines->units));
    if (!lines->units) {
        return false;
    }
    bool was_item = false;
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (!reading_in_body(reading, i)) {
            continue;
        }
        struct unit unit = reading->lines.units[i];
        bool is_item = scan_bullet(unit.text).len > 0;
        unit.indent = 0;
        unit.blank_before = !lines->len ? 2 : !(is_item && was_item);
        was_item = is_item;
        units[lines->len] = i;
        lines->units[lines->len++] = unit;
    }
    return true;
}

static bool judge_body(struct reading *body, const struct lexicon *lexicon)
{
    struct arena *scratch = body->scratch;
    body->roles = arena_array(scratch, body->lines.len + 1, sizeof(*body->roles));
    return body->roles && traits_read(scratch, lexicon, &body->lines, &body->sheet) &&
           context_read(scratch, &body->sheet, &body->context) &&
           model_choose(scratch, &body->sheet, &body->context, &body->choice);
}

bool refine_choice(struct reading *reading, const struct lexicon *lexicon)
{
    size_t *units = arena_array(reading->scratch, reading->lines.len + 1, sizeof(*units));
    if (!units) {
        return false;
    }
    for (int round = 0; round < ROUNDS_MAX; round++) {
        struct reading body = {.scratch = reading->scratch};
        if (!copy_body(reading, &body, units)) {
            return false;
        }
        if (!body.lines.len) {
            return true;
        }
        if (!judge_body(&body, lexicon)) {
            return false;
        }
        if (gate_judge(&body) != GATE_CHOOSE) {
            return true;
        }
        assert(body.choice.kept); /* judge_body fills it for a body with lines */
        for (size_t i = 0; i < body.lines.len; i++) {
            reading->choice.kept[units[i]] &= body.choice.kept[i];
        }
    }
    return true;
}
