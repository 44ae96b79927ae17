/* An older cleaning as a whole article again. */
#ifndef HANDLERS_REVISION_H
#define HANDLERS_REVISION_H

#include "doc/article.h"
#include "store/store.h"

/*
 * Revision `number` of article `id` with its content in every form; the one that counts now is a
 * revision, too.  Errors as store_get_older's.
 */
enum status revision_load(struct store *store, int64_t id, int64_t number, struct arena *arena,
                          struct article *ret_article, struct error *err) MUST_USE;

#endif
