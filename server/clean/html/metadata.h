/* What a page tells about its article: title, authors, dates, and so on, each by ordered rules. */
#ifndef CLEAN_HTML_METADATA_H
#define CLEAN_HTML_METADATA_H

#include "base/arena.h"
#include "clean/clean.h"
#include "clean/html/choose.h"
#include "clean/html/survey.h"
#include "doc/doc.h"

#include <stdbool.h>

/*
 * Fills doc->meta.  What no rule finds stays unknown: nothing is invented.  Also takes the headline
 * out of the choice, so that it is not repeated in the body.  False when memory is out.
 */
bool metadata_read(const struct survey *survey, struct choice *choice,
                   const struct clean_input *input, struct arena *arena, struct doc *doc) MUST_USE;

#endif
