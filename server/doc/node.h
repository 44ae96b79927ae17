/* The tree of a cleaned article: a closed set of kinds.  What has no kind here cannot get through.
 */
#ifndef DOC_NODE_H
#define DOC_NODE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/url.h"

#include <stdbool.h>

enum node_kind {
    NODE_ROOT,
    /* blocks */
    NODE_PARAGRAPH,   /* inlines */
    NODE_HEADING,     /* inlines; level 1..6 */
    NODE_LIST,        /* items; ordered, start */
    NODE_ITEM,        /* blocks or inlines; task */
    NODE_QUOTE,       /* blocks */
    NODE_CODE_BLOCK,  /* one or more NODE_TEXT, line breaks kept; text = language or unknown */
    NODE_TABLE,       /* optional caption, rows */
    NODE_CAPTION,     /* inlines; of a table or a figure */
    NODE_ROW,         /* cells */
    NODE_CELL,        /* blocks or inlines; is_header, colspan, rowspan */
    NODE_FIGURE,      /* images, or a table, code or quote; optional caption */
    NODE_RULE,        /* a thematic break */
    NODE_DEFINITIONS, /* terms and definitions */
    NODE_TERM,        /* inlines */
    NODE_DEFINITION,  /* blocks or inlines */
    /* inlines */
    NODE_TEXT,     /* text */
    NODE_BREAK,    /* a line break */
    NODE_LINK,     /* inlines; url, or none: then it is only its content; text = title */
    NODE_IMAGE,    /* url, text = alt, width, height */
    NODE_EMPHASIS, /* inlines, as are all below */
    NODE_STRONG,
    NODE_CODE,
    NODE_DELETED,
    NODE_INSERTED,
    NODE_MARKED,
    NODE_SUBSCRIPT,
    NODE_SUPERSCRIPT,
    NODE_QUOTATION, /* an inline quotation; renderers add the marks */
    NODE_KEYBOARD,
    NODE_SMALL,
    NODE_RUBY,      /* base inlines and NODE_RUBY_TEXT */
    NODE_RUBY_TEXT, /* inlines: the reading */
    NODE_KIND_COUNT
};

enum {
    NODE_DEPTH_MAX = 100, /* renderers and packers refuse more; builders flatten */
    NODE_SPAN_MAX = 1000, /* of colspan and rowspan (HTML: 1000 and 65534) */
};

/* What an item of a list says of something to be done. */
enum node_task { TASK_NONE, TASK_OPEN, TASK_DONE };

struct node {
    enum node_kind kind;
    struct node *parent, *first, *last, *next;
    struct str text;       /* see the kinds; UTF-8, white space already collapsed except in code */
    const struct url *url; /* NODE_LINK, NODE_IMAGE */
    int level;             /* NODE_HEADING */
    int start; /* NODE_LIST, ordered: the first number, 0..999999999 (CommonMark 5.2: nine digits)
                */
    int colspan, rowspan; /* NODE_CELL; 0 means 1 */
    int width, height;    /* NODE_IMAGE, CSS pixels; 0 unknown */
    bool is_ordered;      /* NODE_LIST */
    bool is_header;       /* NODE_CELL */
    bool is_beside; /* NODE_LINK, NODE_CAPTION, NODE_PARAGRAPH: no part of the text, but of what is
                       not text: a picture's caption, the address of a video without a title */
    enum node_task task; /* NODE_ITEM */
    struct str lang;     /* BCP 47, where it differs from the document's; else unknown */
    struct str dir;      /* "rtl" or "ltr", where it differs from the parent's; else unknown */
    struct str
        anchor; /* blocks and links: an id that links of this document point to, else unknown */
    struct str fragment; /* NODE_LINK without url: the anchor in this document that it points to */
};

/* All return NULL when memory is out, and accept NULL as parent for "not yet in a tree". */
struct node *node_new(struct arena *arena, struct node *parent, enum node_kind kind) MUST_USE;
struct node *node_new_text(struct arena *arena, struct node *parent, struct str text) MUST_USE;
/* Puts `child`, which is in no tree, last under `parent`. */
void node_append(struct node *parent, struct node *child);
/* Takes `child` out of its parent (linear in the number of siblings). */
void node_remove(struct node *child);
/* The next node in document order within `root` that is not inside `node`, or NULL. */
static inline struct node *node_next_outside(const struct node *node, const struct node *root)
{
    while (node && node != root) {
        if (node->next) {
            return node->next;
        }
        node = node->parent;
    }
    return NULL;
}
/* The next node in document order within `root`, or NULL; for iterative walks. */
static inline struct node *node_next(const struct node *node, const struct node *root)
{
    return node->first ? node->first : node_next_outside(node, root);
}

static inline bool node_is_block(enum node_kind kind)
{
    return kind > NODE_ROOT && kind < NODE_TEXT;
}
static inline bool node_is_inline(enum node_kind kind)
{
    return kind >= NODE_TEXT && kind < NODE_KIND_COUNT;
}
/* The kind's name for logs and tests: "paragraph". */
const char *node_name(enum node_kind kind);

#endif
