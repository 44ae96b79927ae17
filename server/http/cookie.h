/* Reading the Cookie header. */
#ifndef HTTP_COOKIE_H
#define HTTP_COOKIE_H

#include "base/str.h"

/* The value of the first cookie of that name in a header of many (RFC 6265, 4.2.1); unknown when
 * there is none. */
struct str cookie_find(struct str header, struct str name);

#endif
