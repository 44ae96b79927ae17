/* The names of the months, as dates are written out in some twenty languages. */
#ifndef CLEAN_DATE_WORDS_H
#define CLEAN_DATE_WORDS_H

#include <stddef.h>

/*
 * Lower case, each name between spaces, nominative and genitive, with the usual short forms; names
 * that languages share stand once.  Index 0 is January.
 */
extern const char *const DATE_MONTHS[12];
/* Small words that stand between the parts of a date: "6 de mayo de 2024", "6th of May". */
extern const char DATE_LINKS[];

#endif
