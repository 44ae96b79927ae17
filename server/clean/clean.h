/* The engine: bytes in, a cleaned document out.  No HTTP, no store. */
#ifndef CLEAN_CLEAN_H
#define CLEAN_CLEAN_H

#include "base/arena.h"
#include "base/error.h"
#include "base/macros.h"
#include "base/metrics.h"
#include "doc/doc.h"

/* One thread's reusable state: a lexbor parser and document, tables, scratch memory. */
struct cleaner;
struct clean_log;

enum clean_type { CLEAN_AUTO, CLEAN_HTML, CLEAN_TEXT, CLEAN_MARKDOWN, CLEAN_MAIL };

struct clean_input {
    struct str bytes;
    enum clean_type type;
    struct str charset; /* of a Content-Type header, or unknown: then BOM, <meta>, sniffing */
    struct str url;     /* where the page is from, for its links; or unknown */
    bool is_whole;      /* a text that somebody wrote: nothing of it is furniture or a fact */
    bool is_form_typed; /* sent as application/x-www-form-urlencoded (curl -d): newlines may be gone
                         */
    /* What a person picked on a web page, as CSS selectors. */
    struct str selector;        /* the elements that are the body; unknown: the engine chooses */
    const struct str *removals; /* elements that are taken out before anything is read */
    size_t n_removals;
    struct clean_log *log; /* filled with the reasons (clean/log.h); NULL: not asked for */
};

enum {
    /* Which engine this is: raised by whoever makes the same bytes come out otherwise, so that
       `articled reclean` knows which articles an older one cleaned. */
    CLEAN_ENGINE = 1,
    CLEAN_SELECTOR_MAX = 1000, /* bytes: a path from <html> down is shorter */
    CLEAN_REMOVALS_MAX = 50,
    CLEAN_INPUT_MAX = 64 * 1024 * 1024, /* bytes; more is ERR_TOO_LARGE */
    CLEAN_DEADLINE_MS = 900, /* of this thread's CPU time; then what is there is cleaned */
};

/*
 * Whether the engine understands a CSS selector; ERR_UNPROCESSABLE says from which character on it
 * does not.
 */
enum status clean_check_selector(struct str text, struct error *err) MUST_USE;

struct cleaner *cleaner_new(struct error *err) MUST_USE;
/* One for another thread that borrows what `first` (NULL: nobody) has built, and ends before it. */
struct cleaner *cleaner_new_beside(const struct cleaner *first, struct error *err) MUST_USE;
void cleaner_free(struct cleaner *cleaner);
/* How long each clean_run takes is added there, which outlives the cleaner. */
void cleaner_measure(struct cleaner *cleaner, struct histogram *durations);

/*
 * Cleans one document.  Everything in `*ret_doc` lives in `arena`.  A page without readable content
 * is a doc with WARNING_NO_CONTENT, not an error.  Errors: ERR_INVALID for input that is no text at
 * all (binary), ERR_UNPROCESSABLE for a selector (and for any with what is no web page),
 * ERR_TOO_LARGE, ERR_NO_MEMORY.  Bounded in time and memory for every input: see the
 * limits in clean/.
 */
enum status clean_run(struct cleaner *cleaner, const struct clean_input *input, struct arena *arena,
                      struct doc **ret_doc, struct error *err) MUST_USE;

#endif
