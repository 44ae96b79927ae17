/* Answers that are kept to be given again. */
#ifndef STORE_ANSWERS_INTERNAL_H
#define STORE_ANSWERS_INTERNAL_H

#include "store/row_internal.h"

/* Keeps a WRITE_ANSWER, whose body is prepared->tree; forgets those that are too old or too many.
 */
enum status answers_keep(struct connection *connection, const struct store_write *write,
                         struct error *err) MUST_USE;

#endif
