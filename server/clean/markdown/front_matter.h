/* The facts that stand above a Markdown text between two lines "---" (YAML) or "+++" (TOML). */
#ifndef CLEAN_MARKDOWN_FRONT_MATTER_H
#define CLEAN_MARKDOWN_FRONT_MATTER_H

#include "base/arena.h"
#include "base/str.h"
#include "doc/meta.h"

#include <stdbool.h>

/*
 * Reads "key: value" lines, lists in brackets or as "- item" lines, and quoted values; nothing else
 * of YAML or TOML.  `*ret_body` is what stands behind, or all of `text` when it has no front
 * matter.  False when memory is out.
 */
bool front_matter_read(struct arena *arena, struct str text, struct meta *meta,
                       struct str *ret_body) MUST_USE;

#endif
