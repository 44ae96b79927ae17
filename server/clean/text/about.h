/* Lines about people at the end of an article: the author's biography, and who else worked on it.
 */
#ifndef CLEAN_TEXT_ABOUT_H
#define CLEAN_TEXT_ABOUT_H

#include "clean/text/names.h"
#include "clean/text/reading.h"
#include "doc/doc.h"

/*
 * Takes out of the body the lines "Ann Lee is a reporter for ..." and "Bob May contributed to this
 * report". `authors`: those of the byline; where it has none, the biography names the author. False
 * when memory is out.
 */
bool about_find(struct reading *reading, struct arena *arena, struct doc *doc,
                const struct names *authors) MUST_USE;

/* The name that a biography begins with; empty when the line is none. */
struct str about_name(struct str line);

#endif
