/* Chooses again among what was chosen, until nothing more goes. */
#ifndef CLEAN_TEXT_REFINE_H
#define CLEAN_TEXT_REFINE_H

#include "clean/text/reading.h"

/*
 * Judges the body as if it were the whole text, and drops what then is furniture: the same that
 * cleaning the result again would do, so that doing so changes nothing.  False when memory is out.
 */
bool refine_choice(struct reading *reading) MUST_USE;

#endif
