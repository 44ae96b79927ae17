/* The language of a text, told by its small words. */
#ifndef CLEAN_HTML_LANGUAGE_H
#define CLEAN_HTML_LANGUAGE_H

#include "clean/html/page.h"

#include <stdbool.h>

/* The language (BCP 47) of the kept blocks; unknown when they are too few to tell. */
struct str language_guess(const struct page *page, const bool *keep);

#endif
