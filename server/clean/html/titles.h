/* The texts of a page that may be its title, each with what speaks for and against it. */
#ifndef CLEAN_HTML_TITLES_H
#define CLEAN_HTML_TITLES_H

#include "clean/html/place.h"
#include "clean/html/survey.h"
#include "clean/html/wordset.h"
#include "doc/meta.h"

enum { TITLES_MAX = 64 };

/* Where a title was found: bits, as several places may say the same. */
enum title_origin {
    TITLE_WHOLE,    /* <title> */
    TITLE_FRONT,    /* ... up to a separator */
    TITLE_BACK,     /* ... from a separator on */
    TITLE_OG_WHOLE, /* og:title */
    TITLE_OG_FRONT,
    TITLE_OG_BACK,
    TITLE_TWITTER,
    TITLE_LD,      /* the headline in JSON-LD */
    TITLE_LD_NAME, /* the name of what the page is about */
    TITLE_H1,
    TITLE_H2,
    TITLE_H3,
    TITLE_CLASS, /* an element with a class to that effect */
    TITLE_ORIGIN_COUNT
};

enum title_feature {
    TITLE_WORDS = TITLE_ORIGIN_COUNT,
    TITLE_BYTES,
    TITLE_ORIGINS, /* how many */
    TITLE_HAS_DIGIT,
    TITLE_IS_SITE,
    TITLE_HOLDS_SITE,
    TITLE_CUTS_SITE,  /* what was cut off is the site's name */
    TITLE_CUTS_COLON, /* it was cut at a colon */
    TITLE_CUT_WORDS,
    TITLE_NUMBER, /* among the headings of its level */
    TITLE_H1_COUNT,
    TITLE_IN_TITLE, /* the share of its words that <title> has */
    TITLE_OF_TITLE, /* the share of <title>'s words that it has */
    TITLE_IN_OG,
    TITLE_OF_OG,
    TITLE_IN_LD,
    TITLE_OF_LD,
    TITLE_IN_H1, /* the same for the first <h1> */
    TITLE_OF_H1,
    TITLE_IN_ADDRESS, /* and the last part of the address */
    TITLE_OF_ADDRESS,
    TITLE_PLACE,
    TITLE_FEATURE_COUNT = TITLE_PLACE + PLACE_COUNT
};

struct title {
    struct str text;
    enum source source;
    uint32_t block; /* that shows it, or BLOCK_NONE */
    unsigned origins;
    struct wordset words;
    float row[TITLE_FEATURE_COUNT];
};

struct titles {
    struct title items[TITLES_MAX];
    size_t len;
};

/* Texts live in the page's arena or in its blocks. */
void titles_list(const struct survey *survey, struct str site, struct titles *ret_titles);

/* The separator in `title` at or behind `from`: its place and length; STR_NONE if there is none. */
ptrdiff_t title_separator(struct str title, size_t from, size_t *ret_len);
/* Whether a part of a title is the name of the site: as it is told, or as its host spells it. */
bool title_is_site(const struct page *page, struct str part, struct str site);

#endif
