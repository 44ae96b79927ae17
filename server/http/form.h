/* Bodies made of fields: application/x-www-form-urlencoded and multipart/form-data, parsed whole.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stddef.h>

enum {
    FORM_FIELDS_MAX = 256, /* a page of the list has up to 200 articles to tick */
    FORM_NAME_MAX = 256
};

struct form_field {
    struct str name;
    struct str value;     /* decoded bytes */
    struct str file_name; /* multipart parts with a filename; else unknown */
    struct str
        type; /* multipart: the part's Content-Type, lower case without parameters; or unknown */
    struct str charset; /* of that type; or unknown */
};

struct form {
    struct form_field fields[FORM_FIELDS_MAX];
    size_t len;
};

/* The first field of that name, or NULL. */
const struct form_field *form_get(const struct form *form, const char *name);
/*
 * name=value&...; ERR_INVALID for a bad escape, a NUL or too many fields.
 */
enum status form_parse_urlencoded(struct arena *arena, struct str body, struct form *ret_form,
                                  struct error *err) MUST_USE;
/* RFC 7578; `content_type` is the whole header value, for its boundary.  Values are borrowed from
 * `body`. */
enum status form_parse_multipart(struct arena *arena, struct str body, struct str content_type,
                                 struct form *ret_form, struct error *err) MUST_USE;

#endif
