/* The engine's parts as they see each other: one function for each kind of input. */
#ifndef CLEAN_CLEAN_INTERNAL_H
#define CLEAN_CLEAN_INTERNAL_H

#include "base/arena.h"
#include "base/error.h"
#include "base/url.h"
#include "clean/clean.h"
#include "doc/doc.h"
#include "doc/node.h"

/*
 * Each fills `doc` (from doc_new) from UTF-8 text and leaves doc_finish to the caller.  Everything
 * in the doc lives in `arena` or in `text`.
 */
enum status clean_html(struct cleaner *cleaner, struct str text, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err) MUST_USE;
struct survey;
struct choice;
/* The second half of clean_html, once engine_read has read the page; training wants the choice. */
enum status html_fill(struct cleaner *cleaner, const struct survey *survey,
                      const struct clean_input *input, struct arena *arena, struct doc *doc,
                      struct choice *ret_choice, struct error *err) MUST_USE;
/* `cleaner` may be NULL: then the lexicon is made for this text alone. */
enum status clean_text(struct cleaner *cleaner, struct str text, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err) MUST_USE;
enum status clean_markdown(struct cleaner *cleaner, struct str text,
                           const struct clean_input *input, struct arena *arena, struct doc *doc,
                           struct error *err) MUST_USE;

/*
 * Appends what a fragment of HTML holds to `parent`: for raw HTML inside Markdown.  The whole
 * fragment is content; nothing is chosen.  `base` (may be NULL) resolves its links.
 */
enum status html_fragment_to_nodes(struct cleaner *cleaner, struct str html, const struct url *base,
                                   struct arena *arena, struct node *parent,
                                   struct error *err) MUST_USE;

#endif
