/* What the class, id, role and itemprop of an element say that it holds. */
#ifndef CLEAN_HTML_HINTS_H
#define CLEAN_HTML_HINTS_H

#include "base/arena.h"
#include "base/str.h"
#include "clean/html/matcher.h"
#include "clean/html/prior.h"

#include <stdbool.h>
#include <stdint.h>

/* The order is that of the rows in hints_table.c; a block's features hold the distance to each. */
enum hint {
    HINT_ARTICLE,
    HINT_CONTENT,
    HINT_MAIN,
    HINT_POST,
    HINT_BODYTEXT,
    HINT_COMMENT,
    HINT_NAV,
    HINT_HEADER,
    HINT_FOOTER,
    HINT_SIDE,
    HINT_RELATED,
    HINT_SOCIAL,
    HINT_AD,
    HINT_CONSENT,
    HINT_MODAL,
    HINT_SUBSCRIBE,
    HINT_AUTHOR,
    HINT_META,
    HINT_TAGS,
    HINT_CAPTION,
    HINT_GALLERY,
    HINT_TITLE,
    HINT_LEAD,
    HINT_PRODUCT,
    HINT_PRICE,
    HINT_DESCRIPTION,
    HINT_REVIEW,
    HINT_FORUM,
    HINT_REPLY,
    HINT_USER,
    HINT_LIST,
    HINT_CARD,
    HINT_FILTER,
    HINT_SEARCH,
    HINT_CONTENTS,
    HINT_CODE,
    HINT_HIDDEN,
    HINT_WIDGET,
    HINT_SECTION,
    HINT_FAQ,
    HINT_EDIT,
    HINT_NOTE,
    HINT_REFERENCE,
    HINT_DATE,
    HINT_COUNT
};

extern const struct matcher_row HINT_ROWS[HINT_COUNT];
const char *hint_name(enum hint hint);

enum { HINT_CACHE = 4096 };

/* The matcher, and the answers for attributes seen lately: pages repeat few of them many times. */
struct hints {
    struct matcher matcher;
    struct hint_slot {
        uint64_t key;
        uint64_t bits;
        struct prior_weight prior; /* of these attributes */
    } slots[HINT_CACHE];
};

bool hints_init(struct arena *arena, struct hints *hints) MUST_USE;
/* What the class, id, role and itemprop say of an element with this tag; any may be empty. */
const struct hint_slot *hints_of(struct hints *hints, unsigned tag, const struct str values[4]);

static inline bool has_hint(uint64_t bits, enum hint hint)
{
    return bits >> hint & 1;
}

#endif
