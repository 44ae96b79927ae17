/* Text as it comes, made uniform: one kind of line end and space, no controls, no terminal colours.
 */
#ifndef CLEAN_TEXT_WASH_H
#define CLEAN_TEXT_WASH_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>

/*
 * `text` (UTF-8) with line ends of every kind as LF, spaces of every kind as U+0020 (tabs stay),
 * without control characters, escape sequences of terminals, zero-width and bidirectional marks
 * (but for the joiners that Persian and the scripts of India are written with).  Borrowed when
 * nothing had to change; otherwise in the arena.  False when memory is out.
 */
bool wash_text(struct arena *arena, struct str text, struct str *ret_text) MUST_USE;

#endif
