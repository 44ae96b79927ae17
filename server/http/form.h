/* Bodies made of fields: application/x-www-form-urlencoded and multipart/form-data, parsed whole.
 */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
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

/*
 * Of "url=https://e.com/a?x=1&y=2&title=T", whose address nobody encoded: `value` is what stands
 * before the first '&', and goes on over the parts of `rest` whose names are not known.  True when
 * it has a '?' of its own or was cut: then its escapes are its own, too.
 */
bool form_take_bare_url(struct str *value, struct str *rest,
                        bool (*is_known)(const void *context, struct str name),
                        const void *context);
/* The first field of that name, or NULL. */
const struct form_field *form_get(const struct form *form, const char *name);
/*
 * name=value&...; ERR_INVALID for a bad escape, a NUL or too many fields.
 */
enum status form_parse_urlencoded(struct arena *arena, struct str body, struct form *ret_form,
                                  struct error *err) MUST_USE;
/*
 * The same; and an http(s) address as a value that nobody encoded, as in
 * "url=https://e.com/a?x=1&y=2", goes on over what is no field that `is_known`.
 */
enum status form_parse_known(struct arena *arena, struct str body,
                             bool (*is_known)(struct str name), struct form *ret_form,
                             struct error *err) MUST_USE;
/* RFC 7578; `content_type` is the whole header value, for its boundary.  Values are borrowed from
 * `body`. */
enum status form_parse_multipart(struct arena *arena, struct str body, struct str content_type,
                                 struct form *ret_form, struct error *err) MUST_USE;

#endif
