/* Bytes of any charset to UTF-8. */
#ifndef CLEAN_CHARSET_H
#define CLEAN_CHARSET_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#include <stdbool.h>

/*
 * The WHATWG order: BOM, `label` (from a header), <meta charset> or http-equiv in the first 1,024
 * bytes (if `is_html`), then sniffing: valid UTF-8 is UTF-8, UTF-16 by its zero bytes, else
 * windows-1252. UTF-8 that is valid is returned as it is (without BOM), borrowed; everything else
 * is decoded into the arena.
 * `*ret_is_repaired` tells whether U+FFFD had to be put in.
 */
enum status charset_to_utf8(struct arena *arena, struct str bytes, struct str label, bool is_html,
                            struct str *ret_text, bool *ret_is_repaired,
                            struct error *err) MUST_USE;

#endif
