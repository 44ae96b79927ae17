/* Who wrote it: bylines, the lines where authors are named, sentences about the author,
 * contributors. */
#ifndef CLEAN_TEXT_BYLINE_H
#define CLEAN_TEXT_BYLINE_H

#include "clean/text/names.h"
#include "clean/text/reading.h"
#include "doc/doc.h"

/* Whether a line begins as a byline does: "By Ann Lee", "Written by: ...".  Weak ones name
 * photographers too. */
struct byline {
    bool is_byline;
    bool is_lead_alone; /* "Written by", and the name is in the next line */
    bool is_weak;
    struct names names;
    struct str rest; /* behind the lead */
};
struct byline byline_read(struct str line);

/*
 * Finds the authors near the title or the end, the biography line and the contributors; puts them
 * into `doc` and gives their units a role.  False when memory is out.
 */
bool byline_find(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;

#endif
