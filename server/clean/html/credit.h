/* The names in a byline, told apart from what is written around them. */
#ifndef CLEAN_HTML_CREDIT_H
#define CLEAN_HTML_CREDIT_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/meta.h"

#include <stdbool.h>

/* `line` behind its leads ("Posted: By"); the line itself if it has none.  `*ret_has_lead` tells.
 */
struct str credit_behind_lead(struct str line, bool *ret_has_lead);

/* Whether a part of a byline behind the first tells of the name before it and is none: "March 17",
 * "Trial Attorney", "MD". */
bool credit_is_remark(struct str part);

/*
 * Adds the names of a list ("Ann Lee, Bob Ray and Cy Dow"; "Lee, Ann B."), without roles, degrees,
 * dates and the like behind them; what can be nobody's name is passed over.  False when memory is
 * out.
 */
bool credit_add_list(struct arena *arena, struct fact_list *authors, struct str names,
                     enum source source) MUST_USE;
/*
 * The same for text of the page, where names are only what looks like some: two capitalised words
 * or more; with `may_be_handle` also one to three words that are all there is.
 */
bool credit_add_text(struct arena *arena, struct fact_list *authors, struct str text,
                     bool may_be_handle, enum source source) MUST_USE;

#endif
