/* Tables as GFM has them: one line a row, without spans, the first row the head. */
#include "render/markdown_internal.h"
#include "render/table_internal.h"

static size_t span_of(int span)
{
    return span > 1 ? (size_t)span : 1;
}

/* As many as the widest row: GFM drops the cells that the head has no column for. */
static size_t count_columns(const struct node *table)
{
    size_t columns = 1;
    for (const struct node *row = table_row_from(table->first); row;
         row = table_row_from(row->next)) {
        size_t cells = 0, width = 0;
        for (const struct node *cell = row->first; cell; cell = cell->next) {
            cells++;
            width += span_of(cell->colspan);
        }
        columns = MAX(columns, MAX(cells, MIN(width, (size_t)COLUMNS_MAX)));
    }
    return columns;
}

void table_begin(struct table *table, const struct node *node)
{
    *table = (struct table){.columns = count_columns(node)};
}

static void add_empty_cells(struct flow *flow, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        BUF_LITERAL(flow->buf, "  |");
    }
}

static void add_line_below_head(const struct table *table, struct flow *flow)
{
    layout_line(flow->layout);
    buf_add_byte(flow->buf, '|');
    for (size_t i = 0; i < table->columns; i++) {
        BUF_LITERAL(flow->buf, " --- |");
    }
}

void table_row_begin(struct table *table, struct flow *flow, const struct node *row)
{
    bool is_first = !table->has_row;
    size_t cells = 0;
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        cells++;
    }
    if (is_first) {
        layout_block(flow->layout);
    } else {
        layout_line(flow->layout);
    }
    if (is_first && !table_is_head(row)) {
        buf_add_byte(flow->buf, '|');
        add_empty_cells(flow, table->columns);
        add_line_below_head(table, flow);
        layout_line(flow->layout);
    }
    buf_add_byte(flow->buf, '|');
    table->has_row = true;
    table->column = 0;
    table->spare = table->columns - MIN(cells, table->columns);
    flow->is_in_cell = true;
}

void table_row_end(struct table *table, struct flow *flow, const struct node *row)
{
    flow->is_in_cell = false;
    for (size_t i = table->column; i < COLUMNS_MAX; i++) {
        table->spans[i] -= table->spans[i] > 0;
    }
    if (table_is_head(row)) {
        add_empty_cells(flow, table->columns - MIN(table->column, table->columns));
        add_line_below_head(table, flow);
    }
}

void table_cell_begin(struct table *table, struct flow *flow)
{
    while (table->spare && table->column < COLUMNS_MAX && table->spans[table->column]) {
        table->spans[table->column++]--;
        table->spare--;
        add_empty_cells(flow, 1);
    }
    buf_add_byte(flow->buf, ' ');
    flow->cell_at = flow->buf->len;
    flow->is_flowing = true;
    flow->is_at_start = false;
    flow->digits = -1;
}

/* A wide cell is followed by empty ones, as far as the others leave room. */
void table_cell_end(struct table *table, struct flow *flow, const struct node *cell)
{
    size_t empty = MIN(span_of(cell->colspan) - 1, table->spare);
    flow->is_flowing = flow->has_space = flow->has_break = false;
    BUF_LITERAL(flow->buf, " |");
    add_empty_cells(flow, empty);
    table->spare -= empty;
    for (size_t i = 0; i <= empty; i++, table->column++) {
        if (table->column < COLUMNS_MAX) {
            table->spans[table->column] = cell->rowspan > 1 ? cell->rowspan - 1 : 0;
        }
    }
}
