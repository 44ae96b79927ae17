/* What one block's text looks like by itself. */
#ifndef CLEAN_HTML_MEASURE_H
#define CLEAN_HTML_MEASURE_H

#include "clean/html/page.h"

#include <stdbool.h>

/* Makes room for the page's words; before the functions below.  False when memory is out. */
bool words_init(struct page *page) MUST_USE;
/*
 * Fills the block's counts from its text and appends the hashes of its words to the page's.  A
 * block without a word gets `words` 0.  False when memory is out.
 */
bool block_measure(struct page *page, struct block *block, const struct matcher *phrases) MUST_USE;
/* Appends the hashes of all words of `text` to the page's, as block_measure does; for texts of
 * other places. */
bool words_append(struct page *page, struct str text, size_t *ret_n) MUST_USE;

#endif
