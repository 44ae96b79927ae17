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

/*
 * Adds the names of a list ("Ann Lee, Bob Ray and Cy Dow"), without roles, dates and the like
 * behind them; what can be nobody's name is passed over, and so is the site's.  False when memory
 * is out.
 */
bool credit_add_list(struct arena *arena, struct fact_list *authors, struct str names,
                     struct str site, enum source source) MUST_USE;
/*
 * The same for text of the page, where names are only what looks like some: two capitalised words
 * or more; with `may_be_handle` also one to three words that are all there is.
 */
bool credit_add_text(struct arena *arena, struct fact_list *authors, struct str text,
                     struct str site, bool may_be_handle, enum source source) MUST_USE;

#endif
