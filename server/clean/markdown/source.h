/* What md4c is given to read, and the texts that it hands back in parts. */
#ifndef CLEAN_MARKDOWN_SOURCE_H
#define CLEAN_MARKDOWN_SOURCE_H

#include "base/arena.h"
#include "base/str.h"

#include <md4c.h>
#include <stdbool.h>
#include <stddef.h>

/* An attribute's text with its entities decoded; unknown when memory is out. */
struct str source_attribute(struct arena *arena, const MD_ATTRIBUTE *attribute);
/*
 * The part of the text whose marks md4c may remember, some 40 bytes for each: at most so many.  Cut
 * at a line end or, in one endless line, between characters; `*is_cut` is set then.
 */
struct str source_bound(struct str text, size_t most, bool *is_cut);

#endif
