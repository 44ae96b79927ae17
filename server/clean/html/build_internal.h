/* What the parts of build.c share: the tree that is built, and what is chosen of the page. */
#ifndef CLEAN_HTML_BUILD_INTERNAL_H
#define CLEAN_HTML_BUILD_INTERNAL_H

#include "base/arena.h"
#include "base/url.h"
#include "clean/html/elements.h"
#include "clean/html/emit.h"
#include "clean/html/page.h"
#include "clean/html/settle.h"

#include <stdbool.h>

/* An element that the walk is in, and what is to be undone on leaving it. */
struct frame {
    struct node *container; /* the block that was open before it opened one; NULL if it did not */
    struct str lang, dir;   /* of what is around it */
    size_t nodes;           /* made until it was entered */
    unsigned breaks;        /* that waited then */
    unsigned inlines;       /* that it opened */
    lxb_tag_id_t tag;
    bool is_parting;
    bool is_table;    /* text right in it is none: <table>, <tr> */
    bool is_reversed; /* <ol reversed> */
    int number;       /* of the next <li> in an <ol>, */
    int first_number; /* and of the first, until it came; then -1 */
};

/* Relative links against a long base would make a hundred megabytes of one; real pages have one. */
enum { ADDRESSES_MAX = 4 * 1024 * 1024 };

struct build {
    struct emit emit;
    const struct page *page;
    const bool *keep, *beside; /* choose.h; or NULL */
    bool *keep_media;
    uint32_t *kept; /* of each box: chosen blocks, media and formulas in it */
    const struct url *base;
    struct arena *arena;
    size_t addresses; /* bytes of the links' addresses so far; at ADDRESSES_MAX links are text */
    struct frame *frames;
    size_t depth;
    struct node *image; /* the last one, and how many nodes there were with it */
    size_t image_nodes;
    struct str formula; /* likewise */
    size_t formula_nodes;
    struct pulled pulled;
    bool has_formulas; /* formulas_exist */
};

struct str build_copy(struct build *build, struct str s);

/* Whether an element stands right beside another that style alone parts from it. */
bool build_is_apart(const struct build *build, const lxb_dom_node_t *node);
/* An inline opens; returns how many emit_end_inline are due. */
unsigned build_begin_inline(struct build *build, const struct element *element);
/* An <img>, a frame or another medium, a rule. */
void build_media(struct build *build, const lxb_dom_node_t *node);
void build_formula(struct build *build, const lxb_dom_node_t *node);

#endif
