/* Which part of a mail is read: the one with the text, or its twin in HTML. */
#ifndef CLEAN_MAIL_PARTS_H
#define CLEAN_MAIL_PARTS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

struct part {
    struct str bytes;   /* decoded; unknown if the mail has no such part */
    struct str charset; /* as it says, or unknown */
    bool is_flowed;     /* RFC 3676: lines that end with a space go on */
    bool removes_space; /* ... which is then no part of the text */
};

struct parts {
    struct part text, html; /* the first of each that is no attachment */
    struct str message;     /* the first mail that is attached, its header included; or unknown */
};

/* Reads a mail's parts, those of parts within parts as well.  `header` and `body` are the mail's.
 */
struct parts parts_read(struct arena *arena, struct str header, struct str body);

#endif
