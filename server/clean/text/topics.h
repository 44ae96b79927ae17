/* Where a text turns to something else: what the prose before and behind a unit has in common. */
#ifndef CLEAN_TEXT_TOPICS_H
#define CLEAN_TEXT_TOPICS_H

#include "base/arena.h"
#include "clean/text/context.h"

/*
 * Fills in CONTEXT_COHESION to CONTEXT_TOPIC_EARLIER of each unit's row.  Articles below the
 * article are prose like it, but of other words.  The cohesion is that of TextTiling (Hearst 1997):
 * the cosine between the counts of content words in TOPICS_REACH units of prose before a place and
 * as many from there on.
 */
enum {
    TOPICS_REACH = 6,
    TOPICS_FIRST = 300, /* words of prose at the start, which say what the text is about */
};
bool topics_read(struct arena *arena, const struct sheet *sheet,
                 float (*rows)[CONTEXT_COUNT]) MUST_USE;

#endif
