/* The publication's name, where the text says it surely. */
#ifndef CLEAN_TEXT_SITE_H
#define CLEAN_TEXT_SITE_H

#include "clean/text/reading.h"
#include "doc/doc.h"

/*
 * A line above the headline that is said again elsewhere; what follows the headline in a line that
 * repeats it
 * ("Headline | Name"); "Name logo"; the holder of the copyright, if named elsewhere too.  Nothing
 * else: a wrong name is worse than none.  False when memory is out.
 */
bool site_find(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;

/* Whether the first line is a publication's name and the headline stands below it. */
bool site_is_masthead(const struct reading *reading);

#endif
