/* What the engine makes of each HTML element. */
#include "clean/html/tags.h"

/* Numbers are kept one higher, so that 0 is "none". */
struct tag_row {
    uint8_t kind;
    uint8_t near;
    uint8_t leaf;
};

#define NEAR(tag) (NEAR_##tag + 1)

static const struct tag_row ROWS[LXB_TAG__LAST_ENTRY] = {
    [LXB_TAG_A] = {TAG_INLINE, NEAR(A), 18},
    [LXB_TAG_ABBR] = {TAG_INLINE, 0, 0},
    [LXB_TAG_ACRONYM] = {TAG_INLINE, 0, 0},
    [LXB_TAG_ADDRESS] = {TAG_BLOCK, NEAR(ADDRESS), 29},
    [LXB_TAG_ARTICLE] = {TAG_BLOCK, NEAR(ARTICLE), 16},
    [LXB_TAG_ASIDE] = {TAG_BLOCK, NEAR(ASIDE), 25},
    [LXB_TAG_AUDIO] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_AREA] = {TAG_VOID, 0, 0},
    [LXB_TAG_B] = {TAG_INLINE, 0, 0},
    [LXB_TAG_BASE] = {TAG_FACT, 0, 0},
    [LXB_TAG_BDI] = {TAG_INLINE, 0, 0},
    [LXB_TAG_BDO] = {TAG_INLINE, 0, 0},
    [LXB_TAG_BIG] = {TAG_INLINE, 0, 0},
    [LXB_TAG_BLOCKQUOTE] = {TAG_BLOCK, NEAR(BLOCKQUOTE), 14},
    [LXB_TAG_BODY] = {TAG_BLOCK, 0, 21},
    [LXB_TAG_BR] = {TAG_BREAK, 0, 0},
    [LXB_TAG_BUTTON] = {TAG_BLOCK, NEAR(BUTTON), 20},
    [LXB_TAG_CANVAS] = {TAG_SKIP, 0, 0},
    [LXB_TAG_CAPTION] = {TAG_BLOCK, 0, 30},
    [LXB_TAG_CENTER] = {TAG_BLOCK, 0, 31},
    [LXB_TAG_CITE] = {TAG_INLINE, 0, 0},
    [LXB_TAG_CODE] = {TAG_INLINE, 0, 0},
    [LXB_TAG_COL] = {TAG_VOID, 0, 0},
    [LXB_TAG_DATA] = {TAG_INLINE, 0, 0},
    [LXB_TAG_DATALIST] = {TAG_SKIP, 0, 0},
    [LXB_TAG_DD] = {TAG_BLOCK, NEAR(DD), 12},
    [LXB_TAG_DEL] = {TAG_INLINE, 0, 0},
    [LXB_TAG_DETAILS] = {TAG_BLOCK, NEAR(DETAILS), 0},
    [LXB_TAG_DFN] = {TAG_INLINE, 0, 0},
    [LXB_TAG_DIV] = {TAG_BLOCK, 0, 2},
    [LXB_TAG_DL] = {TAG_BLOCK, NEAR(DL), 0},
    [LXB_TAG_DT] = {TAG_BLOCK, NEAR(DT), 11},
    [LXB_TAG_EM] = {TAG_INLINE, 0, 0},
    [LXB_TAG_EMBED] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_FIGCAPTION] = {TAG_BLOCK, NEAR(FIGCAPTION), 19},
    [LXB_TAG_FIGURE] = {TAG_BLOCK, NEAR(FIGURE), 0},
    [LXB_TAG_FONT] = {TAG_INLINE, 0, 0},
    [LXB_TAG_FOOTER] = {TAG_BLOCK, NEAR(FOOTER), 23},
    [LXB_TAG_FORM] = {TAG_BLOCK, NEAR(FORM), 27},
    [LXB_TAG_H1] = {TAG_BLOCK, NEAR(H1), 5},
    [LXB_TAG_H2] = {TAG_BLOCK, NEAR(H2), 6},
    [LXB_TAG_H3] = {TAG_BLOCK, NEAR(H3), 7},
    [LXB_TAG_H4] = {TAG_BLOCK, NEAR(H4), 8},
    [LXB_TAG_H5] = {TAG_BLOCK, NEAR(H5), 9},
    [LXB_TAG_H6] = {TAG_BLOCK, NEAR(H6), 10},
    [LXB_TAG_HEADER] = {TAG_BLOCK, NEAR(HEADER), 22},
    [LXB_TAG_HR] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_I] = {TAG_INLINE, 0, 0},
    [LXB_TAG_IFRAME] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_IMG] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_INPUT] = {TAG_VOID, 0, 0},
    [LXB_TAG_INS] = {TAG_INLINE, 0, 0},
    [LXB_TAG_KBD] = {TAG_INLINE, 0, 0},
    [LXB_TAG_LABEL] = {TAG_INLINE, NEAR(LABEL), 0},
    [LXB_TAG_LEGEND] = {TAG_BLOCK, 0, 32},
    [LXB_TAG_LI] = {TAG_BLOCK, NEAR(LI), 3},
    [LXB_TAG_LINK] = {TAG_FACT, 0, 0},
    [LXB_TAG_MAIN] = {TAG_BLOCK, NEAR(MAIN), 26},
    [LXB_TAG_MAP] = {TAG_SKIP, 0, 0},
    [LXB_TAG_MARK] = {TAG_INLINE, 0, 0},
    [LXB_TAG_MATH] = {TAG_SKIP, 0, 0},
    [LXB_TAG_META] = {TAG_FACT, 0, 0},
    [LXB_TAG_NAV] = {TAG_BLOCK, NEAR(NAV), 24},
    [LXB_TAG_NOBR] = {TAG_INLINE, 0, 0},
    [LXB_TAG_NOEMBED] = {TAG_SKIP, 0, 0},
    [LXB_TAG_NOFRAMES] = {TAG_SKIP, 0, 0},
    [LXB_TAG_NOSCRIPT] = {TAG_BLOCK, NEAR(NOSCRIPT), 33},
    [LXB_TAG_OBJECT] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_OL] = {TAG_BLOCK, NEAR(OL), 0},
    [LXB_TAG_OUTPUT] = {TAG_INLINE, 0, 0},
    [LXB_TAG_P] = {TAG_BLOCK, NEAR(P), 1},
    [LXB_TAG_PARAM] = {TAG_VOID, 0, 0},
    [LXB_TAG_PICTURE] = {TAG_INLINE, 0, 0},
    [LXB_TAG_PRE] = {TAG_BLOCK, NEAR(PRE), 13},
    [LXB_TAG_Q] = {TAG_INLINE, 0, 0},
    [LXB_TAG_RB] = {TAG_INLINE, 0, 0},
    [LXB_TAG_RP] = {TAG_INLINE, 0, 0},
    [LXB_TAG_RT] = {TAG_INLINE, 0, 0},
    [LXB_TAG_RTC] = {TAG_INLINE, 0, 0},
    [LXB_TAG_RUBY] = {TAG_INLINE, 0, 0},
    [LXB_TAG_S] = {TAG_INLINE, 0, 0},
    [LXB_TAG_SAMP] = {TAG_INLINE, 0, 0},
    [LXB_TAG_SCRIPT] = {TAG_FACT, 0, 0},
    [LXB_TAG_SECTION] = {TAG_BLOCK, NEAR(SECTION), 15},
    [LXB_TAG_SELECT] = {TAG_SKIP, 0, 0},
    [LXB_TAG_SMALL] = {TAG_INLINE, 0, 0},
    [LXB_TAG_SOURCE] = {TAG_VOID, 0, 0},
    [LXB_TAG_SPAN] = {TAG_INLINE, 0, 17},
    [LXB_TAG_STRIKE] = {TAG_INLINE, 0, 0},
    [LXB_TAG_STRONG] = {TAG_INLINE, 0, 0},
    [LXB_TAG_STYLE] = {TAG_SKIP, 0, 0},
    [LXB_TAG_SUB] = {TAG_INLINE, 0, 0},
    [LXB_TAG_SUMMARY] = {TAG_BLOCK, 0, 28},
    [LXB_TAG_SUP] = {TAG_INLINE, 0, 0},
    [LXB_TAG_SVG] = {TAG_SKIP, 0, 0},
    [LXB_TAG_TABLE] = {TAG_BLOCK, NEAR(TABLE), 0},
    [LXB_TAG_TD] = {TAG_BLOCK, NEAR(TD), 4},
    [LXB_TAG_TEMPLATE] = {TAG_SKIP, 0, 0},
    [LXB_TAG_TEXTAREA] = {TAG_SKIP, 0, 0},
    [LXB_TAG_TH] = {TAG_BLOCK, NEAR(TH), 34},
    [LXB_TAG_TIME] = {TAG_INLINE, 0, 0},
    [LXB_TAG_TITLE] = {TAG_FACT, 0, 0},
    [LXB_TAG_TRACK] = {TAG_VOID, 0, 0},
    [LXB_TAG_TT] = {TAG_INLINE, 0, 0},
    [LXB_TAG_U] = {TAG_INLINE, 0, 0},
    [LXB_TAG_VAR] = {TAG_INLINE, 0, 0},
    [LXB_TAG_VIDEO] = {TAG_MEDIA, 0, 0},
    [LXB_TAG_WBR] = {TAG_VOID, 0, 0},
};

static const char *const NEAR_NAMES[NEAR_COUNT] = {
    "article", "main", "section", "aside",  "nav",        "header",     "footer", "form", "table",
    "ul",      "ol",   "dl",      "figure", "figcaption", "blockquote", "pre",    "p",    "td",
    "th",      "li",   "dd",      "dt",     "details",    "button",     "label",  "h1",   "h2",
    "h3",      "h4",   "h5",      "h6",     "a",          "noscript",   "address"};

static const struct tag_row *row_of(lxb_tag_id_t tag)
{
    return &ROWS[tag < LXB_TAG__LAST_ENTRY ? tag : LXB_TAG__UNDEF];
}

enum tag_kind tag_kind(lxb_tag_id_t tag)
{
    return (enum tag_kind)row_of(tag)->kind;
}

enum near_tag tag_near(lxb_tag_id_t tag)
{
    unsigned near = row_of(tag)->near;
    return near ? (enum near_tag)(near - 1) : NEAR_COUNT;
}

const char *near_name(enum near_tag tag)
{
    return NEAR_NAMES[tag];
}

unsigned tag_leaf(lxb_tag_id_t tag)
{
    return row_of(tag)->leaf;
}
