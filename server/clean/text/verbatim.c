/* Texts that are kept as they are: lines stay lines. */
#include "clean/text/verbatim.h"

#include "clean/text/build.h"
#include "clean/text/scan.h"

#include <assert.h>

enum {
    LINES_MAX = 30000, /* each takes two nodes; a longer text is a log, and reads best as code */
    CODE_INDENT = 4,
    CODE_LINES_MIN = 3,
};

/* What the lines between two empty ones have in common. */
struct look {
    size_t lines, bullets, numbers, code, indented, quoted, aligned;
    size_t columns; /* cells of the first line, and the lines with as many */
    size_t rows;
};

static struct look look_at(struct str block)
{
    struct look look = {0};
    struct str line;
    while (str_split(&block, '\n', &line)) {
        struct str trimmed = str_trim(line);
        struct bullet bullet = scan_bullet(trimmed);
        uint32_t mark = scan_first(trimmed);
        bool is_dash = mark == 0x2013 || mark == 0x2014 || mark == '#';
        look.lines++;
        look.columns = look.lines == 1 ? build_columns(trimmed) : look.columns;
        look.rows += build_columns(trimmed) == look.columns;
        bool has_text = scan_count_words(str_sub(trimmed, bullet.len, trimmed.len), 1) > 0;
        look.bullets += bullet.len && !is_dash && has_text;
        look.numbers += bullet.is_number && bullet.len;
        look.code += build_is_code(trimmed);
        look.indented += (size_t)(trimmed.ptr - line.ptr) >= CODE_INDENT;
        look.aligned += str_find(trimmed, STR("  ")) >= 0 || str_find_byte(trimmed, '\t') >= 0;
        look.quoted += trimmed.len > 1 && trimmed.ptr[0] == '>' && scan_count_words(trimmed, 1);
    }
    return look;
}

static bool add_list(struct arena *arena, struct node *root, struct str block, bool is_ordered)
{
    struct node *list = node_new(arena, root, NODE_LIST);
    if (!list) {
        return false;
    }
    list->is_ordered = is_ordered;
    struct str line;
    while (str_split(&block, '\n', &line)) {
        struct bullet bullet = scan_bullet(line);
        if (is_ordered && !list->first) {
            list->start = bullet.number;
        }
        if (!build_block(arena, list, NODE_ITEM, str_sub(line, bullet.len, line.len))) {
            return false;
        }
    }
    return true;
}

static bool add_paragraph(struct arena *arena, struct node *parent, struct str block,
                          bool is_quoted)
{
    struct node *paragraph = node_new(arena, parent, NODE_PARAGRAPH);
    struct str line;
    while (paragraph && str_split(&block, '\n', &line)) {
        line = str_trim(line);
        while (is_quoted && line.len && (line.ptr[0] == '>' || line.ptr[0] == ' ')) {
            line = str_sub(line, 1, line.len);
        }
        bool needs_break = paragraph->first && line.len;
        if ((needs_break && !node_new(arena, paragraph, NODE_BREAK)) ||
            (line.len && !build_text(arena, paragraph, line))) {
            return false;
        }
    }
    return paragraph != NULL;
}

/* Ordered when every line has a number and they go up by one. */
static bool counts_up(struct str block)
{
    int expected = -1;
    struct str line;
    while (str_split(&block, '\n', &line)) {
        int number = scan_bullet(line).number;
        if (expected >= 0 && number != expected) {
            return false;
        }
        expected = number + 1;
    }
    return true;
}

static bool add_table(struct arena *arena, struct node *root, struct str block)
{
    struct node *table = node_new(arena, root, NODE_TABLE);
    struct str line;
    while (table && str_split(&block, '\n', &line)) {
        if (!build_row(arena, table, str_trim(line))) {
            return false;
        }
    }
    return table != NULL;
}

static bool add_block(struct arena *arena, struct node *root, struct str block)
{
    struct look look = look_at(block);
    if (look.numbers == look.lines && look.lines > 1 && counts_up(block)) {
        return add_list(arena, root, block, true);
    }
    if (look.bullets == look.lines && !look.numbers) {
        return add_list(arena, root, block, false);
    }
    if (look.columns > 1 && look.lines > 1 && look.rows == look.lines) {
        return add_table(arena, root, block);
    }
    bool is_code = look.code * 2 >= look.lines &&
                   (look.lines >= CODE_LINES_MIN || look.indented == look.lines);
    bool is_table = look.aligned * 2 >= look.lines && look.lines >= CODE_LINES_MIN;
    if (is_code || is_table) {
        return build_code(arena, root, block);
    }
    if (look.quoted == look.lines) {
        struct node *quote = node_new(arena, root, NODE_QUOTE);
        return quote && add_paragraph(arena, quote, block, true);
    }
    return add_paragraph(arena, root, block, false);
}

/* A text that is code as a whole keeps its empty lines. */
static bool is_all_code(struct str text)
{
    size_t lines = 0, code = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        lines += str_trim(line).len > 0;
        code += build_is_code(line);
    }
    return lines >= CODE_LINES_MIN && 2 * code >= lines;
}

static size_t count_lines(struct str text)
{
    size_t n = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        n += str_trim(line).len > 0;
    }
    return n;
}

static struct str without_blank_ends(struct str text)
{
    struct str rest = text, line;
    while (rest.ptr && str_split(&rest, '\n', &line) && !str_trim(line).len) {
        text = rest;
    }
    assert(text.ptr || !text.len);
    while (text.len && byte_is_space((unsigned char)text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

static bool is_skipped(struct verbatim_skip *skip, const char *line)
{
    while (skip->len && skip->lines[0] < line) {
        skip->lines++;
        skip->len--;
    }
    return skip->len && skip->lines[0] == line;
}

bool verbatim_add(struct arena *arena, struct node *root, struct str text,
                  struct verbatim_skip skip)
{
    text = without_blank_ends(text);
    if (count_lines(text) > LINES_MAX || (!skip.len && is_all_code(text))) {
        return build_code(arena, root, text);
    }
    struct str block = str_null(), line;
    while (str_split(&text, '\n', &line)) {
        bool is_part = str_trim(line).len && !is_skipped(&skip, line.ptr);
        if (is_part) {
            block = block.ptr ? str_of(block.ptr, (size_t)(line.ptr + line.len - block.ptr)) : line;
            continue;
        }
        if (block.ptr && !add_block(arena, root, block)) {
            return false;
        }
        block = str_null();
    }
    return !block.ptr || add_block(arena, root, block);
}
