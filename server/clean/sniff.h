/* What submitted bytes are, judged by the bytes themselves. */
#ifndef CLEAN_SNIFF_H
#define CLEAN_SNIFF_H

#include "base/str.h"
#include "clean/clean.h"

#include <stdbool.h>

/*
 * Mail is told by its header; else the first 4 KB are judged: HTML by its tags, Markdown by its
 * marks (headings, fences, links, emphasis) when they are more than chance, else text.  Never
 * CLEAN_AUTO.
 */
enum clean_type sniff_type(struct str bytes);
/* Whether bytes are plainly not text: a known magic number (PDF, ZIP, PNG, JPEG, GIF, ...) or NULs
 * without a UTF-16/32 pattern.  `*ret_name` is a word for the message ("a PDF file"). */
bool sniff_is_binary(struct str bytes, const char **ret_name);

#endif
