/* Finds in texts what a search looked for, to be marked. */
#ifndef STORE_MARKER_INTERNAL_H
#define STORE_MARKER_INTERNAL_H

#include "base/arena.h"
#include "doc/marked.h"
#include "store/search.h"
#include "store/tokens_internal.h"

struct marker;

/* What a search's resolved parts say must be there; NULL when that is no words, or memory is out.
 */
struct marker *marker_new(struct arena *arena, struct tokens *tokens, const struct search *parts);

/* All of `text` (borrowed), for titles; also what was looked for in titles alone. */
struct marked marker_whole(const struct marker *marker, struct arena *arena, struct str text);
/*
 * A passage of some 240 bytes around the place with the most of the search, copied; the beginning
 * where there is none in the first megabyte.
 */
struct marked marker_passage(const struct marker *marker, struct arena *arena, struct str text);

#endif
