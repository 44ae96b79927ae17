/* Lines of cells that tabs part, as a table. */
#include "clean/text/build.h"

/* Takes the cell before the next tab off the front of `*rest`; the last leaves it unknown. */
static struct str next_cell(struct str *rest)
{
    struct str cell = str_null();
    (void)str_split(rest, '\t', &cell);
    return str_trim(cell);
}

size_t build_columns(struct str line)
{
    size_t n = 0;
    struct str rest = line;
    while (rest.ptr) {
        (void)next_cell(&rest);
        n++;
    }
    return n;
}

bool build_row(struct arena *arena, struct node *table, struct str line)
{
    struct node *row = node_new(arena, table, NODE_ROW);
    struct str rest = line;
    while (row && rest.ptr) {
        struct node *cell = node_new(arena, row, NODE_CELL);
        struct str text = next_cell(&rest);
        if (!cell || (text.len && !build_text(arena, cell, text))) {
            return false;
        }
    }
    return row != NULL;
}
