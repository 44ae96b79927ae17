/* Kept units to a tree: paragraphs, headings, lists, quotations, code, tables. */
#ifndef CLEAN_TEXT_BUILD_H
#define CLEAN_TEXT_BUILD_H

#include "base/arena.h"
#include "clean/text/reading.h"
#include "doc/node.h"

/* Appends what is in the body to `root`.  False when memory is out. */
bool build_body(const struct reading *reading, struct arena *arena, struct node *root) MUST_USE;

/* Appends a text node with white space collapsed, copied into the arena. */
bool build_text(struct arena *arena, struct node *parent, struct str text) MUST_USE;
/* Appends a block of `kind` that holds one text. */
struct node *build_block(struct arena *arena, struct node *parent, enum node_kind kind,
                         struct str text) MUST_USE;
/* Appends a code block of lines, without the indentation that all of them have. */
bool build_code(struct arena *arena, struct node *parent, struct str lines) MUST_USE;
/* How many cells tabs part a line into, and a row of them.  Lines that stand together with as many
 * cells, two or more, are a table. */
size_t build_columns(struct str line);
bool build_row(struct arena *arena, struct node *table, struct str line) MUST_USE;
/* Whether a line reads like code: marks that prose has not. */
bool build_is_code(struct str line);

#endif
