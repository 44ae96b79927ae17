/* A request's body as a JSON object. */
#include "handlers/json_body.h"

enum status json_body_read(const struct request *req, struct response *res, const char *example,
                           json_t **ret_object)
{
    json_error_t reason;
    json_t *object = json_loadb(req->body.ptr, req->body.len, JSON_REJECT_DUPLICATES, &reason);
    if (!object) {
        return error_set(&res->error, ERR_INVALID, "not JSON: %s (line %d, column %d)", reason.text,
                         reason.line, reason.column);
    }
    if (!json_is_object(object)) {
        json_decref(object);
        return error_set(&res->error, ERR_UNPROCESSABLE,
                         "the JSON is not an object; send one, e.g. %s", example);
    }
    *ret_object = object;
    return OK;
}
