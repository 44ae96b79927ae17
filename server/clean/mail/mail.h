/* Mail to a document: sender, subject and date from its header, its text or HTML part cleaned. */
#ifndef CLEAN_MAIL_MAIL_H
#define CLEAN_MAIL_MAIL_H

#include "clean/clean_internal.h"

/*
 * `bytes`: the message as it came (RFC 5322).  What one person wrote is kept whole, its signature
 * becomes the author's biography and the mail that it answers a quotation at the end; of what is
 * sent to many (List-Unsubscribe) the article is chosen as of any page.
 */
enum status clean_mail(struct cleaner *cleaner, struct str bytes, const struct clean_input *input,
                       struct arena *arena, struct doc *doc, struct error *err) MUST_USE;

#endif
