/* Page templates: text with named holes, parsed once, filled many times. */
#include "render/template.h"

#include "render/render.h"

#include <stdlib.h>
#include <string.h>

enum {
    NAMES_MAX = 64,   /* different holes in one template; the largest page has twenty */
    NESTING_MAX = 16, /* sections within sections */
};

enum part_kind { PART_TEXT, PART_ESCAPED, PART_RAW, PART_IF, PART_UNLESS };

struct part {
    enum part_kind kind;
    struct str text;     /* PART_TEXT */
    size_t name;         /* the others: into template.names */
    size_t next_outside; /* PART_IF, PART_UNLESS: the first part behind the section */
};

struct template
{
    struct str names[NAMES_MAX];
    size_t names_len;
    size_t parts_len;
    struct part parts[];
};

struct parser {
    struct template *template;
    struct str text;
    size_t at;
    size_t open[NESTING_MAX]; /* the sections around `at`, as parts */
    size_t depth;
    struct error *err;
};

static enum status refuse(const struct parser *parser, struct str hole, const char *why)
{
    size_t line = 1;
    for (size_t i = 0; i < parser->at; i++) {
        line += parser->text.ptr[i] == '\n';
    }
    return error_set(parser->err, ERR_INVALID, "line %zu: {{%.*s}} %s", line,
                     STR_ARG(str_sub(hole, 0, 64)), why);
}

static bool is_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if (!byte_is_lower(c) && !byte_is_digit(c) && c != '_') {
            return false;
        }
    }
    return s.len > 0;
}

/* The name's index, a new one for a new name; NAMES_MAX when there are too many. */
static size_t find_name(struct template *template, struct str name)
{
    size_t i = 0;
    while (i < template->names_len && !str_equal(template->names[i], name)) {
        i++;
    }
    if (i == template->names_len && i < NAMES_MAX) {
        template->names[template->names_len++] = name;
    }
    return i;
}

static struct part *add_part(struct template *template, enum part_kind kind)
{
    struct part *part = &template->parts[template->parts_len++];
    *part = (struct part){.kind = kind};
    return part;
}

static enum status close_section(struct parser *parser, struct str hole, size_t name)
{
    struct template *template = parser->template;
    if (!parser->depth || template->parts[parser->open[parser->depth - 1]].name != name) {
        return refuse(parser, hole, "does not close the innermost open section");
    }
    template->parts[parser->open[--parser->depth]].next_outside = template->parts_len;
    return OK;
}

/* `hole` is what stands between the braces. */
static enum status add_hole(struct parser *parser, struct str hole)
{
    static const struct {
        char mark;
        enum part_kind kind;
    } marks[] = {{'&', PART_RAW}, {'?', PART_IF}, {'^', PART_UNLESS}};
    struct template *template = parser->template;
    enum part_kind kind = PART_ESCAPED;
    bool is_end = hole.len && hole.ptr[0] == '/';
    bool is_marked = is_end;
    for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
        if (hole.len && hole.ptr[0] == marks[i].mark) {
            kind = marks[i].kind;
            is_marked = true;
        }
    }
    struct str name = str_sub(hole, is_marked, hole.len);
    if (!is_name(name)) {
        return refuse(parser, hole, "is no hole: a-z, 0-9 and _ after at most one of & ? ^ /");
    }
    size_t index = find_name(template, name);
    if (index == NAMES_MAX) {
        return refuse(parser, hole, "is one name too many");
    }
    if (is_end) {
        return close_section(parser, hole, index);
    }
    if (kind == PART_IF || kind == PART_UNLESS) {
        if (parser->depth == NESTING_MAX) {
            return refuse(parser, hole, "is nested too deeply");
        }
        parser->open[parser->depth++] = template->parts_len;
    }
    add_part(template, kind)->name = index;
    return OK;
}

static enum status parse(struct parser *parser)
{
    struct str text = parser->text;
    enum status status = OK;
    while (!status && parser->at < text.len) {
        struct str rest = str_sub(text, parser->at, text.len);
        ptrdiff_t start = str_find(rest, STR("{{"));
        size_t plain = start < 0 ? rest.len : (size_t)start;
        if (plain) {
            add_part(parser->template, PART_TEXT)->text = str_sub(rest, 0, plain);
            parser->at += plain;
        }
        if (start < 0) {
            break;
        }
        struct str inside = str_sub(rest, plain + 2, rest.len);
        ptrdiff_t end = str_find(inside, STR("}}"));
        struct str hole = str_sub(inside, 0, end < 0 ? inside.len : (size_t)end);
        status = end < 0 ? refuse(parser, hole, "is not closed") : add_hole(parser, hole);
        parser->at += hole.len + 4;
    }
    if (!status && parser->depth) {
        struct part *open = &parser->template->parts[parser->open[parser->depth - 1]];
        parser->at = text.len;
        status = refuse(parser, parser->template->names[open->name], "is open at the end");
    }
    return status;
}

/* A part for each hole and one for the text before it, and the text at the end. */
static size_t most_parts(struct str text)
{
    size_t n = 1;
    for (size_t i = 1; i < text.len; i++) {
        if (text.ptr[i - 1] == '{' && text.ptr[i] == '{') {
            n += 2;
        }
    }
    return n;
}

enum status template_new(struct str text, struct template **ret_template, struct error *err)
{
    struct template *template =
        calloc(1, sizeof(*template) + most_parts(text) * sizeof(struct part));
    if (!template) {
        return error_no_memory(err);
    }
    struct parser parser = {.template = template, .text = text, .err = err};
    enum status status = parse(&parser);
    if (status) {
        template_free(template);
        return status;
    }
    *ret_template = template;
    return OK;
}

void template_free(struct template *template)
{
    free(template);
}

/* Each name's value, looked up once for all of its holes; of two values of a name, the first. */
static void resolve(const struct template *template, const struct template_value *values, size_t n,
                    struct str *resolved)
{
    memset(resolved, 0, template->names_len * sizeof(*resolved));
    for (size_t i = n; i-- > 0;) {
        struct str name = str_from(values[i].name);
        for (size_t j = 0; j < template->names_len; j++) {
            if (str_equal(template->names[j], name)) {
                resolved[j] = values[i].value;
                break;
            }
        }
    }
}

void template_fill(const struct template *template, const struct template_value *values, size_t n,
                   struct buf *buf)
{
    struct str resolved[NAMES_MAX];
    resolve(template, values, n, resolved);
    for (size_t i = 0; i < template->parts_len;) {
        const struct part *part = &template->parts[i++];
        struct str value = part->kind == PART_TEXT ? part->text : resolved[part->name];
        switch (part->kind) {
        case PART_TEXT:
        case PART_RAW:
            buf_add_str(buf, value);
            break;
        case PART_ESCAPED:
            render_escape(buf, value);
            break;
        case PART_IF:
            i = value.len ? i : part->next_outside;
            break;
        case PART_UNLESS:
            i = value.len ? part->next_outside : i;
            break;
        }
    }
}
