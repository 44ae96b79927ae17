/* The days that a page names, each with what speaks for it being the day of publication. */
#ifndef CLEAN_HTML_DAYS_H
#define CLEAN_HTML_DAYS_H

#include "base/time.h"
#include "clean/html/place.h"
#include "clean/html/survey.h"
#include "doc/meta.h"

enum { DAYS_MAX = 64 };

/* Where a day was found: bits, as several places may name the same. */
enum day_origin {
    DAY_LD,          /* JSON-LD: the article's date of publication */
    DAY_LD_PAGE,     /* ... the page's */
    DAY_LD_MODIFIED, /* ... of change */
    DAY_META,
    DAY_META_OTHER, /* <meta> of a rarer name, or one that says only that it is a date */
    DAY_META_MODIFIED,
    DAY_ITEMPROP,
    DAY_ITEMPROP_MODIFIED,
    DAY_TIME, /* <time> */
    DAY_CLASS,
    DAY_TEXT,
    DAY_ADDRESS,
    DAY_ORIGIN_COUNT
};

enum day_feature {
    DAY_ORIGINS = DAY_ORIGIN_COUNT, /* how many */
    DAY_SEEN,                       /* how often */
    DAY_SAYS_PUBLISHED,             /* words before it */
    DAY_SAYS_CHANGED,
    DAY_SAYS_OTHER,
    DAY_HAS_TIME,
    DAY_HAS_CLOCK, /* a time of day stands behind it */
    DAY_HAS_DAY,
    DAY_LINE_SHARE, /* of its line, the date itself */
    DAY_NUMBER,     /* among the days that the page shows */
    DAY_COUNT,      /* different days */
    DAY_BEFORE_NEWEST,
    DAY_BEHIND_OLDEST,
    DAY_BEHIND_TOLD, /* days behind the day that the page's head tells */
    DAY_BEHIND_CHANGE,
    DAY_BEHIND_SHOWN,  /* ... that it shows nearest to the title */
    DAY_SHOWN_CHANGED, /* words before that one say that it is of a change */
    DAY_SHOWN_FAR,     /* blocks from the title to that one */
    DAY_AUTHOR_FAR,    /* blocks from this one to the nearest element marked as an author */
    DAY_PLACE,
    DAY_KIND = DAY_PLACE + PLACE_COUNT,
    DAY_FEATURE_COUNT = DAY_KIND + KIND_COUNT
};

struct day {
    struct date date;
    struct str raw; /* as it stands on the page */
    enum source source;
    uint32_t block; /* that shows it nearest to the title, or BLOCK_NONE */
    unsigned origins;
    float row[DAY_FEATURE_COUNT];
};

struct days {
    struct day items[DAYS_MAX];
    size_t len;
};

/* `title`: the block that shows it, or BLOCK_NONE. */
void days_list(const struct survey *survey, uint32_t title, struct days *ret_days);

#endif
