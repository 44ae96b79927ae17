/* The reasons for what was chosen of a page, for whoever asks (clean/log.h). */
#ifndef CLEAN_HTML_EXPLAIN_H
#define CLEAN_HTML_EXPLAIN_H

#include "clean/html/choose.h"
#include "clean/html/survey.h"
#include "clean/log.h"
#include "doc/meta.h"

#include <stdbool.h>

/* What is to be explained: a page, what was chosen of it, and the facts that were told. */
struct explained {
    const struct survey *survey;
    const struct choice *choice;
    const struct meta *meta;
    bool is_picked; /* by a person */
};

/* Fills the log, its strings in `arena`.  False when memory is out. */
bool explain_page(const struct explained *explained, struct arena *arena,
                  struct clean_log *log) MUST_USE;

#endif
