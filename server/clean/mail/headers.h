/* The header of a mail or of a part of one: fields, their parameters, words in any charset. */
#ifndef CLEAN_MAIL_HEADERS_H
#define CLEAN_MAIL_HEADERS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/*
 * Takes the header off the front of `*rest`: the lines up to the first empty one, which goes too.
 * A header longer than a stranger needs is cut.
 */
struct str headers_take(struct str *rest);
/* The value of the first field of this name (case ignored), unfolded; unknown if there is none, or
 * memory is out. */
struct str headers_get(struct arena *arena, struct str header, struct str name);
/* The same with its encoded words (RFC 2047) as UTF-8, on one line. */
struct str headers_text(struct arena *arena, struct str header, struct str name);
/* "text/html; charset=utf-8": what stands before the first semicolon, and a parameter, without
 * quotes. */
struct str headers_value(struct str field);
struct str headers_parameter(struct arena *arena, struct str field, struct str name);

/* Whether bytes begin with a mail's header: From, and what only programs write. */
bool headers_is_mail(struct str bytes);

#endif
