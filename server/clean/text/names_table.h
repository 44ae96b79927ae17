/* Words that are of pages and trades, and no part of a name. */
#ifndef CLEAN_TEXT_NAMES_TABLE_H
#define CLEAN_TEXT_NAMES_TABLE_H

#include <stddef.h>

/* Capitalised words that stand where names do; here in lower case, sorted. */
extern const char *const NO_NAMES[];
extern const size_t NO_NAMES_LEN;

#endif
