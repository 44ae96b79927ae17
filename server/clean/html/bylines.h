/* The bylines of a page, each with what speaks for it naming who wrote the page. */
#ifndef CLEAN_HTML_BYLINES_H
#define CLEAN_HTML_BYLINES_H

#include "clean/html/place.h"
#include "clean/html/survey.h"
#include "clean/html/wordset.h"
#include "doc/meta.h"

#include <stdbool.h>

enum { BYLINES_MAX = 64, BYLINE_NAMES_MAX = 16 };

/* Where a byline was found: bits, as several places may name the same. */
enum byline_origin {
    BY_LD,
    BY_LD_PERSON, /* the one person that the structured data describe */
    BY_META,
    BY_META_OTHER, /* <meta> of a rarer name */
    BY_ITEMPROP,
    BY_REL,
    BY_LINK,  /* to an author's page */
    BY_USER,  /* a link to a user's page, or a class to that effect */
    BY_CLASS, /* an element with a class that says author */
    BY_LEAD,  /* a line "By ..." */
    BY_INNER, /* a line "... by ..." */
    BY_NAME,  /* a line, or a part of one, that is a name */
    BY_OWNER, /* of the site, by its name or the copyright line */
    BY_ORIGIN_COUNT
};

enum byline_feature {
    BY_ORIGINS = BY_ORIGIN_COUNT, /* how many */
    BY_SEEN,                      /* how often */
    BY_NAMES,
    BY_WORDS, /* of the first name */
    BY_IS_NAME,
    BY_STARTS_UPPER,
    BY_HAS_DIGIT,
    BY_IS_SITE,
    BY_IN_HOST,
    BY_IS_ROLE, /* "team", "staff" */
    BY_IS_COMPANY,
    BY_REST,  /* bytes of its line that are none of the names */
    BY_COUNT, /* bylines of the page */
    BY_NUMBER,
    BY_TO_DATE, /* blocks to the nearest element marked as a date */
    BY_IN_TITLE,
    BY_IN_ADDRESS,
    BY_PLACE,
    BY_KIND = BY_PLACE + PLACE_COUNT,
    BY_FEATURE_COUNT = BY_KIND + KIND_COUNT
};

struct byline {
    struct str names[BYLINE_NAMES_MAX];
    size_t n_names;
    enum source source;
    uint32_t block; /* that shows it first, or BLOCK_NONE */
    unsigned origins;
    struct wordset words; /* of the first name */
    float row[BY_FEATURE_COUNT];
};

struct bylines {
    struct byline items[BYLINES_MAX];
    size_t len;
};

/* `title`: the block that shows it, or BLOCK_NONE.  False when memory is out. */
bool bylines_list(const struct survey *survey, uint32_t title, struct str site,
                  struct bylines *ret_bylines) MUST_USE;

#endif
