/* Chooses again among what was chosen, until nothing more goes. */
#include "clean/text/refine.h"

#include "clean/text/gate.h"
#include "clean/text/scan.h"

#include <assert.h>

enum {
    ROUNDS_MAX = 3,        /* most texts need none; what still changes then hardly matters */
    ANNOUNCING_WORDS = 15, /* a line with more that ends with a colon is a sentence */
};

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

static bool judge_body(const struct reading *reading, const size_t *units, struct reading *body)
{
    struct arena *scratch = body->scratch;
    body->roles = arena_array(scratch, body->lines.len + 1, sizeof(*body->roles));
    return body->roles &&
           traits_pick(scratch, &reading->sheet, units, &body->lines, &body->sheet) &&
           context_read(scratch, &body->sheet, &body->context) &&
           windows_read(scratch, &body->sheet, &body->context, &body->windows) &&
           model_choose(scratch, body->model, reading->is_foreign, &body->context, &body->windows,
                        &body->choice);
}

/* One more judgement; `*ret_is_done` when nothing more goes by it. */
static bool refine_once(struct reading *reading, struct reading *body, size_t *units,
                        bool *ret_is_done)
{
    if (!copy_body(reading, body, units)) {
        return false;
    }
    *ret_is_done = true;
    if (!body->lines.len) {
        return true;
    }
    if (!judge_body(reading, units, body)) {
        return false;
    }
    assert(body->choice.kept); /* judge_body fills it for a body with lines */
    bool is_choosing = gate_judge(body) == GATE_CHOOSE;
    for (size_t i = 0; i < body->lines.len && is_choosing; i++) {
        *ret_is_done &= body->choice.kept[i];
        reading->choice.kept[units[i]] &= body->choice.kept[i];
    }
    return true;
}

/* A line at the end that announces what was left out, "You might also like:", goes with it. */
static void drop_announcements(struct reading *reading)
{
    for (size_t i = reading->lines.len; i-- > reading->body_start + 1;) {
        if (!reading_in_body(reading, i)) {
            continue;
        }
        bool announces = reading_has(reading, i, OWN_COLON) &&
                         reading->sheet.traits[i].words <= ANNOUNCING_WORDS;
        if (!announces) {
            return;
        }
        reading->choice.kept[i] = false;
    }
}

bool refine_choice(struct reading *reading)
{
    size_t *units = arena_array(reading->scratch, reading->lines.len + 1, sizeof(*units));
    bool is_done = false, is_ok = units != NULL;
    for (int round = 0; is_ok && round < ROUNDS_MAX && !is_done; round++) {
        /* Each round's memory is given back before the next. */
        struct arena scratch = {0};
        struct reading body = {.scratch = &scratch, .model = reading->model};
        is_ok = refine_once(reading, &body, units, &is_done);
        arena_done(&scratch);
    }
    drop_announcements(reading);
    return is_ok;
}
