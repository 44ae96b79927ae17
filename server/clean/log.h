/* Why a cleaning came out as it did, in words and numbers. */
#ifndef CLEAN_LOG_H
#define CLEAN_LOG_H

#include "base/str.h"
#include "doc/meta.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    LOG_BLOCKS_MAX = 2000,  /* told of one page; nine of ten have fewer than 500 */
    LOG_TEXT_MAX = 160,     /* bytes of a block's or a candidate's text: enough to know it again */
    LOG_CANDIDATES_MAX = 8, /* of one fact, the likeliest */
    LOG_FACTS_MAX = 3,      /* title, authors, published: the others have no rivals */
};

/* What one block of the page (or line of a text) is, and whether it stayed. */
struct clean_log_block {
    struct str path; /* "main > p:nth-of-type(2)": works as a selector; of a text "paragraph 7" */
    struct str text; /* its beginning */
    size_t words;
    double probability; /* that it belongs to the content, before its neighbours count */
    bool is_kept;
    const char *reason; /* static */
};

struct clean_log_candidate {
    struct str value;
    enum source source;
    double score; /* 0..1 */
};

struct clean_log_fact {
    const char *name;                                          /* as meta_field_name; static */
    struct clean_log_candidate candidates[LOG_CANDIDATES_MAX]; /* likeliest first */
    size_t len;
};

/* Everything is in the arena of the cleaning. */
struct clean_log {
    struct clean_log_block *blocks;
    size_t n_blocks, n_all; /* told, and how many there were */
    struct clean_log_fact facts[LOG_FACTS_MAX];
    size_t n_facts;
    const char *note; /* static: what holds for the whole; may be NULL */
};

/* A text's beginning as it stands in a log, copied; unknown when memory is out. */
struct str log_text(struct arena *arena, struct str text) MUST_USE;

#endif
