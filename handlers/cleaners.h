/* One cleaner for each worker thread, so that none is shared. */
#ifndef HANDLERS_CLEANERS_H
#define HANDLERS_CLEANERS_H

#include "base/error.h"
#include "clean/clean.h"

struct cleaners;

enum status cleaners_new(int n, struct cleaners **ret_cleaners, struct error *err) MUST_USE;
void cleaners_free(struct cleaners *cleaners);
/* How long they took, all of them. */
const struct histogram *cleaners_durations(const struct cleaners *cleaners);
/* The cleaner of worker `worker` (0..n-1), borrowed. */
struct cleaner *cleaners_get(struct cleaners *cleaners, int worker);

#endif
