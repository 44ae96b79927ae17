/* When the page was published and last changed. */
#ifndef CLEAN_HTML_DATES_H
#define CLEAN_HTML_DATES_H

#include "clean/html/survey.h"
#include "doc/meta.h"

#include <stdbool.h>

/*
 * Sets META_PUBLISHED, META_PUBLISHED_RAW and META_MODIFIED.  `title`: the block that shows it, or
 * BLOCK_NONE.  False when memory is out.
 */
bool dates_find(const struct survey *survey, uint32_t title, struct arena *arena,
                struct meta *meta) MUST_USE;

#endif
