/* Names of people in running text, told by their shape. */
#ifndef CLEAN_TEXT_NAMES_H
#define CLEAN_TEXT_NAMES_H

#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    NAMES_MAX = 8, /* of one byline */
    NAME_BYTES_MAX = 80,
};

struct names {
    struct str items[NAMES_MAX];
    size_t len;
    size_t bytes; /* of `s`, up to the end of the last name */
};

/*
 * Reads "Ann Lee, Bob van Dyk and Cy Dow" at the start of `s`: capitalised words with particles
 * between them, joined by commas and the word for "and" in several languages.  It stops where that
 * ends, at words that are of pages and no names ("Updated", "News", months), and at digits.  The
 * first name may be one word.
 */
struct names names_read(struct str s);
/* Whether all of `s` is one name of two to four words. */
bool names_is_name(struct str s);
/* Whether `s` begins with a word that is of pages or trades and no part of a name. */
bool names_begins_otherwise(struct str s);

#endif
