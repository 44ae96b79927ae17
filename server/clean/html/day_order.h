/* Which comes first in the dates of a page's numbers: the day or the month. */
#ifndef CLEAN_HTML_DAY_ORDER_H
#define CLEAN_HTML_DAY_ORDER_H

#include "clean/html/page.h"

#include <stdbool.h>

/* Whether of two numbers that can be days and months the first is the day: by the page's language,
 * else by its host. */
bool day_order_is_first(const struct page *page);

#endif
