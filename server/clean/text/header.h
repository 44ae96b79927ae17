/* The block above a text that says what it is: headline, subtitle, authors, origin, address, a line
 * each. */
#ifndef CLEAN_TEXT_HEADER_H
#define CLEAN_TEXT_HEADER_H

#include "clean/text/reading.h"
#include "doc/doc.h"

/*
 * Reads lines 1 to 5 if they stand together, an empty line follows, and nothing is among them but
 *   the headline / a subtitle / names / "Publication, date" or a date / an address
 * in this order, with an address, an ISO date, names and a date, or names alone above prose: what
 * people write above a text, and how articles are written out as text here.  Gives the units their
 * roles and sets reading->has_header.  False when memory is out.
 */
bool header_read(struct reading *reading, struct arena *arena, struct doc *doc) MUST_USE;

#endif
