/* Character references as Markdown has them: "&amp;", "&#8212;", "&#x2014;". */
#ifndef CLEAN_MARKDOWN_ENTITY_H
#define CLEAN_MARKDOWN_ENTITY_H

#include "base/str.h"

#include <stdint.h>

/*
 * The character that a whole reference (from & to ;) stands for; 0 when it is none that is known
 * here: the names of HTML 4 are, which are the ones that people write.
 */
uint32_t entity_decode(struct str reference);

#endif
