/* Texts that are a series of entries: diaries, minutes, numbered rules. */
#ifndef CLEAN_TEXT_SERIES_H
#define CLEAN_TEXT_SERIES_H

#include "clean/text/reading.h"

/*
 * Whether a text goes from near its start to its end from one date, or from one number to the next,
 * with prose below most of them.  Of such a text nothing is furniture, whatever its lines say; a
 * page's copy has its menus before the first entry, or more behind the last.
 */
bool series_is(const struct reading *reading);

#endif
