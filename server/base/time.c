/* Clocks, and moments as RFC 3339 and HTTP dates. */
#include "base/time.h"

#include <string.h>
#include <time.h>

static const char month_names[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char day_names[7][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};

static int64_t read_clock(clockid_t clock, int64_t per_second)
{
    struct timespec now;
    (void)clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * per_second + (int64_t)now.tv_nsec / (1000000000 / per_second);
}

int64_t time_now_us(void)
{
    return read_clock(CLOCK_REALTIME, 1000000);
}

int64_t time_monotonic_us(void)
{
    return read_clock(CLOCK_MONOTONIC, 1000000);
}

int64_t time_thread_cpu_ns(void)
{
    return read_clock(CLOCK_THREAD_CPUTIME_ID, 1000000000);
}

/* Howard Hinnant's "chrono-compatible low-level date algorithms": eras of 400 years from 1 March.
 */
int64_t time_days_from_civil(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void time_civil_from_days(int64_t days, int *ret_year, int *ret_month, int *ret_day)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted = (5 * day_of_year + 2) / 153;
    *ret_day = (int)(day_of_year - (153 * shifted + 2) / 5 + 1);
    *ret_month = (int)(shifted < 10 ? shifted + 3 : shifted - 9);
    *ret_year = (int)(year_of_era + era * 400 + (*ret_month <= 2));
}

struct moment {
    int64_t days;
    int year, month, day, hour, minute, second;
};

static struct moment moment_of(int64_t us)
{
    enum { DAY_SECONDS = 86400 };
    int64_t seconds = us / 1000000 - (us % 1000000 < 0);
    struct moment m = {.days = seconds / DAY_SECONDS - (seconds % DAY_SECONDS < 0)};
    int rest = (int)(seconds - m.days * DAY_SECONDS);
    time_civil_from_days(m.days, &m.year, &m.month, &m.day);
    m.hour = rest / 3600;
    m.minute = rest / 60 % 60;
    m.second = rest % 60;
    return m;
}

/* A time is on every answer, and snprintf took longer for it than SQLite for a read. */
static void put_digits(char *at, int value, int n)
{
    for (; n-- > 0; value /= 10) {
        at[n] = (char)('0' + value % 10);
    }
}

/* Over "00:00:00". */
static void put_clock(char *at, const struct moment *m)
{
    put_digits(at, m->hour, 2);
    put_digits(at + 3, m->minute, 2);
    put_digits(at + 6, m->second, 2);
}

struct str time_format(int64_t us, char text[TIME_TEXT_MAX])
{
    static const char pattern[] = "0000-00-00T00:00:00Z";
    struct moment m = moment_of(us);
    memcpy(text, pattern, sizeof(pattern));
    put_digits(text, m.year % 10000, 4);
    put_digits(text + 5, m.month, 2);
    put_digits(text + 8, m.day, 2);
    put_clock(text + 11, &m);
    return str_of(text, sizeof(pattern) - 1);
}

struct str time_format_http(int64_t us, char text[TIME_TEXT_MAX])
{
    static const char pattern[] = "Day, 00 Mon 0000 00:00:00 GMT";
    struct moment m = moment_of(us);
    memcpy(text, pattern, sizeof(pattern));
    memcpy(text, day_names[((m.days % 7) + 7) % 7], 3);
    put_digits(text + 5, m.day, 2);
    memcpy(text + 8, month_names[m.month - 1], 3);
    put_digits(text + 12, m.year % 10000, 4);
    put_clock(text + 17, &m);
    return str_of(text, sizeof(pattern) - 1);
}

bool time_parse_http(struct str s, int64_t *ret_us)
{
    struct date date;
    if (s.len != 29 || !str_ends(s, STR(" GMT")) || !date_parse(s, &date) || !date.has_time) {
        return false;
    }
    int64_t seconds = time_days_from_civil(date.year, date.month, date.day) * 86400 +
                      date.hour * 3600 + date.minute * 60 + date.second;
    *ret_us = seconds * 1000000;
    return true;
}
