/* Lines that tell who else worked on an article. */
#ifndef CLEAN_TEXT_CREDITS_H
#define CLEAN_TEXT_CREDITS_H

#include "clean/text/names.h"

/*
 * The names in a line that tells who else worked on an article: "Bob May contributed to this
 * report", "Reporting by Bob May; editing by Cy Dow"; none when it is no such line.
 * `*ret_is_list`: it is a list of names, as the second, and no sentence.
 */
struct names credits_read(struct str line, bool *ret_is_list);

#endif
