/* A letter laid out in HTML: its signature and the mail that it answers, told in its tree. */
#ifndef CLEAN_MAIL_LETTER_TREE_H
#define CLEAN_MAIL_LETTER_TREE_H

#include "base/arena.h"
#include "doc/doc.h"

/*
 * Does to the blocks of doc->root what letter_read does to lines: the signature becomes the
 * author's biography, the line that says whose mail is quoted goes into the quotation, and a mail
 * that is answered without marks becomes one.  False when memory is out.
 */
bool letter_fold_tree(struct arena *arena, struct doc *doc) MUST_USE;

#endif
