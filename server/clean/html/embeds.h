/* Videos, sounds and players, as a link to where they can be seen. */
#ifndef CLEAN_HTML_EMBEDS_H
#define CLEAN_HTML_EMBEDS_H

#include "base/arena.h"
#include "base/url.h"
#include "clean/html/page.h"

/*
 * A video or sound as a link: its address and, in `*ret_title`, what to call it, unknown if nothing
 * says so.  NULL for what is no medium of a known kind, as most frames are advertisements or
 * widgets.
 */
const struct url *embed_read(const struct page *page, const struct url *base, struct arena *arena,
                             const lxb_dom_node_t *node, struct str *ret_title);

#endif
