/* The reasons for what was chosen of a text, for whoever asks (clean/log.h). */
#include "clean/text/explain.h"

#include <math.h>

static const char *const role_reasons[] = {
    [ROLE_NONE] = NULL,
    [ROLE_TITLE] = "it is told as the title",
    [ROLE_SUBTITLE] = "it is told as the subtitle",
    [ROLE_BYLINE] = "it is told as the authors",
    [ROLE_DATE] = "it is told as the date",
    [ROLE_ADDRESS] = "it is told as the address",
    [ROLE_SITE] = "it is told as the site",
    [ROLE_BIOGRAPHY] = "it is told as the author's biography",
    [ROLE_CONTRIBUTORS] = "it is told as the contributors",
};

static const char *reason_of(const struct reading *reading, size_t unit)
{
    const char *role = role_reasons[reading->roles[unit]];
    if (role) {
        return role;
    }
    if (!reading->choice.kept[unit]) {
        return "reads like what stood around the text on its page";
    }
    if (reading->is_clean) {
        return "the whole text is the article";
    }
    return reading->choice.scores[unit] > 0 ? "reads like the text that a reader came for"
                                            : "unsure by itself, but it fits to what is kept";
}

bool explain_text(const struct reading *reading, struct arena *arena, struct clean_log *log)
{
    size_t n = MIN(reading->lines.len, (size_t)LOG_BLOCKS_MAX);
    *log = (struct clean_log){.n_all = reading->lines.len};
    if (!reading->roles || !reading->choice.scores) {
        log->note = "kept as it is: there was nothing to choose";
        log->n_all = 0;
        return true;
    }
    log->blocks = arena_array(arena, n + 1, sizeof(*log->blocks));
    for (size_t i = 0; i < n && log->blocks; i++) {
        struct clean_log_block *told = &log->blocks[log->n_blocks++];
        *told = (struct clean_log_block){.path = arena_printf(arena, "paragraph %zu", i + 1),
                                         .text = log_text(arena, reading_text(reading, i)),
                                         .words = reading->sheet.traits[i].words,
                                         .probability =
                                             1 / (1 + exp(-(double)reading->choice.scores[i])),
                                         .is_kept = reading_in_body(reading, i),
                                         .reason = reason_of(reading, i)};
        if (!told->path.ptr || !told->text.ptr) {
            return false;
        }
    }
    return log->blocks != NULL;
}
