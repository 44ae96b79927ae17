/* What can be said of a body only when all of it is there: headings, repetitions, rules. */
#include "clean/html/settle.h"

#include "clean/html/settle_internal.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <stdio.h>
#include <string.h>

enum {
    LEVELS = 7,             /* of headings, and 0 */
    SIGNIFICANT_MAX = 512,  /* bytes of a title or quotation that are compared */
    QUOTE_MIN = 16,         /* bytes of letters: shorter ones are found by chance */
    BODY_MAX = 1024 * 1024, /* bytes of text they are looked for in */
    TITLE_BLOCKS = 3,       /* blocks at the top that may say the title without being headings */
};

/* Nothing but letters and digits in lower case: two texts that read alike are alike. */
static void add_significant(const struct node *block, size_t most, struct buf *buf)
{
    for (const struct node *node = block; node; node = node_next(node, block)) {
        struct str text = node->kind == NODE_TEXT ? node->text : str_null();
        for (size_t at = 0; at < text.len && buf->len < most;) {
            uint32_t c = utf8_next(text, &at);
            if (utf8_is_word(c)) {
                utf8_add(buf, utf8_lower(c));
            }
        }
    }
}

void settle_empty(struct node *node)
{
    node->first = node->last = NULL;
    node->url = NULL;
    if (node->kind == NODE_RULE) {
        node->kind = NODE_PARAGRAPH;
    }
}

static bool has_text(const struct node *block)
{
    for (const struct node *node = node_next(block, block); node; node = node_next(node, block)) {
        if (node->kind == NODE_TEXT && str_trim(node->text).len) {
            return true;
        }
    }
    return false;
}

struct node *settle_only_child(const struct node *block, enum node_kind kind)
{
    struct node *found = NULL;
    for (struct node *child = block->first; child; child = child->next) {
        bool is_blank = child->kind == NODE_TEXT && !str_trim(child->text).len;
        if (!is_blank && (found || child->kind != kind)) {
            return NULL;
        }
        found = is_blank ? found : child;
    }
    return found;
}

void settle_unwrap_strong(struct node *block)
{
    struct node *strong = settle_only_child(block, NODE_STRONG);
    if (!strong || !strong->first) {
        return;
    }
    block->first = strong->first;
    block->last = strong->last;
    for (struct node *child = block->first; child; child = child->next) {
        child->parent = block;
    }
}

/* ---- headings ---- */

struct headings {
    struct buf title, text;
    bool is_used[LEVELS];
    int level[LEVELS]; /* what each becomes */
    size_t blocks;     /* with text, that have been seen */
};

static bool says_title(struct headings *headings, const struct node *block)
{
    bool may_be = block->kind == NODE_HEADING ||
                  (block->kind == NODE_PARAGRAPH && headings->blocks < TITLE_BLOCKS);
    if (!may_be || !headings->title.len) {
        return false;
    }
    buf_clear(&headings->text);
    add_significant(block, headings->title.len + 1, &headings->text);
    /* At the top, the title may go on with the name of the site. */
    struct str said = buf_str(&headings->text), title = buf_str(&headings->title);
    bool is_most = headings->blocks < TITLE_BLOCKS && block->kind == NODE_HEADING &&
                   said.len * 2 > title.len && str_starts(title, said);
    return is_most || str_equal(said, title);
}

static void settle_heading(struct headings *headings, struct node *block)
{
    if (says_title(headings, block)) {
        settle_empty(block);
    } else if (block->kind == NODE_HEADING && !has_text(block)) {
        block->kind = NODE_PARAGRAPH;
    } else if (block->kind == NODE_HEADING) {
        settle_unwrap_strong(block);
        headings->is_used[block->level] = true;
    }
    headings->blocks += block->kind == NODE_HEADING || block->kind == NODE_PARAGRAPH;
}

static bool settle_headings(struct node *root, struct str title)
{
    struct headings headings = {0};
    struct node named = {.kind = NODE_TEXT, .text = title};
    add_significant(&named, SIGNIFICANT_MAX, &headings.title);
    for (struct node *node = root->first; node; node = node_next(node, root)) {
        if (node->kind == NODE_HEADING || node->kind == NODE_PARAGRAPH) {
            settle_heading(&headings, node);
        }
    }
    int next = 2;
    for (int i = 1; i < LEVELS; i++) {
        headings.level[i] = MIN(next, 6);
        next += headings.is_used[i];
    }
    for (struct node *node = root->first; node; node = node_next(node, root)) {
        node->level = node->kind == NODE_HEADING ? headings.level[node->level] : 0;
    }
    bool is_ok = buf_ok(&headings.title) && buf_ok(&headings.text);
    buf_done(&headings.title);
    buf_done(&headings.text);
    return is_ok;
}

/* ---- repetitions ---- */

static bool is_pulled(const struct pulled *pulled, const struct node *node)
{
    for (size_t i = 0; i < pulled->n; i++) {
        if (pulled->blocks[i] == node) {
            return true;
        }
    }
    return false;
}

/* The texts of all blocks but those. */
static void add_body(const struct node *root, const struct pulled *pulled, struct buf *buf)
{
    for (const struct node *node = root; node;) {
        bool is_out = node_is_block(node->kind) && is_pulled(pulled, node);
        if (node->kind == NODE_TEXT) {
            add_significant(node, BODY_MAX, buf);
        }
        node = is_out ? node_next_outside(node, root) : node_next(node, root);
    }
}

/* What was pulled out of the text to catch the eye is said again; what was not stays. */
static bool drop_pulled(struct node *root, const struct pulled *pulled)
{
    struct buf body, quote;
    buf_init(&body, 0);
    buf_init(&quote, 0);
    if (pulled->n) {
        add_body(root, pulled, &body);
    }
    for (size_t i = 0; i < pulled->n; i++) {
        buf_clear(&quote);
        add_significant(pulled->blocks[i], SIGNIFICANT_MAX, &quote);
        if (quote.len >= QUOTE_MIN && quote.len < SIGNIFICANT_MAX &&
            str_find(buf_str(&body), buf_str(&quote)) >= 0) {
            settle_empty(pulled->blocks[i]);
        }
    }
    bool is_ok = buf_ok(&body) && buf_ok(&quote);
    buf_done(&body);
    buf_done(&quote);
    return is_ok;
}

/* ---- code ---- */

/* Copies `code` to `bytes` without its lines that are only the next number. */
static size_t copy_unnumbered(struct str code, char *bytes, unsigned *ret_numbers,
                              bool *ret_is_sure)
{
    struct str rest = code, line;
    size_t len = 0;
    unsigned lines = 0;
    char number[16];
    *ret_numbers = 0;
    while (str_split(&rest, '\n', &line)) {
        int n = snprintf(number, sizeof(number), "%u", *ret_numbers + 1);
        bool is_number = str_equal(str_trim(line), str_of(number, (size_t)n));
        *ret_numbers += is_number;
        lines += !is_number;
        if (!is_number) {
            memcpy(bytes + len, line.ptr, line.len);
            len += line.len;
            bytes[len++] = '\n';
        }
    }
    *ret_is_sure = *ret_numbers >= 2 && lines <= *ret_numbers + 1;
    return len ? len - 1 : 0;
}

/* Code whose lines have their numbers on lines before them, which no class told from it. */
static bool settle_code(struct arena *arena, struct node *block)
{
    bool starts_with_one = block->first && block->first->kind == NODE_TEXT &&
                           str_equal(str_trim(block->first->text), STR("1"));
    if (!starts_with_one) {
        return true;
    }
    struct buf code;
    buf_init(&code, 0);
    for (const struct node *text = block->first; text; text = text->next) {
        buf_add_str(&code, text->text);
    }
    char *bytes = arena_alloc(arena, code.len + 1);
    bool is_ok = buf_ok(&code) && bytes, is_sure = false;
    unsigned numbers;
    size_t len = is_ok ? copy_unnumbered(buf_str(&code), bytes, &numbers, &is_sure) : 0;
    buf_done(&code);
    if (is_ok && is_sure) {
        block->first->text = str_of(bytes, len);
        block->first->next = NULL;
        block->last = block->first;
    }
    return is_ok;
}

/* ---- rules ---- */

/* A rule parts two things; at an end, or beside another, it parts none. */
static void settle_rules(struct node *root)
{
    struct node *last = NULL;
    for (struct node *node = root->first; node; node = node->next) {
        if (node->kind != NODE_RULE) {
            last = node->first ? node : last;
        } else if (!last || last->kind == NODE_RULE) {
            settle_empty(node);
        } else {
            last = node;
        }
    }
    if (last && last->kind == NODE_RULE) {
        settle_empty(last);
    }
}

bool settle_tree(struct arena *scratch, struct arena *arena, struct node *root, struct str title,
                 const struct pulled *pulled)
{
    if (!settle_headings(root, title) || (pulled && !drop_pulled(root, pulled)) ||
        !settle_media(scratch, root) || !settle_tables(arena, root)) {
        return false;
    }
    for (struct node *node = root->first; node; node = node_next(node, root)) {
        if (node->kind == NODE_CODE_BLOCK && !settle_code(arena, node)) {
            return false;
        }
    }
    settle_rules(root);
    return true;
}
