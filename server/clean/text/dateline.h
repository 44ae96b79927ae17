/* When it was published. */
#ifndef CLEAN_TEXT_DATELINE_H
#define CLEAN_TEXT_DATELINE_H

#include "clean/text/reading.h"
#include "doc/doc.h"

/*
 * Finds the date of publication near the headline, or behind the body, and that of the last change
 * if it is told beside it.  Sets reading->date and the role of lines that hold nothing else.  False
 * when memory is out.
 */
bool dateline_find(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;
/* For a text that is kept whole: the date that a line of it is, if one alone is; the line stays. */
bool dateline_find_plain(const struct reading *reading, struct arena *arena,
                         struct doc *doc) MUST_USE;

#endif
