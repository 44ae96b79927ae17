/* Lines at the ends of an article that say who wrote it and when. */
#ifndef CLEAN_HTML_SIGNATURE_H
#define CLEAN_HTML_SIGNATURE_H

#include "clean/html/choose.h"
#include "doc/meta.h"

#include <stdbool.h>

/*
 * Takes lines above the first paragraph of running text, and below the last, out of what is kept
 * that say no more than the facts do (signature_is), and makes facts of the last lines that tell
 * who else worked on the article: "Reporting by Bob May; editing by Cy Dow" goes, the sentence "Bob
 * May contributed to this report" stays.  False when memory is out.
 */
bool signature_take_out(const struct page *page, struct choice *choice, struct arena *arena,
                        struct meta *meta) MUST_USE;
/*
 * Whether all of a line is told by the facts: an author's name, or the day of publication or
 * change, with nothing around it but more of that, the site's name, times, trades behind names, and
 * words like "by" and "updated".
 */
bool signature_is(struct str line, const struct meta *meta);

#endif
