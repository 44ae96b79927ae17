/* What single elements tell: facts of the page, and what an element's attributes say of what is in
 * it. */
#include "clean/html/collect.h"

#include <string.h>

enum {
    STYLE_MAX = 256,
    USER_MARKS_MAX = 60, /* of elements that are of users alone: a forum's page has thousands */
};

/* How the part of an address begins behind which a person's name or number stands. */
static const struct {
    struct str start;
    enum collect_link link;
} LINKS[] = {
    {{"author/", 7}, COLLECT_LINK_AUTHOR},
    {{"authors/", 8}, COLLECT_LINK_AUTHOR},
    {{"autor/", 6}, COLLECT_LINK_AUTHOR},
    {{"autoren/", 8}, COLLECT_LINK_AUTHOR},
    {{"auteur/", 7}, COLLECT_LINK_AUTHOR},
    {{"contributor", 11}, COLLECT_LINK_AUTHOR},
    {{"writers/", 8}, COLLECT_LINK_AUTHOR},
    {{"journalist", 10}, COLLECT_LINK_AUTHOR},
    {{"people/", 7}, COLLECT_LINK_AUTHOR},
    {{"by/", 3}, COLLECT_LINK_AUTHOR},
    {{"staff/", 6}, COLLECT_LINK_AUTHOR},
    {{"team/", 5}, COLLECT_LINK_AUTHOR},
    {{"user/", 5}, COLLECT_LINK_USER},
    {{"users/", 6}, COLLECT_LINK_USER},
    {{"u/", 2}, COLLECT_LINK_USER},
    {{"user-", 5}, COLLECT_LINK_USER},
    {{"~", 1}, COLLECT_LINK_USER},
    {{"profile", 7}, COLLECT_LINK_USER},
    {{"member.php", 10}, COLLECT_LINK_USER},
    {{"members/", 8}, COLLECT_LINK_USER},
    {{"memberlist.php", 14}, COLLECT_LINK_USER},
    {{"@", 1}, COLLECT_LINK_USER},
};

/* The first bytes of those: most parts of most addresses begin otherwise. */
static const char LINK_BYTES[] = "abcjmpstuw~@";

static bool take_meta(struct page *page, const lxb_dom_node_t *node)
{
    static const enum attr wanted[] = {ATTR_CONTENT, ATTR_PROPERTY, ATTR_NAME, ATTR_ITEMPROP,
                                       ATTR_HTTP_EQUIV};
    struct str values[ARRAY_LEN(wanted)];
    dom_attrs(&page->dom, node, wanted, ARRAY_LEN(wanted), values);
    struct str content = str_trim(values[0]);
    if (!content.len || page->n_metas >= METAS_MAX) {
        return true;
    }
    if (!page->metas) {
        page->metas = arena_grow(page->arena, NULL, 0, METAS_MAX, sizeof(*page->metas));
        if (!page->metas) {
            return false;
        }
    }
    for (size_t i = 1; i < ARRAY_LEN(wanted) && page->n_metas < METAS_MAX; i++) {
        if (values[i].len) {
            page->metas[page->n_metas++] =
                (struct page_meta){.key = values[i],
                                   .value = content,
                                   .is_property = wanted[i] == ATTR_PROPERTY,
                                   .is_itemprop = wanted[i] == ATTR_ITEMPROP};
        }
    }
    return true;
}

static void take_link(struct page *page, const lxb_dom_node_t *node)
{
    struct str rel = dom_attr(&page->dom, node, ATTR_REL);
    if (!page->canonical.len && dom_has_word(rel, STR("canonical"))) {
        page->canonical = str_trim(dom_attr(&page->dom, node, ATTR_HREF));
    }
}

/* Read only if the page turns out to be a shell (preloaded.h). */
static void take_preloaded(struct page *page, struct str source)
{
    if (source.len && source.len <= LD_BYTES_MAX && page->n_preloaded < PRELOADED_MAX) {
        page->preloaded[page->n_preloaded++] = source;
    }
}

static void take_script(struct page *page, const lxb_dom_node_t *node)
{
    const lxb_dom_node_t *text = node->first_child;
    page->n_scripts++;
    page->n_script_bytes += (size_t)(uintptr_t)node->user; /* left out of the tree (spare.h) */
    if (!text || !dom_is_text(text)) {
        return;
    }
    struct str source = dom_text(text);
    page->n_script_bytes += source.len;
    if (str_find_nocase(dom_attr(&page->dom, node, ATTR_TYPE), STR("ld+json")) >= 0 &&
        page->ld.n_scripts < LD_SCRIPTS_MAX && source.len <= LD_BYTES_MAX) {
        page->ld.scripts[page->ld.n_scripts++] = source;
    }
    if (str_equal_nocase(dom_attr(&page->dom, node, ATTR_TYPE), STR("application/json"))) {
        take_preloaded(page, source);
    }
}

bool collect_fact(struct page *page, const lxb_dom_node_t *node)
{
    switch (dom_tag(node)) {
    case LXB_TAG_META:
        return take_meta(page, node);
    case LXB_TAG_LINK:
        take_link(page, node);
        return true;
    case LXB_TAG_SCRIPT:
        take_script(page, node);
        return true;
    case LXB_TAG_TITLE:
        if (!page->title.len && node->first_child && dom_is_text(node->first_child)) {
            page->title = str_trim(dom_text(node->first_child));
        }
        return true;
    case LXB_TAG_BASE:
        if (!page->base.len) {
            page->base = str_trim(dom_attr(&page->dom, node, ATTR_HREF));
        }
        return true;
    default:
        return true;
    }
}

/* The hints whose elements may name the author or the date. */
static const uint64_t MARKED =
    UINT64_C(1) << HINT_AUTHOR | UINT64_C(1) << HINT_DATE | UINT64_C(1) << HINT_USER;

/* CSS in the markup that takes an element out of view. */
static bool is_hidden_style(struct str style)
{
    char bytes[STYLE_MAX];
    size_t n = 0;
    for (size_t i = 0; i < style.len && n < sizeof(bytes); i++) {
        if (!byte_is_space((unsigned char)style.ptr[i])) {
            bytes[n++] = byte_lower(style.ptr[i]);
        }
    }
    struct str folded = str_of(bytes, n);
    return str_find(folded, STR("display:none")) >= 0 ||
           str_find(folded, STR("visibility:hidden")) >= 0;
}

static uint8_t itemprop_flags(struct str itemprop)
{
    if (str_find(itemprop, STR("articleBody")) >= 0) {
        return BOX_BODY;
    }
    bool is_text = str_equal(itemprop, STR("description")) || str_equal(itemprop, STR("text")) ||
                   str_equal(itemprop, STR("reviewBody"));
    return is_text ? BOX_DESCRIPTION : 0;
}

static void add_mark(struct page *page, lxb_dom_node_t *node, uint64_t hints)
{
    if (!page->marks) {
        page->marks = arena_grow(page->arena, NULL, 0, MARKS_MAX, sizeof(*page->marks));
    }
    /* Without memory for it, the metadata are poorer; the walk itself will tell. */
    if (page->marks && page->n_marks < MARKS_MAX) {
        page->marks[page->n_marks++] =
            (struct mark){.node = node, .hints = hints, .block = (uint32_t)page->n_blocks};
    }
}

enum collect_link collect_link_of(const struct dom *dom, const lxb_dom_node_t *node)
{
    struct str rest = dom_attr(dom, node, ATTR_HREF);
    for (ptrdiff_t slash = 0; rest.len && slash >= 0;) {
        bool may_be = memchr(LINK_BYTES, rest.ptr[0], sizeof(LINK_BYTES) - 1) != NULL;
        for (size_t i = 0; may_be && i < ARRAY_LEN(LINKS); i++) {
            if (rest.ptr[0] == LINKS[i].start.ptr[0] && str_starts(rest, LINKS[i].start)) {
                return LINKS[i].link;
            }
        }
        slash = str_find_byte(rest, '/');
        rest = str_sub(rest, (size_t)slash + 1, rest.len);
    }
    return COLLECT_LINK_OTHER;
}

/* Notes an element whose hints, tag or address say that it may name the author or the date. */
static void note_mark(struct page *page, lxb_dom_node_t *node, uint64_t told)
{
    lxb_tag_id_t tag = dom_tag(node);
    if (tag == LXB_TAG_TIME) {
        told |= UINT64_C(1) << HINT_DATE;
    }
    enum collect_link link =
        tag == LXB_TAG_A ? collect_link_of(&page->dom, node) : COLLECT_LINK_OTHER;
    if (link != COLLECT_LINK_OTHER) {
        told |= UINT64_C(1) << (link == COLLECT_LINK_USER ? HINT_USER : HINT_AUTHOR);
    }
    bool is_user = told == UINT64_C(1) << HINT_USER;
    if (told && (!is_user || page->n_user_marks++ < USER_MARKS_MAX)) {
        add_mark(page, node, told);
    }
}

struct traits collect_traits(struct page *page, lxb_dom_node_t *node, struct hints *hints)
{
    static const enum attr wanted[] = {ATTR_CLASS,       ATTR_ID,    ATTR_ROLE,
                                       ATTR_ITEMPROP,    ATTR_STYLE, ATTR_HIDDEN,
                                       ATTR_ARIA_HIDDEN, ATTR_REL,   ATTR_DATA_PRELOADED};
    struct traits traits = {0};
    lxb_tag_id_t tag = dom_tag(node);
    struct str values[ARRAY_LEN(wanted)];
    dom_attrs(&page->dom, node, wanted, ARRAY_LEN(wanted), values);
    if (((const lxb_dom_element_t *)node)->first_attr) {
        traits.flags = values[3].len ? itemprop_flags(values[3]) : 0;
        if (values[5].ptr || (values[4].len && is_hidden_style(values[4]))) {
            traits.flags |= BOX_HIDDEN;
        }
        if (str_equal_nocase(values[6], STR("true"))) {
            traits.flags |= BOX_ARIA_HIDDEN;
        }
        if (values[7].len && dom_has_word(values[7], STR("author"))) {
            traits.hints |= UINT64_C(1) << HINT_AUTHOR;
        }
    }
    take_preloaded(page, values[8]);
    const struct hint_slot *told_by = hints_of(hints, dom_known_tag(tag), values);
    traits.hints |= told_by->bits;
    traits.prior = told_by->prior;
    if (tag == LXB_TAG_HTML) {
        page->lang = str_trim(dom_attr(&page->dom, node, ATTR_LANG));
    }
    if ((tag == LXB_TAG_HTML || tag == LXB_TAG_BODY) && !page->dir.len) {
        page->dir = str_trim(dom_attr(&page->dom, node, ATTR_DIR));
    }
    if (tag == LXB_TAG_NOSCRIPT) {
        traits.flags |= BOX_NOSCRIPT;
    }
    note_mark(page, node, traits.hints & MARKED);
    return traits;
}
