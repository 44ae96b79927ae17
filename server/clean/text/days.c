/* All the dates of a line. */
#include "clean/text/days.h"

#include "clean/date_text.h"

bool days_may_be(struct str line)
{
    size_t groups = 0;
    for (size_t i = 0; i < line.len; i++) {
        size_t digits = 0;
        while (i + digits < line.len && byte_is_digit((unsigned char)line.ptr[i + digits])) {
            digits++;
        }
        bool is_year = digits >= 4 && digits <= 6 && (line.ptr[i] == '1' || line.ptr[i] == '2');
        groups += digits > 0 && digits <= 2;
        if (is_year || groups >= 3) {
            return true;
        }
        i += digits;
    }
    return false;
}

struct days days_find(struct str line, bool is_day_first)
{
    struct days days = {0};
    size_t at, len;
    while (days.len < DAYS_MAX && date_find(line, is_day_first, &days.dates[days.len], &at, &len)) {
        days.texts[days.len++] = str_sub(line, at, len);
        line = str_sub(line, at + len, line.len);
    }
    return days;
}
