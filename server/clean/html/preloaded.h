/* The text that a client-rendered page carries as data for its scripts. */
#ifndef CLEAN_HTML_PRELOADED_H
#define CLEAN_HTML_PRELOADED_H

#include "base/arena.h"
#include "clean/html/page.h"

#include <stdbool.h>

/*
 * Adds the long texts of a shell's data to page->ld as article bodies: posts of a forum
 * (Discourse's data-preloaded), props of a page (__NEXT_DATA__ and other application/json).  Does
 * nothing to a page that shows text of its own.  False when memory is out.
 */
bool preloaded_read(struct arena *arena, struct page *page) MUST_USE;

#endif
