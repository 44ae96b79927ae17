/* A text as units: its lines, with those joined that a program had wrapped. */
#include "clean/text/lines.h"

#include "clean/text/scan.h"
#include "clean/text/wrap.h"

#include <string.h>

enum {
    FIRST_UNITS = 256,
    TAB_COLUMNS = 4,
};

static struct str trim_end(struct str s)
{
    while (s.len && byte_is_space((unsigned char)s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

static bool has_word(struct str s)
{
    size_t at = 0;
    struct str word;
    return scan_word(s, &at, &word);
}

static uint32_t columns_before(struct str line)
{
    uint32_t columns = 0;
    for (size_t i = 0; i < line.len && (line.ptr[i] == ' ' || line.ptr[i] == '\t'); i++) {
        columns += line.ptr[i] == '\t' ? TAB_COLUMNS : 1;
    }
    return columns;
}

/* What is being built: units so far, and the line before. */
struct splitter {
    struct arena *arena;
    const struct wrap *wrap;
    struct lines *lines;
    size_t room;
    struct str previous; /* the line before, if this one may continue it; else unknown */
    uint32_t blank;
    char *joined; /* room for the texts of joined units; NULL in texts that are not wrapped */
    size_t joined_len;
};

/* Puts `line` behind the text of the last unit, which moves to the end of the joined texts if it is
 * elsewhere. */
static void join(struct splitter *splitter, struct str line)
{
    struct unit *unit = &splitter->lines->units[splitter->lines->len - 1];
    struct str trimmed = str_trim(line);
    char *end = splitter->joined + splitter->joined_len;
    if (unit->text.ptr + unit->text.len != end) {
        memcpy(end, unit->text.ptr, unit->text.len);
        unit->text.ptr = end;
        end += unit->text.len;
    }
    end -= wrap_drops_hyphen(splitter->wrap, unit->text, trimmed);
    if (wrap_needs_space(unit->text, trimmed)) {
        *end++ = ' ';
    }
    memcpy(end, trimmed.ptr, trimmed.len);
    end += trimmed.len;
    unit->text.len = (size_t)(end - unit->text.ptr);
    unit->source.len = (size_t)(trimmed.ptr + trimmed.len - unit->source.ptr);
    splitter->joined_len = (size_t)(end - splitter->joined);
}

static bool add_unit(struct splitter *splitter, struct str line)
{
    struct lines *lines = splitter->lines;
    if (lines->len == splitter->room) {
        size_t room = splitter->room ? 2 * splitter->room : FIRST_UNITS;
        lines->units =
            arena_grow(splitter->arena, lines->units, splitter->room, room, sizeof(*lines->units));
        if (!lines->units) {
            return false;
        }
        splitter->room = room;
    }
    lines->units[lines->len++] = (struct unit){
        .text = str_trim(line),
        .source = trim_end(line),
        .indent = columns_before(line),
        .blank_before = splitter->blank,
    };
    return true;
}

static bool continues(const struct splitter *splitter, struct str line)
{
    return splitter->wrap->width && splitter->previous.ptr && !splitter->blank &&
           !scan_bullet(line).len && wrap_is_full(splitter->wrap, splitter->previous, line);
}

static bool add_line(struct splitter *splitter, struct str line)
{
    if (!str_trim(line).len) {
        splitter->blank += splitter->blank < UINT32_MAX;
        splitter->previous = str_null();
        return true;
    }
    if (continues(splitter, line)) {
        join(splitter, line);
    } else if (!has_word(line)) {
        splitter->blank = 0;
        splitter->previous = str_null();
        return true;
    } else if (splitter->lines->len == UNITS_MAX) {
        splitter->lines->is_cut = true;
        return true;
    } else if (!add_unit(splitter, line)) {
        return false;
    }
    splitter->blank = 0;
    splitter->previous = line;
    return true;
}

bool lines_split(struct arena *arena, struct str text, struct lines *ret_lines)
{
    struct wrap wrap = wrap_find(text);
    struct lines lines = {.wrap_width = wrap.width};
    struct splitter splitter = {.arena = arena, .wrap = &wrap, .lines = &lines, .blank = 2};
    if (lines.wrap_width) {
        /* Joining writes a space for each line end, and moves each unit's first line at most once.
         */
        splitter.joined = arena_alloc(arena, text.len + 1);
        if (!splitter.joined) {
            return false;
        }
    }
    struct str line;
    while (!lines.is_cut && str_split(&text, '\n', &line)) {
        if (!add_line(&splitter, line)) {
            return false;
        }
    }
    *ret_lines = lines;
    return true;
}
