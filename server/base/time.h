/* Time: clocks, moments in UTC, and dates as they are written. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/macros.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum { TIME_TEXT_MAX = 32 };

/* Microseconds since 1970 (may jump) and of the monotonic clock; nanoseconds of this thread's CPU
 * time. */
int64_t time_now_us(void);
int64_t time_monotonic_us(void);
int64_t time_thread_cpu_ns(void);

/* A date as people write it: what is not known is 0, and so is `offset_known`. */
struct date {
    int year, month, day;     /* month and day 1.. ; 0 where not given */
    int hour, minute, second; /* valid where `has_time` */
    int offset_minutes;       /* east of UTC; valid where `has_offset` */
    bool has_time, has_offset;
};

/*
 * Reads ISO 8601 / RFC 3339 in the forms that pages use: 2024-05-06, 20240506, 2024-05,
 * 2024-05-06T07:08, "2024-05-06 07:08:09.123 +0200", with Z or an offset; also RFC 5322 dates
 * ("Mon, 06 May 2024 07:08:09 GMT"). False when it is none of these or no real day.
 */
bool date_parse(struct str s, struct date *ret_date) MUST_USE;
/* Whether year, month and day name a day of the years 1 to 9999. */
bool date_is_valid(const struct date *date);
/*
 * Writes RFC 3339: with a time and the offset that it was given in ("2024-05-06T07:08:09+02:00"),
 * so that the day stays the writer's; with a time but no offset the time is taken as UTC; with no
 * time the day alone ("2024-05-06"), with no day "2024-05".
 */
struct str date_format(const struct date *date, char text[TIME_TEXT_MAX]);

/* Microseconds since 1970 as "2024-05-06T07:08:09Z"; as "Mon, 06 May 2024 07:08:09 GMT" (RFC
 * 9110, 5.6.7). */
struct str time_format(int64_t us, char text[TIME_TEXT_MAX]);
struct str time_format_http(int64_t us, char text[TIME_TEXT_MAX]);
/* Reads an HTTP date (IMF-fixdate); false for anything else. */
bool time_parse_http(struct str s, int64_t *ret_us) MUST_USE;
/* Days since 1970-01-01 of a civil date and back (proleptic Gregorian). */
int64_t time_days_from_civil(int year, int month, int day);
void time_civil_from_days(int64_t days, int *ret_year, int *ret_month, int *ret_day);

#endif
