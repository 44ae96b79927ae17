/* A page as the engine sees it between parsing and choosing: boxes, the blocks of text in them, and
 * facts. */
#ifndef CLEAN_HTML_PAGE_H
#define CLEAN_HTML_PAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/url.h"
#include "clean/html/dom.h"
#include "clean/html/hints.h"
#include "clean/html/ld.h"
#include "clean/html/matcher.h"
#include "clean/html/prior.h"
#include "clean/html/tags.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Bounds of what one page may hold; the largest real pages have a fifth of it.  Beyond them the
 * walk stops, and the page counts as cut.
 */
enum {
    BOXES_MAX = 60000,
    BLOCKS_MAX = 20000,
    MARKS_MAX = 400,
    METAS_MAX = 300,
    PRELOADED_MAX = 4,
    BOX_FAR = 40, /* distances count no further */
    /* Hints and tags, rounded up so that the compiler counts sixteen distances at a time. */
    BOX_NEAR = (HINT_COUNT + NEAR_COUNT + 15) / 16 * 16,
};

enum box_flag {
    BOX_HIDDEN = 1, /* hidden, display: none, visibility: hidden */
    BOX_ARIA_HIDDEN = 2,
    BOX_NOSCRIPT = 4,
    BOX_BODY = 8,         /* itemprop=articleBody */
    BOX_DESCRIPTION = 16, /* itemprop=description, text, reviewBody */
};

/* An element that blocks are in; the first is the root.  Flags are inherited. */
struct box {
    lxb_dom_node_t *node;
    uint32_t parent;
    uint32_t children; /* boxes right in it */
    uint16_t tag;      /* lxb_tag_id_t; 0 for unknown elements */
    uint8_t flags;
    uint8_t depth;
    uint64_t hints; /* its own */
    struct prior_weight prior;
    /* Steps up to the nearest box (itself included) with each hint, then of each near_tag. */
    uint8_t near[BOX_NEAR];
};

enum block_kind {
    BLOCK_PAGE,
    /* What structured data say and the page does not show. */
    BLOCK_LD_BODY,
    BLOCK_LD_DESCRIPTION,
    BLOCK_LD_TEXT,
    BLOCK_LD_REVIEW,
    BLOCK_META_DESCRIPTION,
};

enum block_inline {
    INLINE_STRONG = 1,
    INLINE_EMPHASIS = 2,
    INLINE_CODE = 4,
    INLINE_TIME = 8,
};

/* A maximal run of inline content: what a reader sees as one paragraph, item, cell or heading. */
struct block {
    size_t at, len; /* of the page's text */
    uint32_t box;
    uint32_t first_word, words; /* of the page's word hashes */
    uint32_t characters, link_characters;
    uint16_t links, commas, sentences, uppers, digits;
    uint64_t phrases;
    uint64_t hints; /* of the inline elements in it */
    uint8_t kind, inlines;
    bool has_separator, starts_upper, has_year, has_price;
    uint32_t first, last; /* its first and last character */
};

/* An element with no text that may be shown: <img>, <hr>, <iframe>, <video>, ... */
struct media {
    lxb_dom_node_t *node;
    uint32_t box;
    uint32_t block; /* the block behind it */
};

/* An element that may name the author or the date. */
struct mark {
    lxb_dom_node_t *node;
    uint64_t hints;
    uint32_t block; /* in which it stands, or behind it */
};

struct page_meta {
    struct str key; /* property, name, itemprop or http-equiv */
    struct str value;
    bool is_property, is_itemprop;
};

struct page {
    struct arena *arena; /* everything below lives in it, in the parser's tree, or in `text` */
    struct dom dom;
    const struct matcher *decoration; /* images.h */
    struct str source;
    struct box *boxes;
    struct block *blocks;
    uint32_t *words; /* hashes of the words of all blocks, in order */
    struct media *media;
    struct mark *marks;
    struct page_meta *metas;
    size_t n_boxes, n_blocks, n_words, n_media, n_marks, n_user_marks, n_metas, n_preloaded;
    struct buf text; /* all blocks' texts */
    struct str title, canonical, base, lang, dir;
    struct ld ld;
    struct str preloaded[PRELOADED_MAX]; /* data for the page's scripts, as JSON */
    const struct url *url; /* where the page is from, as told or as it says itself; may be NULL */
    /* Two numbers for each block instead of those of prior.h, or NULL; for training alone. */
    const float *told_priors;
    const float *told_scores; /* one for each block instead of the model's, or NULL; likewise */
    bool is_cut;
    size_t n_scripts, n_script_bytes;
};

static inline struct str block_text(const struct page *page, const struct block *block)
{
    return str_of(page->text.ptr + block->at, block->len);
}
static inline float block_link_share(const struct block *block)
{
    float share =
        (float)block->link_characters / (float)(block->characters ? block->characters : 1);
    return share < 1 ? share : 1;
}
static inline uint8_t box_hint(const struct box *box, enum hint hint)
{
    return box->near[hint];
}
static inline uint8_t box_tag(const struct box *box, enum near_tag tag)
{
    return box->near[HINT_COUNT + tag];
}
/* Whether a <meta> has this name, case ignored. */
static inline bool page_meta_is(const struct page_meta *meta, struct str key)
{
    return meta->key.len == key.len && str_equal_nocase(meta->key, key);
}
bool block_is_terminated(const struct block *block);
/* What prior.h needs of a block. */
void block_prior(const struct page *page, const struct block *block, struct prior_block *ret_text);
/* A <meta>'s content by its name, the first that is not empty; unknown if there is none. */
struct str page_meta(const struct page *page, const char *key);

/*
 * Walks the document once and fills the page but for what follows from it (ld, url).  False when
 * memory is out.  Each text node's `user` becomes the number of its block plus one (0: of none),
 * each box's and media's that of theirs.
 */
bool page_walk(struct page *page, struct hints *hints, const struct matcher *phrases) MUST_USE;
/* Adds blocks for what structured data alone hold; false when memory is out. */
bool page_add_unseen(struct page *page, const struct matcher *phrases) MUST_USE;

#endif
