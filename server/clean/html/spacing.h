/* White space and characters that are not seen, as texts of a page become texts of a document. */
#ifndef CLEAN_HTML_SPACING_H
#define CLEAN_HTML_SPACING_H

#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* Only white space, of which some may be such that does not break. */
bool spacing_is_blank(struct str text);
/*
 * Writes `text` to `bytes` (room for as much) without characters that are not seen and with its
 * white space collapsed (CSS Text 3, 4.1.1); `has_space`: what stands before ends with some.
 * Returns the length.
 */
size_t spacing_collapse(struct str text, char *bytes, bool has_space);
/* The same in code, where white space stays. */
size_t spacing_code(struct str text, char *bytes);
/* Whether a text ends with white space, such that does not break included. */
bool spacing_is_at_end(struct str text);
/* Without spaces at the end, those that do not break among them. */
struct str spacing_trim_end(struct str text);

#endif
