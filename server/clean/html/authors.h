/* Who wrote the page. */
#ifndef CLEAN_HTML_AUTHORS_H
#define CLEAN_HTML_AUTHORS_H

#include "clean/html/survey.h"
#include "doc/meta.h"

#include <stdbool.h>

/* Adds the authors.  `title`: the block that shows it, or BLOCK_NONE.  False when memory is out. */
bool authors_find(const struct survey *survey, uint32_t title, struct str site, struct arena *arena,
                  struct fact_list *authors) MUST_USE;

#endif
