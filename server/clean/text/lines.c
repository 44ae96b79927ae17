/* A text as units: its lines, with those joined that a program had wrapped. */
#include "clean/text/lines.h"

#include "base/utf8.h"
#include "clean/text/scan.h"

#include <string.h>

enum {
    LONG_LINE = 40,     /* characters; shorter lines say nothing of the width */
    WIDEST = 130,       /* nobody wraps wider, and */
    NARROWEST = 50,     /* nobody narrower */
    LONG_LINES_MIN = 6, /* needed to know a width at all */
    PAIRS_MIN = 4,
    RUNNING_MIN = 6,
    JOINED_MIN = 30, /* characters before the line end that may be a wrapping */
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

static struct str first_token(struct str s)
{
    s = str_trim(s);
    size_t n = 0;
    while (n < s.len && !byte_is_space((unsigned char)s.ptr[n])) {
        n++;
    }
    return str_sub(s, 0, n);
}

static bool has_word(struct str s)
{
    size_t at = 0;
    struct str word;
    return scan_word(s, &at, &word);
}

/* Whether the first word of `line` would not have fitted behind `previous`: a program broke the
 * line there. */
static bool is_overfull(struct str previous, struct str line, size_t width)
{
    return scan_length(trim_end(previous)) + 1 + scan_length(first_token(line)) + 1 > width;
}

/* The width that most long lines come near: the 97th of 100, lest a long address decides. */
static size_t width_of_long_lines(struct str text)
{
    size_t counts[WIDEST + 2] = {0}, total = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        size_t len = MIN(scan_length(trim_end(line)), (size_t)WIDEST + 1);
        bool is_long = len > LONG_LINE && scan_length(str_trim(line)) > LONG_LINE;
        counts[len] += is_long;
        total += is_long;
    }
    if (total < LONG_LINES_MIN) {
        return 0;
    }
    size_t rank = total * 97 / 100, seen = 0, width = 0;
    while (width <= WIDEST && seen + counts[width] <= rank) {
        seen += counts[width++];
    }
    return width >= NARROWEST && width <= WIDEST ? width : 0;
}

/* A line within a sentence begins with a small letter more often than not; lines of logs and verses
 * do not. */
static bool goes_on(struct str line)
{
    line = str_trim(line);
    uint32_t first = scan_first(line);
    bool has_case = utf8_is_upper(first) || utf8_is_lower(first);
    return utf8_is_lower(first) || (!has_case && utf8_is_word(first) && !utf8_is_digit(first));
}

/* What is counted over pairs of lines of which the first is long. */
struct pairs {
    size_t all, full;             /* ... where the second's first word would not have fitted */
    size_t running, full_running; /* the second goes on within a sentence */
};

static struct pairs count_pairs(struct str text, size_t width)
{
    struct pairs pairs = {0};
    struct str previous = str_null(), line;
    while (str_split(&text, '\n', &line)) {
        bool is_pair = scan_length(str_trim(previous)) > LONG_LINE && str_trim(line).len &&
                       !scan_bullet(line).len;
        bool is_full = is_pair && is_overfull(previous, line, width);
        bool is_running = is_pair && goes_on(line);
        pairs.all += is_pair;
        pairs.full += is_full;
        pairs.running += is_running;
        pairs.full_running += is_full && is_running;
        previous = line;
    }
    return pairs;
}

/*
 * A program has wrapped the text if most long lines end where the next word would not have fitted,
 * or nearly all that break within a sentence; the latter holds for pages with long menus, too.
 */
static size_t find_wrap_width(struct str text)
{
    size_t width = width_of_long_lines(text);
    if (!width) {
        return 0;
    }
    struct pairs pairs = count_pairs(text, width);
    bool are_most_full =
        pairs.full * 10 >= pairs.all * 6 && pairs.full_running * 10 >= pairs.full * 4;
    bool are_running_full =
        pairs.running >= RUNNING_MIN && pairs.full_running * 10 >= pairs.running * 8;
    return pairs.all >= PAIRS_MIN && (are_most_full || are_running_full) ? width : 0;
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
    *end++ = ' ';
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
    size_t width = splitter->lines->wrap_width;
    return width && splitter->previous.ptr && !splitter->blank && !scan_bullet(line).len &&
           scan_length(str_trim(splitter->previous)) > JOINED_MIN &&
           is_overfull(splitter->previous, line, width);
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
    struct lines lines = {.wrap_width = find_wrap_width(text)};
    struct splitter splitter = {.arena = arena, .lines = &lines, .blank = 2};
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
