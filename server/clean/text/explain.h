/* The reasons for what was chosen of a text, for whoever asks (clean/log.h). */
#ifndef CLEAN_TEXT_EXPLAIN_H
#define CLEAN_TEXT_EXPLAIN_H

#include "clean/log.h"
#include "clean/text/reading.h"

/* Fills the log, its strings in `arena`.  False when memory is out. */
bool explain_text(const struct reading *reading, struct arena *arena,
                  struct clean_log *log) MUST_USE;

#endif
