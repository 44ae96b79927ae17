/* Media types: Content-Type taken apart, and patterns of types. */
#ifndef HTTP_MEDIA_H
#define HTTP_MEDIA_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/* The type in lower case without its parameters; unknown for an empty value. */
struct str media_type(struct arena *arena, struct str content_type) MUST_USE;
/* A parameter's value without its quotes (RFC 9110, 5.6.6); unknown when it is not there. */
struct str media_parameter(struct str content_type, const char *name);
/* Whether `type` is `pattern`, where "text/..." means every type of text. */
bool media_matches(struct str type, const char *pattern);

#endif
