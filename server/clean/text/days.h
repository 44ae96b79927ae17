/* All the dates of a line. */
#ifndef CLEAN_TEXT_DAYS_H
#define CLEAN_TEXT_DAYS_H

#include "base/str.h"
#include "base/time.h"

#include <stdbool.h>
#include <stddef.h>

enum { DAYS_MAX = 4 }; /* dates of one line that are looked at */

struct days {
    struct date dates[DAYS_MAX];
    struct str texts[DAYS_MAX]; /* as they stand in the line */
    size_t len;
};

/* Whether a line has digits as a year or a date in numbers has; most lines with digits have not. */
bool days_may_be(struct str line);

/* In order; of "5/6/2024" the month comes first, as in most of what is written in English, or the
 * day. */
struct days days_find(struct str line, bool is_day_first);

#endif
