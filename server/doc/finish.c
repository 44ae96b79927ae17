/* The last step of every cleaning: a tree without empty parts, and the facts that follow from its
 * text. */
#include "base/buf.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "doc/doc.h"

#include <string.h>

enum {
    WORDS_A_MINUTE = 230,        /* Brysbaert 2019: silent reading of non-fiction, 238; wallabag and
                                    Pocket: 200 to 265 */
    DENSE_A_MINUTE = 500,        /* characters of Chinese or Japanese */
    EXCERPT_MAX = 280,           /* characters */
    DIRECTION_SAMPLE = 4000,     /* bytes */
    NODE_DEAD = NODE_KIND_COUNT, /* marks what the next pass over the parent drops */
};

struct nodes {
    struct node **items;
    size_t len;
};

/* All nodes in document order; false when memory is out. */
static bool list_nodes(struct arena *arena, struct node *root, struct nodes *ret_nodes)
{
    size_t n = 0;
    for (struct node *node = root; node; node = node_next(node, root)) {
        n++;
    }
    ret_nodes->items = arena_array(arena, n, sizeof(*ret_nodes->items));
    ret_nodes->len = n;
    if (!ret_nodes->items) {
        return false;
    }
    n = 0;
    for (struct node *node = root; node; node = node_next(node, root)) {
        ret_nodes->items[n++] = node;
    }
    return true;
}

static bool is_blank(struct str s)
{
    for (size_t at = 0; at < s.len;) {
        uint32_t c = utf8_next(s, &at);
        if (!utf8_is_space(c) && !utf8_is_ignorable(c)) {
            return false;
        }
    }
    return true;
}

static bool has_substance(const struct node *node)
{
    switch (node->kind) {
    case NODE_TEXT:
        return !is_blank(node->text);
    case NODE_IMAGE:
        return node->url != NULL;
    case NODE_RULE:
        return true;
    case NODE_BREAK:
        return false;
    default:
        break;
    }
    for (const struct node *child = node->first; child; child = child->next) {
        if (child->kind == NODE_TEXT ? !is_blank(child->text)
                                     : child->kind != NODE_BREAK && child->kind != NODE_CELL) {
            return true;
        }
        if (child->kind == NODE_CELL && child->first) {
            return true;
        }
    }
    return false;
}

/* One text node for a run of `n` that follow each other from `first` on. */
static bool merge_run(struct arena *arena, struct node *first, size_t n, size_t len)
{
    if (n < 2) {
        return true;
    }
    char *text = arena_alloc(arena, len + 1);
    if (!text) {
        return false;
    }
    size_t at = 0;
    struct node *node = first;
    for (size_t i = 0; i < n; i++, node = node->next) {
        if (node->text.len) {
            memcpy(text + at, node->text.ptr, node->text.len);
            at += node->text.len;
        }
    }
    first->text = str_of(text, len);
    first->next = node;
    return true;
}

static bool merge_texts(struct arena *arena, struct node *parent)
{
    for (struct node *child = parent->first; child; child = child->next) {
        size_t n = 0, len = 0;
        for (struct node *at = child; at && at->kind == NODE_TEXT; at = at->next) {
            n++;
            len += at->text.len;
        }
        if (!merge_run(arena, child, n, len)) {
            return false;
        }
        parent->last = child;
    }
    return true;
}

/* Two of these side by side are one: "<b>wo</b><b>rd</b>". */
static bool is_one_with(const struct node *before, const struct node *node)
{
    bool may_be = node->kind == NODE_EMPHASIS || node->kind == NODE_STRONG ||
                  node->kind == NODE_DELETED || node->kind == NODE_INSERTED ||
                  node->kind == NODE_MARKED || node->kind == NODE_SMALL;
    return may_be && before && before->kind == node->kind && !node->anchor.len &&
           str_equal(before->lang, node->lang) && str_equal(before->dir, node->dir);
}

/* Drops dead children, and merges inlines and texts that now stand side by side. */
static bool tidy_children(struct arena *arena, struct node *parent)
{
    struct node *child = parent->first, *joined = NULL;
    parent->first = parent->last = NULL;
    bool is_ok = true;
    while (child && is_ok) {
        struct node *next = child->next;
        bool is_empty_text = child->kind == NODE_TEXT && !child->text.len;
        if (child->kind == (enum node_kind)NODE_DEAD || is_empty_text) {
            child = next;
            continue;
        }
        if (is_one_with(parent->last, child)) {
            joined = parent->last;
            while (child->first) {
                struct node *inner = child->first;
                child->first = inner->next;
                node_append(joined, inner);
            }
        } else {
            is_ok = !joined || merge_texts(arena, joined);
            joined = NULL;
            node_append(parent, child);
        }
        child = next;
    }
    return is_ok && (!joined || merge_texts(arena, joined)) && merge_texts(arena, parent);
}

/* What has nothing in it dies; an inline that held only white space becomes that space. */
static void judge(struct node *node)
{
    if (node->kind == NODE_ROOT || node->kind == NODE_TEXT || node->kind == NODE_BREAK ||
        node->kind == NODE_CELL || has_substance(node)) {
        return;
    }
    if (node_is_inline(node->kind) && node->first) {
        node->kind = NODE_TEXT;
        node->text = STR(" ");
        node->first = node->last = NULL;
    } else {
        node->kind = (enum node_kind)NODE_DEAD;
    }
}

static bool prune(struct arena *arena, const struct nodes *nodes)
{
    for (size_t i = nodes->len; i-- > 0;) {
        struct node *node = nodes->items[i];
        if (node->first && !tidy_children(arena, node)) {
            return false;
        }
        judge(node);
    }
    return true;
}

struct anchor_set {
    struct str *slots;
    size_t mask;
};

static struct str *anchor_slot(const struct anchor_set *set, struct str name)
{
    size_t i = (size_t)hash_bytes(HASH_START, name) & set->mask;
    while (set->slots[i].ptr && !str_equal(set->slots[i], name)) {
        i = (i + 1) & set->mask;
    }
    return &set->slots[i];
}

static bool anchor_set_init(struct arena *arena, struct anchor_set *set, size_t n)
{
    size_t size = 16;
    while (size < 2 * n) {
        size *= 2;
    }
    set->mask = size - 1;
    set->slots = arena_array(arena, size, sizeof(*set->slots));
    return set->slots != NULL;
}

/* Links to anchors that are not there lose their target, and anchors that nothing links to their
 * name. */
static bool settle_anchors(struct arena *arena, struct node *root)
{
    struct anchor_set wanted, present;
    size_t n = 0;
    for (struct node *node = root; node; node = node_next(node, root)) {
        n += node->fragment.len > 0;
        n += node->anchor.len > 0;
    }
    if (!n) {
        return true;
    }
    if (!anchor_set_init(arena, &wanted, n) || !anchor_set_init(arena, &present, n)) {
        return false;
    }
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->fragment.len) {
            *anchor_slot(&wanted, node->fragment) = node->fragment;
        }
        if (node->anchor.len) {
            struct str *slot = anchor_slot(&present, node->anchor);
            node->anchor = slot->ptr ? str_null() : node->anchor; /* the first of a name counts */
            *slot = slot->ptr ? *slot : node->anchor;
        }
    }
    for (struct node *node = root; node; node = node_next(node, root)) {
        if (node->fragment.len && !anchor_slot(&present, node->fragment)->ptr) {
            node->fragment = str_null();
        }
        if (node->anchor.len && !anchor_slot(&wanted, node->anchor)->ptr) {
            node->anchor = str_null();
        }
    }
    return true;
}

static void count_words(struct doc *doc)
{
    struct utf8_words words = {0};
    for (struct node *node = doc->root; node; node = node_next(node, doc->root)) {
        if (node->kind == NODE_TEXT) {
            utf8_words_add(&words, node->text);
        } else if (node_is_block(node->kind) || node->kind == NODE_BREAK) {
            words.is_inside = false;
        }
    }
    doc->word_count = words.spaced + (words.dense + 1) / 2;
    size_t minutes = (words.spaced * DENSE_A_MINUTE + words.dense * WORDS_A_MINUTE +
                      (size_t)WORDS_A_MINUTE * DENSE_A_MINUTE - 1) /
                     ((size_t)WORDS_A_MINUTE * DENSE_A_MINUTE);
    doc->reading_minutes = (int)MIN(minutes, (size_t)INT32_MAX);
}

/* The text of one block, white space collapsed, at most `max` bytes beyond which nothing is added.
 */
static void add_block_text(const struct node *block, size_t max, struct buf *buf)
{
    for (struct node *node = node_next(block, block); node && buf->len < max;
         node = node_next(node, block)) {
        if (node->kind == NODE_TEXT) {
            buf_add_str(buf, node->text);
        } else if (node->kind == NODE_BREAK) {
            buf_add_byte(buf, ' ');
        }
    }
}

/* The first EXCERPT_MAX characters, cut between words where there are any. */
static struct str cut_excerpt(struct str s, bool *ret_is_cut)
{
    size_t at = 0, n = 0, space = 0;
    while (at < s.len && n < EXCERPT_MAX) {
        if (s.ptr[at] == ' ') {
            space = at;
        }
        (void)utf8_next(s, &at);
        n++;
    }
    *ret_is_cut = at < s.len;
    if (!*ret_is_cut) {
        return s;
    }
    return str_trim(str_sub(s, 0, space > at / 2 ? space : at));
}

static bool fill_excerpt(struct arena *arena, struct doc *doc)
{
    if (meta_get(&doc->meta, META_EXCERPT).len) {
        return true;
    }
    const struct node *block = doc->root->first;
    while (block && block->kind != NODE_PARAGRAPH) {
        block = node_next(block, doc->root);
    }
    if (!block) {
        return true;
    }
    struct buf buf;
    bool is_cut;
    buf_init(&buf, 0);
    add_block_text(block, (size_t)EXCERPT_MAX * UTF8_MAX_BYTES, &buf);
    struct str excerpt = cut_excerpt(str_trim(buf_str(&buf)), &is_cut);
    excerpt = arena_printf(arena, "%.*s%s", STR_ARG(excerpt), is_cut ? "\xE2\x80\xA6" : "");
    bool is_done = buf_ok(&buf) && excerpt.ptr &&
                   meta_set(arena, &doc->meta, META_EXCERPT, excerpt, SOURCE_TEXT);
    buf_done(&buf);
    return is_done;
}

/* Scripts that are written from right to left, by their share among the first letters. */
static bool fill_direction(struct arena *arena, struct doc *doc)
{
    size_t seen = 0, rtl = 0, letters = 0;
    if (meta_get(&doc->meta, META_DIR).len) {
        return true;
    }
    for (struct node *node = doc->root; node && seen < DIRECTION_SAMPLE;
         node = node_next(node, doc->root)) {
        struct str text = node->kind == NODE_TEXT ? node->text : str_null();
        for (size_t at = 0; at < text.len && seen < DIRECTION_SAMPLE;) {
            size_t before = at;
            unsigned char byte = (unsigned char)text.ptr[at];
            if (byte < 0x80) {
                letters += byte_is_alpha(byte) || byte == '_';
                at++;
                seen++;
                continue;
            }
            uint32_t c = utf8_next(text, &at);
            bool is_rtl = utf8_is_rtl(c);
            rtl += is_rtl;
            letters += is_rtl || (utf8_is_word(c) && !utf8_is_digit(c));
            seen += at - before;
        }
    }
    if (!letters) {
        return true;
    }
    return meta_set(arena, &doc->meta, META_DIR, rtl * 2 > letters ? STR("rtl") : STR("ltr"),
                    SOURCE_GUESS);
}

bool doc_finish(struct arena *arena, struct doc *doc)
{
    struct nodes nodes;
    if (!list_nodes(arena, doc->root, &nodes) || !prune(arena, &nodes) ||
        !settle_anchors(arena, doc->root)) {
        return false;
    }
    count_words(doc);
    return fill_excerpt(arena, doc) && fill_direction(arena, doc);
}
