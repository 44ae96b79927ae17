/* The language of a running text, told by its script and its small words. */
#ifndef CLEAN_LANGUAGE_H
#define CLEAN_LANGUAGE_H

#include "base/arena.h"
#include "base/str.h"

/* What has been read of a text so far. */
struct language_count;

/* NULL when memory is out. */
struct language_count *language_count_new(struct arena *arena) MUST_USE;
/* Counts the words of a piece of the text; after some thousand nothing is added. */
void language_count_add(struct language_count *count, struct str text);
/* BCP 47; unknown when the words are too few to tell. */
struct str language_count_best(const struct language_count *count);

#endif
