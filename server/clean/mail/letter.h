/* The text of a letter, told from what mail programs put around it. */
#ifndef CLEAN_MAIL_LETTER_H
#define CLEAN_MAIL_LETTER_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

struct letter {
    struct str text;      /* what was written */
    struct str signature; /* behind the line "-- ", or unknown */
    struct str quoted; /* the mail that is answered, quoted below all of it, with the line that says
                          whose it is; or unknown */
};

/* Takes a letter apart; all of it is borrowed. */
struct letter letter_read(struct str text);

/* A quoted mail without its outermost marks, in the arena; an empty line parts it from the line
 * that says whose it is.  The unknown string when memory is out. */
struct str letter_unquote(struct arena *arena, struct str quoted);

/*
 * Joins the lines of a flowed text (RFC 3676, 4) into the arena; `removes_space`: the space that
 * marks a line as going on is no part of it.  The unknown string when memory is out.
 */
struct str letter_unflow(struct arena *arena, struct str text, bool removes_space);

#endif
