/* Facts around the headline that have no file of their own. */
#ifndef CLEAN_TEXT_FACTS_H
#define CLEAN_TEXT_FACTS_H

#include "clean/text/reading.h"
#include "doc/doc.h"

enum { FACTS_PLAIN_MAX = 5 }; /* lines that a text kept whole can lose to facts */

/* The title found, the subtitle between it and the byline, the address of the article. */
bool facts_find(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;

/*
 * In a text that is all article, gives units with facts back to the body unless they stand together
 * at its start or are about people at its end: so cleaning the result again finds nothing more to
 * take.
 */
void facts_keep_strays(struct reading *reading);

/*
 * For texts that are kept whole: a first line that can only be a headline, and a byline under it.
 * Nothing else is taken out of such a text.
 */
bool facts_find_plain(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;

#endif
