/* The parameter "fields": only some members of each item of a list. */
#ifndef HANDLERS_PROJECTION_H
#define HANDLERS_PROJECTION_H

#include "base/buf.h"
#include "base/error.h"
#include "base/str.h"

/*
 * Appends the JSON object with those of its members that `fields` (parted by commas) names; all
 * without fields.  `object` is what render/json.h wrote.
 */
void projection_add(struct buf *buf, struct str object, struct str fields);
/* ERR_INVALID for a name that `object` has not. */
enum status projection_check(struct str object, struct str fields, struct error *err) MUST_USE;

#endif
