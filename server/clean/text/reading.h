/* All that is known of a text while it is being cleaned. */
#ifndef CLEAN_TEXT_READING_H
#define CLEAN_TEXT_READING_H

#include "base/arena.h"
#include "clean/text/context.h"
#include "clean/text/lines.h"
#include "clean/text/model.h"
#include "clean/text/traits.h"

#include <stdbool.h>
#include <stddef.h>

/* What a unit is besides text of the body; only ROLE_NONE can be in the body. */
enum role {
    ROLE_NONE,
    ROLE_TITLE, /* up to ROLE_ADDRESS in the order of a header */
    ROLE_SUBTITLE,
    ROLE_BYLINE,
    ROLE_DATE,
    ROLE_ADDRESS,
    ROLE_SITE,
    ROLE_BIOGRAPHY,
    ROLE_CONTRIBUTORS,
};

enum { UNIT_NONE = -1 };

struct reading {
    struct arena *scratch;
    const struct text_model *model;
    const struct lexicon *lexicon; /* may be NULL */
    struct str text;               /* washed */
    struct lines lines;
    struct sheet sheet;
    struct context context;
    struct windows windows;
    struct choice choice;
    unsigned char *roles;  /* enum role of each unit */
    size_t body_start;     /* the first kept unit of prose, or what comes nearest */
    size_t body_last;      /* the last kept unit */
    ptrdiff_t title, date; /* units, or UNIT_NONE */
    struct str language;   /* of the prose; may be unknown */
    bool is_foreign;       /* it is known, and not English: days stand before months */
    bool is_whole;         /* nothing is furniture or a fact; see struct clean_input */
    bool has_header;       /* header_read found what the title, the date and the byline are */
    bool is_written;       /* ... as programs write it: the rest is an article, too */
    bool is_clean; /* the whole text is the article, so facts stand at its start or stay in the body
                    */
};

static inline struct str reading_text(const struct reading *reading, size_t unit)
{
    return reading->lines.units[unit].text;
}
static inline bool reading_has(const struct reading *reading, size_t unit, enum own_feature feature)
{
    return reading->sheet.traits[unit].own[feature] > 0;
}
static inline bool reading_in_body(const struct reading *reading, size_t unit)
{
    return reading->choice.kept[unit] && reading->roles[unit] == ROLE_NONE;
}

#endif
