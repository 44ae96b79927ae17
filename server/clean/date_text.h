/* Dates in running text: written out in many languages, or in numbers. */
#ifndef CLEAN_DATE_TEXT_H
#define CLEAN_DATE_TEXT_H

#include "base/macros.h"
#include "base/str.h"
#include "base/time.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * The first whole date (day, month, year; 1900 to 2099) in `text`: "May 6, 2024", "6. Mai 2024", "6
 * de mayo de 2024", "2024-05-06", "6.5.2024", "2024/5/6", "5/6/24" and the dates of Chinese,
 * Japanese and Korean. Where two slashes or dashes leave open which number is the month,
 * `day_first` decides; between dots the day is first.  `*ret_at` and `*ret_len` tell the bytes it
 * takes; times behind it are left alone.
 */
bool date_find(struct str text, bool day_first, struct date *ret_date, size_t *ret_at,
               size_t *ret_len) MUST_USE;
/* The month (1 to 12) that a word names in any of the languages known, or 0. */
int date_month(struct str word);

#endif
