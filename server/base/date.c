/* Dates as machines write them: ISO 8601, RFC 3339 and RFC 5322 in, RFC 3339 out. */
#include "base/time.h"

#include <stdio.h>
#include <stdlib.h>

struct scan {
    struct str s;
    size_t at;
};

static bool at_byte(const struct scan *scan, char c)
{
    return scan->at < scan->s.len && scan->s.ptr[scan->at] == c;
}

static bool take_byte(struct scan *scan, char c)
{
    bool is_there = at_byte(scan, c);
    scan->at += is_there;
    return is_there;
}

/* Exactly `n` digits as a number; nothing is taken if they are not there. */
static bool take_digits(struct scan *scan, size_t n, int *ret_value)
{
    uint64_t value;
    if (scan->s.len - scan->at < n ||
        !str_to_uint(str_sub(scan->s, scan->at, n), 99999999, &value)) {
        return false;
    }
    scan->at += n;
    *ret_value = (int)value;
    return true;
}

static void skip_spaces(struct scan *scan)
{
    while (at_byte(scan, ' ')) {
        scan->at++;
    }
}

bool date_is_valid(const struct date *date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date->year < 1 || date->year > 9999 || date->month < 1 || date->month > 12 ||
        date->day < 1) {
        return false;
    }
    bool is_leap = (date->year % 4 == 0 && date->year % 100 != 0) || date->year % 400 == 0;
    return date->day <= lengths[date->month - 1] + (date->month == 2 && is_leap);
}

/* "Z", "UTC", "GMT", "+02", "+02:00", "+0200"; without one of these the offset stays unknown. */
static void take_offset(struct scan *scan, struct date *date)
{
    struct str rest = str_sub(scan->s, scan->at, scan->s.len);
    if (str_starts_nocase(rest, STR("Z")) || str_starts_nocase(rest, STR("UTC")) ||
        str_starts_nocase(rest, STR("GMT")) || str_starts_nocase(rest, STR("UT"))) {
        date->has_offset = true;
        return;
    }
    int sign = at_byte(scan, '+') ? 1 : at_byte(scan, '-') ? -1 : 0;
    int hours, minutes = 0;
    if (!sign) {
        return;
    }
    scan->at++;
    if (take_digits(scan, 2, &hours)) {
        (void)take_byte(scan, ':');
        (void)take_digits(scan, 2, &minutes);
        date->has_offset = hours <= 15 && minutes < 60;
        date->offset_minutes = date->has_offset ? sign * (hours * 60 + minutes) : 0;
    }
}

/* "07:08", "07:08:09", "07:08:09.123", "070809", then an offset. */
static void take_time(struct scan *scan, struct date *date)
{
    int hour, minute, second = 0;
    if (!take_digits(scan, 2, &hour)) {
        return;
    }
    bool has_colons = take_byte(scan, ':');
    if (!take_digits(scan, 2, &minute)) {
        return;
    }
    if (!has_colons || take_byte(scan, ':')) {
        (void)take_digits(scan, 2, &second);
    }
    if (hour > 23 || minute > 59 || second > 60) {
        return;
    }
    if (at_byte(scan, '.') || at_byte(scan, ',')) {
        do {
            scan->at++;
        } while (scan->at < scan->s.len && byte_is_digit((unsigned char)scan->s.ptr[scan->at]));
    }
    skip_spaces(scan);
    date->has_time = true;
    date->hour = hour;
    date->minute = minute;
    date->second = MIN(second, 59); /* a leap second, which RFC 3339 allows and days here do not */
    take_offset(scan, date);
}

/* "2024-05-06", "2024/05/06", "20240506", "2024-05". */
static bool take_iso_day(struct scan *scan, struct date *date)
{
    if (!take_digits(scan, 4, &date->year)) {
        return false;
    }
    bool is_compact = !at_byte(scan, '-') && !at_byte(scan, '/');
    scan->at += !is_compact;
    if (!take_digits(scan, 2, &date->month)) {
        return false;
    }
    if (!is_compact && !take_byte(scan, '-') && !take_byte(scan, '/')) {
        return scan->at == scan->s.len && date->month >= 1 && date->month <= 12;
    }
    return take_digits(scan, 2, &date->day) && date_is_valid(date);
}

/* RFC 5322, 3.3: [day-name ","] day month year time zone. */
static bool take_mail_day(struct scan *scan, struct date *date)
{
    static const char months[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    ptrdiff_t comma = str_find_byte(scan->s, ',');
    scan->at = comma >= 0 && comma <= 9 ? (size_t)comma + 1 : 0;
    skip_spaces(scan);
    if (!take_digits(scan, 2, &date->day) && !take_digits(scan, 1, &date->day)) {
        return false;
    }
    scan->at += at_byte(scan, ' ') || at_byte(scan, '-');
    struct str name = str_sub(scan->s, scan->at, 3);
    ptrdiff_t month = name.len == 3 ? str_find_nocase(str_from(months), name) : STR_NONE;
    if (month < 0 || month % 3 != 0) {
        return false;
    }
    date->month = (int)month / 3 + 1;
    scan->at += 3;
    scan->at += at_byte(scan, ' ') || at_byte(scan, '-');
    return take_digits(scan, 4, &date->year) && date_is_valid(date);
}

bool date_parse(struct str s, struct date *ret_date)
{
    struct date date = {0};
    struct scan scan = {.s = str_trim(s)};
    if (!take_iso_day(&scan, &date)) {
        date = (struct date){0};
        scan.at = 0;
        if (!take_mail_day(&scan, &date)) {
            return false;
        }
    }
    if (scan.at < scan.s.len && byte_is_digit((unsigned char)scan.s.ptr[scan.at])) {
        return false; /* a longer number, not a day */
    }
    if (date.day && (at_byte(&scan, 'T') || at_byte(&scan, 't') || at_byte(&scan, ' '))) {
        scan.at++;
        skip_spaces(&scan);
        take_time(&scan, &date);
    }
    *ret_date = date;
    return true;
}

struct str date_format(const struct date *date, char text[TIME_TEXT_MAX])
{
    int len;
    if (!date->day) {
        len = date->month ? snprintf(text, TIME_TEXT_MAX, "%04d-%02d", date->year % 10000,
                                     date->month % 100)
                          : snprintf(text, TIME_TEXT_MAX, "%04d", date->year % 10000);
        return str_of(text, (size_t)len);
    }
    if (!date->has_time) {
        len = snprintf(text, TIME_TEXT_MAX, "%04d-%02d-%02d", date->year % 10000, date->month % 100,
                       date->day % 100);
        return str_of(text, (size_t)len);
    }
    int away = abs(date->offset_minutes);
    len = snprintf(text, TIME_TEXT_MAX, "%04d-%02d-%02dT%02d:%02d:%02d", date->year % 10000,
                   date->month % 100, date->day % 100, date->hour % 100, date->minute % 100,
                   date->second % 100);
    len += away ? snprintf(text + len, TIME_TEXT_MAX - (size_t)len, "%c%02d:%02d",
                           date->offset_minutes < 0 ? '-' : '+', away / 60 % 100, away % 60)
                : snprintf(text + len, TIME_TEXT_MAX - (size_t)len, "Z");
    return str_of(text, (size_t)len);
}
