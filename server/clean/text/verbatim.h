/* Texts that are kept as they are: lines stay lines. */
#ifndef CLEAN_TEXT_VERBATIM_H
#define CLEAN_TEXT_VERBATIM_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/node.h"

/* Whether one of some lines is to be left out, because it has become a fact. */
struct verbatim_skip {
    const char *const *lines; /* where they start in the text, in order */
    size_t len;
};

/*
 * Appends a washed text to `root`: what empty lines part are paragraphs with line breaks, lists
 * where all lines have bullets, or code.  A text of very many lines becomes one block of code.
 * False when memory is out.
 */
bool verbatim_add(struct arena *arena, struct node *root, struct str text,
                  struct verbatim_skip skip) MUST_USE;

#endif
