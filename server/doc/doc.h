/* A cleaned article before it is stored: facts, the tree, and how sure the engine is of them. */
#ifndef DOC_DOC_H
#define DOC_DOC_H

#include "doc/meta.h"
#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>

enum doc_kind { DOC_HTML, DOC_TEXT, DOC_MARKDOWN };
/* "html", "text", "markdown". */
const char *doc_kind_name(enum doc_kind kind);
bool doc_kind_from_name(struct str name, enum doc_kind *ret_kind);

/* What a person should know about a cleaning; the words that JSON shows stand in doc.c. */
enum doc_warning {
    WARNING_NO_CONTENT,        /* nothing readable was found */
    WARNING_LOW_CONFIDENCE,    /* little prose: everything was kept */
    WARNING_NEWLINES_STRIPPED, /* sent with curl -d, which drops newlines; use --data-binary */
    WARNING_TRUNCATED,         /* a limit cut the input (time, nodes, depth, bytes) */
    WARNING_CHARSET_REPAIRED,  /* bytes that are no text in the page's charset became U+FFFD */
    WARNING_CLIENT_RENDERED,   /* the page is a shell that a script fills */
    WARNING_PAYWALL,           /* only the beginning is there */
    WARNING_SEVERAL_ARTICLES,  /* the page holds more than one */
    WARNING_COUNT
};
/* "no-content", ...: stable words for programs. */
const char *doc_warning_name(enum doc_warning warning);
/* A sentence for people. */
const char *doc_warning_text(enum doc_warning warning);

struct doc {
    enum doc_kind kind; /* what it was made from */
    struct meta meta;
    struct node *root;   /* NODE_ROOT, never NULL in a finished doc */
    double confidence;   /* 0..1: the engine's estimate of its own word F1 */
    unsigned warnings;   /* bit set of 1u << enum doc_warning */
    size_t word_count;   /* by doc_finish */
    int reading_minutes; /* by doc_finish: at least 1 where there are words */
};

static inline void doc_warn(struct doc *doc, enum doc_warning warning)
{
    doc->warnings |= 1u << warning;
}
static inline bool doc_has_warning(const struct doc *doc, enum doc_warning warning)
{
    return doc->warnings >> warning & 1u;
}

/* A doc with an empty root; NULL when memory is out. */
struct doc *doc_new(struct arena *arena, enum doc_kind kind) MUST_USE;

/*
 * The last step of every cleaning: drops empty blocks and empty inlines, merges neighbouring texts,
 * counts words, estimates the reading time (230 words a minute, 500 characters for CJK), fills
 * language direction and excerpt (the first paragraph's first 280 characters) where unknown, and
 * drops links to anchors that are not there.  False when memory is out.
 */
bool doc_finish(struct arena *arena, struct doc *doc) MUST_USE;

#endif
