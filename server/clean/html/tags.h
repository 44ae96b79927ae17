/* What the engine makes of each HTML element. */
#ifndef CLEAN_HTML_TAGS_H
#define CLEAN_HTML_TAGS_H

#include <stdbool.h>
#include <stdint.h>

#include <lexbor/tag/const.h>

/* How an element cuts the page into blocks. */
enum tag_kind {
    TAG_BLOCK,  /* begins and ends one; also every unknown element */
    TAG_INLINE, /* is part of one, unless blocks are in it */
    TAG_BREAK,  /* <br>: two in a row end one */
    TAG_MEDIA,  /* has no text and may be shown: <img>, <hr>, <iframe>, ... */
    TAG_VOID,   /* has no text and nothing to show */
    TAG_FACT,   /* tells something about the page: <meta>, <link>, <title>, <script>, <base> */
    TAG_SKIP,   /* what is in it is not text: <style>, <svg>, <select>, ... */
};

/* The elements that a block's features hold the distance to. */
enum near_tag {
    NEAR_ARTICLE,
    NEAR_MAIN,
    NEAR_SECTION,
    NEAR_ASIDE,
    NEAR_NAV,
    NEAR_HEADER,
    NEAR_FOOTER,
    NEAR_FORM,
    NEAR_TABLE,
    NEAR_UL,
    NEAR_OL,
    NEAR_DL,
    NEAR_FIGURE,
    NEAR_FIGCAPTION,
    NEAR_BLOCKQUOTE,
    NEAR_PRE,
    NEAR_P,
    NEAR_TD,
    NEAR_TH,
    NEAR_LI,
    NEAR_DD,
    NEAR_DT,
    NEAR_DETAILS,
    NEAR_BUTTON,
    NEAR_LABEL,
    NEAR_H1,
    NEAR_H2,
    NEAR_H3,
    NEAR_H4,
    NEAR_H5,
    NEAR_H6,
    NEAR_A,
    NEAR_NOSCRIPT,
    NEAR_ADDRESS,
    NEAR_COUNT
};

struct tag_row {
    uint8_t kind;
    uint8_t near; /* one higher, so that 0 is none */
    uint8_t leaf;
};

extern const struct tag_row TAG_ROWS[LXB_TAG__LAST_ENTRY];

static inline const struct tag_row *tag_row(lxb_tag_id_t tag)
{
    return &TAG_ROWS[tag < LXB_TAG__LAST_ENTRY ? tag : LXB_TAG__UNDEF];
}
static inline enum tag_kind tag_kind(lxb_tag_id_t tag)
{
    return (enum tag_kind)tag_row(tag)->kind;
}
/* The element's number among those that distances are kept to, or NEAR_COUNT. */
static inline enum near_tag tag_near(lxb_tag_id_t tag)
{
    unsigned near = tag_row(tag)->near;
    return near ? (enum near_tag)(near - 1) : NEAR_COUNT;
}
const char *near_name(enum near_tag tag);
/* A small number for the element right around a block's text, for the features: 0 for those not
 * told apart. */
static inline unsigned tag_leaf(lxb_tag_id_t tag)
{
    return tag_row(tag)->leaf;
}
/* 1 to 6 for <h1> to <h6>, else 0. */
static inline int tag_heading(lxb_tag_id_t tag)
{
    return tag >= LXB_TAG_H1 && tag <= LXB_TAG_H6 ? (int)(tag - LXB_TAG_H1) + 1 : 0;
}

#endif
