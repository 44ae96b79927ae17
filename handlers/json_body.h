/* A request's body as a JSON object. */
#ifndef HANDLERS_JSON_BODY_H
#define HANDLERS_JSON_BODY_H

#include "base/error.h"
#include "base/str.h"
#include "http/request.h"
#include "http/response.h"

#include <jansson.h>

static inline void json_free(json_t **json)
{
    json_decref(*json);
}
#define AUTO_JSON CLEANUP(json_free) json_t *

/* A JSON string's bytes, borrowed from it. */
static inline struct str json_text(const json_t *value)
{
    return str_of(json_string_value(value), json_string_length(value));
}

/*
 * The caller gives `*ret_object` back.  ERR_INVALID says where it is no JSON, ERR_UNPROCESSABLE,
 * with `example`, that it is no object.
 */
enum status json_body_read(const struct request *req, struct response *res, const char *example,
                           json_t **ret_object) MUST_USE;

#endif
