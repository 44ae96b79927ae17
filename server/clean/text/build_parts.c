/* The parts that trees of text are built of: texts, blocks, code. */
#include "clean/text/build.h"

#include "clean/text/scan.h"

#include <string.h>

enum {
    CODE_MARKS_OF = 12, /* one mark of this many characters makes a line code */
    TAB_COLUMNS = 4,
};

/* Whether white space is all single spaces.  Looks at every byte, many at once. */
static bool is_tight(struct str text)
{
    unsigned char loose = 0;
    for (size_t i = 1; i < text.len; i++) {
        unsigned char before = (unsigned char)text.ptr[i - 1], c = (unsigned char)text.ptr[i];
        loose |= (unsigned char)((c >= '\t') & (c <= '\r')) | ((c == ' ') & (before == ' '));
    }
    return !loose;
}

bool build_text(struct arena *arena, struct node *parent, struct str text)
{
    text = str_trim(text);
    if (is_tight(text)) {
        struct str copy = arena_str(arena, text);
        return (copy.ptr || !text.ptr) && node_new_text(arena, parent, copy) != NULL;
    }
    char *copy = arena_alloc(arena, text.len + 1);
    if (!copy) {
        return false;
    }
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        bool is_space = byte_is_space((unsigned char)text.ptr[i]);
        if (!is_space) {
            copy[len++] = text.ptr[i];
        } else if (len && copy[len - 1] != ' ') {
            copy[len++] = ' ';
        }
    }
    return node_new_text(arena, parent, str_of(copy, len)) != NULL;
}

struct node *build_block(struct arena *arena, struct node *parent, enum node_kind kind,
                         struct str text)
{
    struct node *block = node_new(arena, parent, kind);
    return block && build_text(arena, block, text) ? block : NULL;
}

static size_t indent_of(struct str line, size_t *ret_columns)
{
    size_t bytes = 0, columns = 0;
    while (bytes < line.len && (line.ptr[bytes] == ' ' || line.ptr[bytes] == '\t')) {
        columns += line.ptr[bytes] == '\t' ? TAB_COLUMNS : 1;
        bytes++;
    }
    *ret_columns = columns;
    return bytes;
}

static size_t common_indent(struct str lines)
{
    size_t least = SIZE_MAX;
    struct str line;
    while (str_split(&lines, '\n', &line)) {
        size_t columns;
        if (indent_of(line, &columns) < line.len) {
            least = MIN(least, columns);
        }
    }
    return least == SIZE_MAX ? 0 : least;
}

bool build_code(struct arena *arena, struct node *parent, struct str lines)
{
    size_t drop = common_indent(lines), len = 0;
    char *copy = arena_alloc(arena, lines.len + 1);
    struct node *block = node_new(arena, parent, NODE_CODE_BLOCK);
    if (!copy || !block) {
        return false;
    }
    struct str line;
    while (str_split(&lines, '\n', &line)) {
        size_t columns = 0, bytes = 0;
        while (bytes < line.len && columns < drop &&
               (line.ptr[bytes] == ' ' || line.ptr[bytes] == '\t')) {
            columns += line.ptr[bytes++] == '\t' ? TAB_COLUMNS : 1;
        }
        memcpy(copy + len, line.ptr + bytes, line.len - bytes);
        len += line.len - bytes;
        copy[len++] = '\n';
    }
    /* The last line has no end of its own, unless the block ends with it. */
    len -= len > 0;
    return node_new_text(arena, block, str_of(copy, len)) != NULL;
}

bool build_is_code(struct str line)
{
    static const unsigned char IS_MARK[256] = {
        ['{'] = 1, ['}'] = 1, ['('] = 1, [')'] = 1,  [';'] = 1, ['='] = 1,
        ['<'] = 1, ['>'] = 1, ['['] = 1, [']'] = 1,  ['_'] = 1, ['$'] = 1,
        ['#'] = 1, ['&'] = 1, ['|'] = 1, ['\\'] = 1, ['/'] = 1,
    };
    line = str_trim(line);
    size_t marks = 0;
    for (size_t i = 0; i < line.len; i++) {
        marks += IS_MARK[(unsigned char)line.ptr[i]];
    }
    char last = line.len ? line.ptr[line.len - 1] : ' ';
    bool ends_like_code = last == ';' || last == '{' || last == '}';
    return marks && (ends_like_code || marks * CODE_MARKS_OF >= line.len);
}
