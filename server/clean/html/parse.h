/* A page parsed by lexbor, within limits that hold for every input. */
#ifndef CLEAN_HTML_PARSE_H
#define CLEAN_HTML_PARSE_H

#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

#include <lexbor/html/html.h>

struct dom_names;

/*
 * lexbor builds the tree that the HTML Standard asks for, and has no limits of its own: some of its
 * scans are quadratic in depth, in active formatting elements, in attributes.  These bounds keep
 * each of them linear.
 */
enum {
    PARSE_DEPTH_MAX =
        512, /* open elements; browsers stop here too (Blink, kMaximumHTMLParserDOMTreeDepth) */
    PARSE_FORMATTING_MAX =
        32, /* active formatting elements, each of which every paragraph repeats */
    PARSE_ATTRIBUTES_MAX = 256, /* of one element */
    PARSE_CHUNK = 16 * 1024,    /* bytes between two looks at the clock and the memory */
    /*
     * Bytes of tree: of 1,893 real pages the largest took 14 MB.  What has more tags to a byte than
     * any of them is cut earlier: its tree holds all boxes and blocks that are read (page.h).
     */
    PARSE_MEMORY_MAX = 28 * 1024 * 1024,
    PARSE_MEMORY_LEAST = 18 * 1024 * 1024, /* ... and so much for each byte of the page: */
    PARSE_MEMORY_A_BYTE = 4,
    PARSE_KEPT_MAX =
        4 * 1024 * 1024, /* a document larger than this is not kept for the next page */
    PARSE_BUDGET_MS =
        450, /* of CPU time, half of CLEAN_DEADLINE_MS: the rest is for what comes behind */
};

struct parser {
    lxb_html_document_t *document; /* reused */
    /* Set by whoever reads no attributes but those: others are left out.  NULL: all are there. */
    const struct dom_names *names;
    lxb_html_tokenizer_token_f token_done;
    void *token_context;
    bool is_cut; /* a limit was reached */
};

/*
 * Parses `text` into parser->document, which is valid until the next call.  Reaching a limit is no
 * error: what is parsed by then stands, and parser->is_cut tells.  ERR_NO_MEMORY alone can come.
 */
enum status parse_page(struct parser *parser, struct str text, struct error *err) MUST_USE;
/* Gives back what the last page took beyond PARSE_KEPT_MAX; the tree is gone afterwards. */
void parse_release(struct parser *parser);
void parse_done(struct parser *parser);

#endif
