/* All the dates of a line. */
#include "clean/text/days.h"

#include "clean/date_text.h"

struct days days_find(struct str line)
{
    struct days days = {0};
    size_t at, len;
    while (days.len < DAYS_MAX && date_find(line, false, &days.dates[days.len], &at, &len)) {
        days.texts[days.len++] = str_sub(line, at, len);
        line = str_sub(line, at + len, line.len);
    }
    return days;
}
