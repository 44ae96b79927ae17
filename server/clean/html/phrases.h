/* What the words of a block say that it is: the phrases of page furniture, in several languages. */
#ifndef CLEAN_HTML_PHRASES_H
#define CLEAN_HTML_PHRASES_H

#include "clean/html/matcher.h"

/* The order is that of the rows in phrases_table.c. */
enum phrase {
    PHRASE_COPYRIGHT,
    PHRASE_COOKIE,
    PHRASE_SUBSCRIBE,
    PHRASE_LOGIN,
    PHRASE_SHARE,
    PHRASE_RELATED,
    PHRASE_COMMENT,
    PHRASE_AUTHOR,
    PHRASE_MONTH,
    PHRASE_AGO,
    PHRASE_CART,
    PHRASE_NAV,
    PHRASE_CALL,
    PHRASE_ADVERT,
    PHRASE_CREDIT,
    PHRASE_REFERENCE,
    PHRASE_LEGAL,
    PHRASE_SCRIPT,
    PHRASE_TAGS,
    PHRASE_PAYWALL,
    PHRASE_COUNT
};

enum {
    PHRASE_REACH = 240
}; /* bytes of a block in which phrases count: later ones are part of prose */

extern const struct matcher_row PHRASE_ROWS[PHRASE_COUNT];
const char *phrase_name(enum phrase phrase);

#endif
