/* What one cleaner keeps between pages, and the first half of every cleaning of HTML. */
#ifndef CLEAN_HTML_ENGINE_H
#define CLEAN_HTML_ENGINE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "clean/clean.h"
#include "clean/html/hints.h"
#include "clean/html/matcher.h"
#include "clean/html/page.h"
#include "clean/html/parse.h"
#include "clean/html/pick.h"
#include "clean/html/survey.h"

struct lexicon;

struct cleaner {
    struct parser parser;
    struct dom_names names;  /* of the attributes that are read */
    struct arena tables;     /* what cleaner_new builds */
    struct arena scratch;    /* of one page */
    struct buf text;         /* of one page: its blocks' texts; kept to be used again */
    const struct pick *pick; /* of the page that is being read; NULL: none */
    struct hints *hints;
    const struct lexicon *lexicon; /* of plain texts */
    struct matcher phrases;
    struct matcher url_words;
    struct histogram *durations; /* of cleanings; NULL: nobody counts */
    struct matcher decoration;   /* addresses of images that are none of the content */
};

/*
 * Parses `text`, walks it, reads its structured data and surveys it.  Both live in cleaner->scratch
 * and the parser's tree until engine_release, which is the caller's also after a failure.
 */
enum status engine_read(struct cleaner *cleaner, struct str text, struct str url,
                        struct page *ret_page, struct survey *ret_survey,
                        struct error *err) MUST_USE;
void engine_release(struct cleaner *cleaner, struct page *page);

#endif
