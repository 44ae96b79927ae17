/* What the parts of pending.h share. */
#ifndef HANDLERS_PENDING_INTERNAL_H
#define HANDLERS_PENDING_INTERNAL_H

#include "handlers/download.h"

/* ERR_CONFLICT when the page is there: another one never takes its place. */
enum status pending_refuse(const struct article *current, struct error *err) MUST_USE;
/* Fetches in the background for a row that is there.  What is refused at once has come, too. */
void pending_fetch(struct download *download);
/* Frees it, after its `ended`. */
void pending_end(struct download *download);

#endif
