/* An article at rest: the cleaned document with its identity, renderings and the reader's own
 * state. */
#ifndef DOC_ARTICLE_H
#define DOC_ARTICLE_H

#include "base/hash.h"
#include "base/str.h"
#include "doc/doc.h"

#include <stdbool.h>
#include <stdint.h>

enum article_state { STATE_UNREAD, STATE_READING, STATE_ARCHIVED };
const char *article_state_name(enum article_state state);
bool article_state_from_name(struct str name, enum article_state *ret_state);

/* Whether what is at its address has come. */
enum article_fetch {
    ARTICLE_FETCHED, /* also where nothing was to be fetched */
    ARTICLE_PENDING, /* there is no more than the address yet */
    ARTICLE_FAILED,  /* nor will there be, unless it is tried again */
};

/*
 * Every string is borrowed from the arena that the article was made in.  What is in no row yet has
 * id 0.
 */
struct article {
    int64_t id;
    int64_t revision;               /* 1 at first; every change adds one */
    int64_t created_us, updated_us; /* since 1970 */
    struct meta meta;
    enum doc_kind kind;
    double confidence;
    unsigned warnings; /* as in struct doc */
    int64_t word_count;
    int reading_minutes;
    enum article_state state;
    bool is_starred;
    double progress; /* 0..1 */
    struct str note;
    struct str content_html; /* rendered; unknown in lists */
    struct str content_text;
    struct str content_tree; /* doc_pack's bytes; unknown in lists */
    struct str images;       /* a JSON array of addresses, as text; "[]" when none */
    int engine;              /* CLEAN_ENGINE of the cleaning */
    enum article_fetch fetch;
    struct str fetch_error;      /* why it failed */
    struct sha256 original_hash; /* of the submitted bytes */
    struct str original_type;    /* media type of the original, e.g. "text/html; charset=utf-8" */
    int64_t original_size;       /* bytes as received (decoded from gzip) */
};

#endif
