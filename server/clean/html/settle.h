/* What can be said of a body only when all of it is there: headings, repetitions, rules. */
#ifndef CLEAN_HTML_SETTLE_H
#define CLEAN_HTML_SETTLE_H

#include "base/arena.h"
#include "base/macros.h"
#include "doc/node.h"

#include <stdbool.h>
#include <stddef.h>

enum { PULLED_MAX = 32 };

/* Blocks that say of themselves that they are quotations pulled out of the text. */
struct pulled {
    struct node *blocks[PULLED_MAX];
    size_t n;
};

/*
 * Before doc_finish, which takes out what is left empty here: headings that say the title again or
 * say nothing, quotations pulled out of the text itself, a picture that was shown, rules that part
 * nothing.  The levels that headings use become those from 2 on, as the title is the first.
 * `pulled` may be NULL.  `scratch` is for the time of the call, `arena` is the tree's.  False when
 * memory is out.
 */
bool settle_tree(struct arena *scratch, struct arena *arena, struct node *root, struct str title,
                 const struct pulled *pulled) MUST_USE;

#endif
