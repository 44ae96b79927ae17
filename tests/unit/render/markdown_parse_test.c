/* Tests of render/markdown*.c: the text that a parser reads is the text that the tree holds. */
#include "tree.h"

#include "render/render.h"

#include <md4c.h>
#include <stdlib.h>

static void add_visible(struct buf *buf, const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (!byte_is_space((unsigned char)text[i])) {
            buf_add_byte(buf, text[i]);
        }
    }
}

static void add_address(struct buf *buf, const MD_ATTRIBUTE *address)
{
    buf_add_byte(buf, '{');
    buf_add(buf, address->text, address->size);
    buf_add_byte(buf, '}');
}

static int ignore_block(MD_BLOCKTYPE type, void *detail, void *buf)
{
    (void)type;
    (void)detail;
    (void)buf;
    return 0;
}

static int ignore_span(MD_SPANTYPE type, void *detail, void *buf)
{
    (void)type;
    (void)detail;
    (void)buf;
    return 0;
}

static int read_span_end(MD_SPANTYPE type, void *detail, void *buf)
{
    if (type == MD_SPAN_A) {
        add_address(buf, &((MD_SPAN_A_DETAIL *)detail)->href);
    } else if (type == MD_SPAN_IMG) {
        add_address(buf, &((MD_SPAN_IMG_DETAIL *)detail)->src);
    }
    return 0;
}

static int read_text(MD_TEXTTYPE type, const MD_CHAR *text, MD_SIZE len, void *buf)
{
    bool is_break = type == MD_TEXT_HTML && len == 4 && memcmp(text, "<br>", 4) == 0;
    if (type != MD_TEXT_SOFTBR && type != MD_TEXT_BR && !is_break) {
        add_visible(buf, text, len);
    }
    return 0;
}

static void read_markdown(struct str markdown, struct buf *buf)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
        .enter_block = ignore_block,
        .leave_block = ignore_block,
        .enter_span = ignore_span,
        .leave_span = read_span_end,
        .text = read_text,
    };
    assert_int_equal(md_parse(markdown.ptr, (MD_SIZE)markdown.len, &parser, buf), 0);
}

/* The same of the tree; recursion is fine for the small trees of this test. */
static void read_tree(const struct node *node, struct buf *buf)
{
    size_t before = buf->len;
    if (node->kind == NODE_TEXT || node->kind == NODE_IMAGE) {
        add_visible(buf, node->text.ptr, node->text.len);
    }
    for (const struct node *child = node->first; child; child = child->next) {
        read_tree(child, buf);
    }
    if (node->kind == NODE_IMAGE || (node->kind == NODE_LINK && buf->len > before)) {
        buf_printf(buf, "{%.*s}", STR_ARG(node->url->text));
    }
}

struct dice {
    uint32_t state;
};

static unsigned roll(struct dice *dice, unsigned sides)
{
    dice->state = dice->state * 1664525u + 1013904223u;
    return (dice->state >> 8) % sides;
}

/* What Markdown has a meaning for, and what stands beside it. */
static const char *const pieces[] = {
    "*",
    "_",
    "`",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "!",
    "#",
    "+",
    "-",
    "=",
    ".",
    ":",
    "|",
    "~",
    "\\",
    "&",
    ";",
    "\"",
    "1",
    "a",
    "\xC3\xA9",
    "\xE5\xAD\x97",
    " ",
    "  ",
    "``",
    "**",
    "--",
    "amp",
    "word",
    "\t",
    "10",
    "x ",
    " y",
    "$",
    "http",
    "<b>",
    "\xE2\x80\x9C",
    "'",
    "](",
    "[ ]",
    "]: ",
    "\xE3\x80\x82",
};

static void add_random_text(struct arena *arena, struct dice *dice, struct node *parent)
{
    char text[64];
    size_t len = 0;
    for (unsigned n = 1 + roll(dice, 6); n; n--) {
        const char *piece = pieces[roll(dice, ARRAY_LEN(pieces))];
        memcpy(text + len, piece, strlen(piece));
        len += strlen(piece);
    }
    assert_non_null(node_new_text(arena, parent, arena_str(arena, str_of(text, len))));
}

static void add_random_inlines(struct arena *arena, struct dice *dice, struct node *parent,
                               int depth, bool is_in_link)
{
    static const enum node_kind kinds[] = {NODE_EMPHASIS, NODE_STRONG, NODE_CODE,  NODE_DELETED,
                                           NODE_SMALL,    NODE_LINK,   NODE_IMAGE, NODE_BREAK};
    for (unsigned n = 1 + roll(dice, 4); n; n--) {
        if (depth == 0 || roll(dice, 2)) {
            add_random_text(arena, dice, parent);
            continue;
        }
        enum node_kind kind = kinds[roll(dice, ARRAY_LEN(kinds))];
        if (kind == NODE_LINK && is_in_link) {
            continue;
        }
        struct node *node = node_new(arena, parent, kind);
        assert_non_null(node);
        if (kind == NODE_LINK || kind == NODE_IMAGE) {
            node->url = url_resolve(arena, NULL,
                                    roll(dice, 2) ? STR("https://e.example/a_(b)*c*?d[]=e")
                                                  : STR("https://e.example/~x"));
        }
        if (kind == NODE_IMAGE) {
            node->text = STR("al*t [1]");
        } else if (kind == NODE_CODE) {
            add_random_text(arena, dice, node);
        } else if (kind != NODE_BREAK) {
            add_random_inlines(arena, dice, node, depth - 1, is_in_link || kind == NODE_LINK);
        }
    }
}

static void add_random_blocks(struct arena *arena, struct dice *dice, struct node *parent,
                              int depth);

static void add_random_table(struct arena *arena, struct dice *dice, struct node *table)
{
    bool has_head = roll(dice, 2);
    for (unsigned rows = 1 + roll(dice, 3); rows; rows--) {
        struct node *row = node_new(arena, table, NODE_ROW);
        for (unsigned cells = 1 + roll(dice, 3); cells; cells--) {
            struct node *cell = node_new(arena, row, NODE_CELL);
            cell->is_header = has_head;
            cell->colspan = (int)roll(dice, 3);
            cell->rowspan = (int)roll(dice, 3);
            add_random_inlines(arena, dice, cell, 2, false);
        }
        has_head = false;
    }
}

static void add_random_block(struct arena *arena, struct dice *dice, struct node *parent, int depth)
{
    static const enum node_kind kinds[] = {NODE_PARAGRAPH, NODE_HEADING, NODE_PARAGRAPH,
                                           NODE_LIST,      NODE_QUOTE,   NODE_CODE_BLOCK,
                                           NODE_TABLE,     NODE_LIST};
    enum node_kind kind = depth ? kinds[roll(dice, ARRAY_LEN(kinds))] : NODE_PARAGRAPH;
    struct node *block = node_new(arena, parent, kind);
    assert_non_null(block);
    if (kind == NODE_LIST) {
        block->is_ordered = roll(dice, 2);
        block->start = (int)roll(dice, 3);
        for (unsigned n = 1 + roll(dice, 3); n; n--) {
            struct node *item = node_new(arena, block, NODE_ITEM);
            if (roll(dice, 2)) {
                add_random_inlines(arena, dice, item, 2, false);
            }
            if (roll(dice, 2)) {
                add_random_blocks(arena, dice, item, depth - 1);
            }
        }
    } else if (kind == NODE_QUOTE) {
        add_random_blocks(arena, dice, block, depth - 1);
    } else if (kind == NODE_CODE_BLOCK) {
        add_random_text(arena, dice, block);
    } else if (kind == NODE_TABLE) {
        add_random_table(arena, dice, block);
    } else {
        block->level = 1 + (int)roll(dice, 6);
        add_random_inlines(arena, dice, block, 3, false);
    }
}

static void add_random_blocks(struct arena *arena, struct dice *dice, struct node *parent,
                              int depth)
{
    for (unsigned n = 1 + roll(dice, 3); n; n--) {
        add_random_block(arena, dice, parent, depth);
    }
}

static void text_survives_a_parser(void **state)
{
    (void)state;
    struct buf markdown, wanted, read;
    buf_init(&markdown, 0);
    buf_init(&wanted, 0);
    buf_init(&read, 0);
    const char *rounds = getenv("MARKDOWN_ROUNDS");
    uint32_t last = rounds ? (uint32_t)strtoul(rounds, NULL, 10) : 3000;
    for (uint32_t seed = 1; seed <= last; seed++) {
        struct arena arena = {0};
        struct dice dice = {seed * 2654435761u};
        struct node *root = node_new(&arena, NULL, NODE_ROOT);
        add_random_blocks(&arena, &dice, root, 3);
        buf_clear(&markdown);
        buf_clear(&wanted);
        buf_clear(&read);
        render_markdown(root, &markdown);
        read_tree(root, &wanted);
        read_markdown(buf_str(&markdown), &read);
        if (!str_equal(buf_str(&wanted), buf_str(&read))) {
            print_error("seed %u:\n%.*s\nwanted %.*s\nread   %.*s\n", seed,
                        STR_ARG(buf_str(&markdown)), STR_ARG(buf_str(&wanted)),
                        STR_ARG(buf_str(&read)));
            fail();
        }
        arena_done(&arena);
    }
    buf_done(&markdown);
    buf_done(&wanted);
    buf_done(&read);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_survives_a_parser),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
