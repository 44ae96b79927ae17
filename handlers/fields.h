/* Small bodies of named texts, sent as a form or as a JSON object. */
#ifndef HANDLERS_FIELDS_H
#define HANDLERS_FIELDS_H

#include "http/form.h"
#include "http/request.h"
#include "http/response.h"

/* What fields_read takes: forms and JSON. */
extern const char *const fields_types[];

/*
 * The fields of the body, in the arena.  A JSON array of texts is one field several times, an empty
 * one an empty text, null is none.  ERR_INVALID for what cannot be read, ERR_UNPROCESSABLE, naming
 * it, for a field that is not among `names` (parted by spaces) or no text, and for JSON that is not
 * an object as `example`.
 */
enum status fields_read(struct request *req, struct response *res, const char *names,
                        const char *example, struct form **ret_form) MUST_USE;
/* All values of a field, joined by commas; unknown when there is none. */
struct str fields_join(struct arena *arena, const struct form *form, const char *name);

#endif
