/* Where a browser goes after a form: back to the page that it was on. */
#ifndef HANDLERS_NEXT_H
#define HANDLERS_NEXT_H

#include "base/str.h"
#include "http/form.h"

#include <stdbool.h>

/* Whether it is an address of this server's, as "/articles?tag=x". */
bool next_is_ours(struct str next);
/* The field `next` if it is one of ours, else `otherwise`. */
struct str next_of(const struct form *form, struct str otherwise);

#endif
