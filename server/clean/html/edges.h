/* What stands at the ends of a chosen text and leads away from it. */
#ifndef CLEAN_HTML_EDGES_H
#define CLEAN_HTML_EDGES_H

#include "clean/html/page.h"

/*
 * Takes out of the blocks that are kept (`keep`, one for each block) those at the ends that belong
 * to what was left out: a last heading, "You may also like", buttons to share, the line of rights.
 */
void edges_trim(const struct page *page, bool *keep);

#endif
