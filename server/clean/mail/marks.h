/* The lines that mail programs put around what a person writes. */
#ifndef CLEAN_MAIL_MARKS_H
#define CLEAN_MAIL_MARKS_H

#include "base/str.h"

#include <stdbool.h>

/* "On Monday Ann Lee wrote:", "Ann Lee <ann@example.org>:" with a number: whose mail is quoted
 * below. */
bool marks_is_attribution(struct str line);
/* The end of such a line that was broken: no number in it, which stands in the line before. */
bool marks_is_attribution_end(struct str line);
/* "-----Original Message-----": what follows is the mail that is answered or forwarded, without
 * marks. */
bool marks_is_rule(struct str line);
/* The first two lines of the header that such a mail is quoted with: "From: ...", "Sent: ...". */
bool marks_is_header(struct str line, struct str next);
/* "-- ": what follows is a signature (RFC 3676, 4.3). */
bool marks_is_edge(struct str line);
/* "Sent from my telephone": a signature that nobody wrote. */
bool marks_is_device(struct str line);

#endif
