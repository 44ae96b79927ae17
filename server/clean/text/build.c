/* Kept units to a tree: paragraphs, headings, lists, quotations, code, tables. */
#include "clean/text/build.h"

#include "base/utf8.h"
#include "clean/items.h"
#include "clean/text/scan.h"

enum {
    HEADING_WORDS = 14,
    HEADING_BYTES = 110,
    HEADING_LEVEL = 2,  /* level 1 is the title */
    HEADING_REACH = 3,  /* units behind a heading where its text must begin */
    LIST_DEPTH = 8,     /* deeper items stay at this depth */
    CODE_INDENT = 4,    /* columns beyond the text's own indentation */
    CODE_UNITS_MIN = 2, /* of indented code; of other, */
    CODE_LINES_MIN = 3,
};

/* A list that is open, and the column its items begin at. */
struct open_list {
    struct node *list;
    uint32_t indent;
    int next_number; /* of an ordered list */
};

struct builder {
    const struct reading *reading;
    struct arena *arena;
    struct node *root;
    struct open_list open[LIST_DEPTH];
    size_t depth;
    struct node *quote;  /* that is open */
    uint32_t indent;     /* most prose begins at this column */
    ptrdiff_t last_unit; /* that was put into the tree */
};

static struct str text_of(const struct builder *builder, size_t unit)
{
    return reading_text(builder->reading, unit);
}

/* The next unit of the body behind `unit`; the number of units if there is none. */
static size_t next_in_body(const struct reading *reading, size_t unit)
{
    size_t i = unit + 1;
    while (i < reading->lines.len && !reading_in_body(reading, i)) {
        i++;
    }
    return i;
}

/* Dashes begin speeches as often as items, so they stay in the text. */
static struct bullet list_bullet(struct str line)
{
    struct bullet bullet = scan_bullet(line);
    uint32_t mark = scan_first(line);
    bool is_dash = mark == 0x2013 || mark == 0x2014 || mark == '#';
    return is_dash ? (struct bullet){0} : bullet;
}

static bool has_number(const struct reading *reading, size_t unit, int number)
{
    if (unit >= reading->lines.len || !reading_in_body(reading, unit)) {
        return false;
    }
    struct bullet bullet = scan_bullet(reading_text(reading, unit));
    return bullet.is_number && bullet.len && bullet.number == number;
}

/* "3. Text" is an item when its neighbour is the second or fourth; alone it heads a section. */
static bool is_numbered_item(const struct builder *builder, size_t unit, int number)
{
    const struct open_list *top = builder->depth ? &builder->open[builder->depth - 1] : NULL;
    bool continues = top && top->list->is_ordered && top->next_number == number &&
                     builder->last_unit + 1 == (ptrdiff_t)unit;
    return continues || has_number(builder->reading, unit + 1, number + 1);
}

static bool is_heading(const struct reading *reading, size_t unit)
{
    const struct traits *traits = &reading->sheet.traits[unit];
    struct str line = reading_text(reading, unit);
    uint32_t last = scan_last(line);
    bool is_short =
        traits->words <= HEADING_WORDS && line.len <= HEADING_BYTES && !traits->is_prose;
    bool is_open = last == ',' || last == ';' || last == ':' || last == '-' ||
                   (scan_is_terminator(last) && last != '?' && last != 0xFF1F);
    bool starts_well = !utf8_is_lower(scan_first(line));
    size_t next = next_in_body(reading, unit);
    bool has_room = traits->own[OWN_BLANK_1] > 0 || unit == 0 ||
                    reading->context.rows[unit][CONTEXT_BLANK_SHARE] < 0.1F;
    return is_short && !is_open && starts_well && has_room && next < reading->lines.len &&
           next <= unit + HEADING_REACH && reading->sheet.traits[next].is_prose;
}

static void close_lists(struct builder *builder)
{
    builder->depth = 0;
}

/* Opens or closes lists until the innermost open one is where an item of this indentation belongs.
 */
static bool open_list(struct builder *builder, uint32_t indent, struct bullet bullet)
{
    while (builder->depth > 1 && indent < builder->open[builder->depth - 1].indent) {
        builder->depth--;
    }
    struct open_list *top = builder->depth ? &builder->open[builder->depth - 1] : NULL;
    bool is_deeper =
        top && indent > top->indent + 1 && builder->depth < LIST_DEPTH && top->list->last;
    bool is_other = top && !is_deeper && top->list->is_ordered != bullet.is_number;
    if (top && !is_deeper && !is_other) {
        return true;
    }
    if (is_other) {
        builder->depth--;
    }
    struct node *parent = is_deeper        ? top->list->last
                          : builder->depth ? builder->open[builder->depth - 1].list->last
                                           : builder->root;
    struct node *list = node_new(builder->arena, parent, NODE_LIST);
    if (!list || (parent->kind == NODE_ITEM && !items_part(builder->arena, parent))) {
        return false;
    }
    list->is_ordered = bullet.is_number;
    list->start = bullet.is_number ? bullet.number : 0;
    builder->open[builder->depth++] = (struct open_list){.list = list, .indent = indent};
    return true;
}

static bool add_item(struct builder *builder, size_t unit, struct bullet bullet)
{
    struct str text = text_of(builder, unit);
    if (!open_list(builder, builder->reading->lines.units[unit].indent, bullet)) {
        return false;
    }
    struct open_list *top = &builder->open[builder->depth - 1];
    top->next_number = bullet.number + 1;
    return build_block(builder->arena, top->list, NODE_ITEM, str_sub(text, bullet.len, text.len)) !=
           NULL;
}

static bool add_quoted(struct builder *builder, struct str text)
{
    if (!builder->quote) {
        builder->quote = node_new(builder->arena, builder->root, NODE_QUOTE);
    }
    while (text.len && (text.ptr[0] == '>' || text.ptr[0] == ' ')) {
        text = str_sub(text, 1, text.len);
    }
    return builder->quote && build_block(builder->arena, builder->quote, NODE_PARAGRAPH, text);
}

static bool is_plain_line(const struct builder *builder, size_t unit)
{
    const struct reading *reading = builder->reading;
    return unit < reading->lines.len && reading_in_body(reading, unit) &&
           !reading->sheet.traits[unit].is_prose && !list_bullet(text_of(builder, unit)).len;
}

/* How many units from `unit` on are a block of code: indented, or without empty lines between; else
 * 0. */
static size_t count_code(const struct builder *builder, size_t unit)
{
    const struct unit *units = builder->reading->lines.units;
    bool is_indented = units[unit].indent >= builder->indent + CODE_INDENT;
    size_t n = 0, code = 0;
    while (is_plain_line(builder, unit + n)) {
        const struct unit *next = &units[unit + n];
        bool belongs =
            is_indented ? next->indent >= builder->indent + CODE_INDENT : !n || !next->blank_before;
        if (!belongs) {
            break;
        }
        code += build_is_code(text_of(builder, unit + n));
        n++;
    }
    size_t least = is_indented ? CODE_UNITS_MIN : CODE_LINES_MIN;
    return n >= least && 2 * code >= n ? n : 0;
}

/* How many units from `unit` on are rows of one table; else 0. */
static size_t count_rows(const struct builder *builder, size_t unit)
{
    const struct reading *reading = builder->reading;
    size_t columns = build_columns(text_of(builder, unit)), n = 1;
    while (columns > 1 && unit + n < reading->lines.len && reading_in_body(reading, unit + n) &&
           !reading->lines.units[unit + n].blank_before &&
           build_columns(text_of(builder, unit + n)) == columns) {
        n++;
    }
    return columns > 1 && n > 1 ? n : 0;
}

static bool add_table(struct builder *builder, size_t unit, size_t n)
{
    struct node *table = node_new(builder->arena, builder->root, NODE_TABLE);
    for (size_t i = 0; table && i < n; i++) {
        if (!build_row(builder->arena, table, text_of(builder, unit + i))) {
            return false;
        }
    }
    return table != NULL;
}

/* From the first unit to the last, with the lines between them that are no units, and closing
 * braces behind. */
static struct str code_lines(const struct builder *builder, size_t unit, size_t n)
{
    const struct unit *units = builder->reading->lines.units;
    struct str last = units[unit + n - 1].source, text = builder->reading->text;
    const char *start = units[unit].source.ptr, *end = last.ptr + last.len;
    struct str rest = str_of(end, (size_t)(text.ptr + text.len - end)), line;
    (void)str_split(&rest, '\n', &line);
    while (rest.ptr && str_split(&rest, '\n', &line) && str_trim(line).len) {
        size_t at = 0;
        struct str word;
        if (scan_word(line, &at, &word)) {
            break;
        }
        end = line.ptr + line.len;
    }
    return str_of(start, (size_t)(end - start));
}

/* Short lines that stand together without an empty line are lines of one paragraph: an address, a
 * verse. */
static bool continues_paragraph(const struct builder *builder, size_t unit)
{
    const struct node *last = builder->root->last;
    const struct reading *reading = builder->reading;
    return last && last->kind == NODE_PARAGRAPH && builder->last_unit + 1 == (ptrdiff_t)unit &&
           reading->lines.units[unit].blank_before == 0 && is_plain_line(builder, unit) &&
           is_plain_line(builder, unit - 1);
}

static bool add_paragraph(struct builder *builder, size_t unit)
{
    struct str text = text_of(builder, unit);
    struct node *last = builder->root->last;
    if (continues_paragraph(builder, unit)) {
        return node_new(builder->arena, last, NODE_BREAK) && build_text(builder->arena, last, text);
    }
    return build_block(builder->arena, builder->root, NODE_PARAGRAPH, text) != NULL;
}

static bool add_unit(struct builder *builder, size_t unit)
{
    struct str text = text_of(builder, unit);
    struct bullet bullet = list_bullet(text);
    bool is_item =
        bullet.len && (!bullet.is_number || is_numbered_item(builder, unit, bullet.number));
    bool is_quoted = text.ptr[0] == '>' && text.len > 1;
    if (!is_quoted) {
        builder->quote = NULL;
    }
    if (is_item) {
        return add_item(builder, unit, bullet);
    }
    close_lists(builder);
    if (is_quoted) {
        return add_quoted(builder, text);
    }
    if (is_heading(builder->reading, unit)) {
        struct node *heading = build_block(builder->arena, builder->root, NODE_HEADING, text);
        if (heading) {
            heading->level = HEADING_LEVEL;
        }
        return heading != NULL;
    }
    return add_paragraph(builder, unit);
}

/* The smallest column that a unit of prose begins at. */
static uint32_t prose_indent(const struct reading *reading)
{
    uint32_t least = UINT32_MAX;
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (reading_in_body(reading, i) && reading->sheet.traits[i].is_prose) {
            least = MIN(least, reading->lines.units[i].indent);
        }
    }
    return least == UINT32_MAX ? 0 : least;
}

bool build_body(const struct reading *reading, struct arena *arena, struct node *root)
{
    struct builder builder = {
        .reading = reading,
        .arena = arena,
        .root = root,
        .indent = prose_indent(reading),
        .last_unit = UNIT_NONE,
    };
    for (size_t i = 0; i < reading->lines.len; i++) {
        if (!reading_in_body(reading, i)) {
            continue;
        }
        size_t rows = count_rows(&builder, i), code = rows ? 0 : count_code(&builder, i);
        if (rows || code) {
            close_lists(&builder);
            builder.quote = NULL;
        }
        bool is_added = rows   ? add_table(&builder, i, rows)
                        : code ? build_code(arena, root, code_lines(&builder, i, code))
                               : add_unit(&builder, i);
        if (!is_added) {
            return false;
        }
        i += rows + code ? rows + code - 1 : 0;
        builder.last_unit = (ptrdiff_t)i;
    }
    return true;
}
