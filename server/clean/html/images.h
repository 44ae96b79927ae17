/* Which address of an image to take, and which images, videos and rules belong to the chosen text.
 */
#ifndef CLEAN_HTML_IMAGES_H
#define CLEAN_HTML_IMAGES_H

#include "base/arena.h"
#include "base/url.h"
#include "clean/html/page.h"

#include <stdbool.h>

struct image {
    const struct url *url; /* NULL: there is none to show */
    struct str alternative;
    bool is_emoji;     /* it stands for a character: its alternative */
    int width, height; /* 0 unknown */
};

/* Words in addresses that tell that an image is none of the content. */
extern const struct matcher_row DECORATION_ROW;

/*
 * Reads an <img>: the best of src, the attributes of lazy loaders, srcset, and the <source>s of a
 * <picture> around it.  What is no picture of the page's content (a pixel, a placeholder, an icon,
 * an avatar) has no url.
 */
struct image image_read(const struct page *page, const struct url *base, struct arena *arena,
                        const lxb_dom_node_t *node);

/*
 * Tells for each of page->media whether it belongs to the text: `keep[i]` for blocks, `ret_keep[i]`
 * for media.
 */
void media_choose(const struct page *page, const bool *keep, bool *ret_keep);

#endif
