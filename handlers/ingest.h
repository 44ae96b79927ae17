/* From a submission to an article that can be stored or shown: what POST /articles and POST /clean
 * share. */
#ifndef HANDLERS_INGEST_H
#define HANDLERS_INGEST_H

#include "handlers/submission.h"

/*
 * Cleans the submission, puts the given facts over the found ones and renders.  Everything lives in
 * `arena`. `cleaner` belongs to the calling thread.  Errors as clean_run's.
 */
enum status ingest(struct cleaner *cleaner, const struct submission *submission,
                   struct arena *arena, struct article *ret_article, struct error *err) MUST_USE;
/* The article of an address alone, for as long as its page is not there. */
enum status ingest_address(const struct submission *submission, struct arena *arena,
                           struct article *ret_article, struct error *err) MUST_USE;

/* Puts given facts over found ones; a given list, even an empty one, replaces a found one. */
void ingest_give(struct meta *meta, const struct meta *given);

#endif
