/* The text of a letter, told from what mail programs put around it. */
#include "clean/mail/letter.h"

#include "clean/mail/marks.h"

#include <string.h>

enum { SIGNATURE_LINES = 12 }; /* longer ones are texts behind a rule of dashes */

static struct str trim_end(struct str s)
{
    while (s.len && byte_is_space((unsigned char)s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

static bool is_quoted(struct str line)
{
    return line.len && line.ptr[0] == '>';
}

/* What is known of the lines so far while the quoted mail is looked for. */
struct search {
    struct str before;       /* the line before, empty ones left out */
    bool is_adjacent;        /* no empty line is between it and this one */
    const char *attribution; /* where the line before begins, if it says whose mail follows */
    const char *quoted, *rule;
};

static void look_at_line(struct search *search, struct str line, struct str rest)
{
    struct str next;
    if (is_quoted(line)) {
        search->quoted = search->quoted        ? search->quoted
                         : search->attribution ? search->attribution
                                               : line.ptr;
        return;
    }
    search->quoted = NULL;
    bool is_broken = search->is_adjacent && marks_is_attribution_end(line) && search->before.ptr &&
                     !is_quoted(search->before);
    search->attribution = !marks_is_attribution(line) ? NULL
                          : is_broken                 ? search->before.ptr
                                                      : line.ptr;
    bool is_header = rest.ptr && str_split(&rest, '\n', &next) && marks_is_header(line, next);
    if (!search->rule && (is_header || marks_is_rule(line))) {
        search->rule = line.ptr;
    }
}

/*
 * Where the quoted mail begins that goes on to the end: at the line that says whose it is, or at
 * its first line.  Quotations with answers below them are part of the letter.
 */
static const char *find_quoted(struct str text)
{
    struct search search = {0};
    struct str line;
    while (str_split(&text, '\n', &line)) {
        bool is_empty = !str_trim(line).len;
        if (!is_empty) {
            look_at_line(&search, line, text);
            search.before = line;
        }
        search.is_adjacent = !is_empty;
    }
    const char *quoted = search.quoted, *rule = search.rule;
    return quoted && (!rule || quoted < rule) ? quoted : rule;
}

/* The last "-- " line, if what stands behind it is short enough for a signature. */
static struct str find_signature(struct str text)
{
    struct str signature = str_null(), line;
    size_t lines = 0;
    while (str_split(&text, '\n', &line)) {
        if (marks_is_edge(line)) {
            signature = text;
            lines = 0;
        } else {
            lines += str_trim(line).len > 0;
        }
    }
    bool is_short = signature.ptr && lines > 0 && lines <= SIGNATURE_LINES;
    return is_short ? signature : str_null();
}

/* The text without a last line that a telephone has put there. */
static struct str drop_device(struct str text)
{
    text = trim_end(text);
    ptrdiff_t edge = str_find_last_byte(text, '\n');
    bool is_device = edge > 0 && marks_is_device(str_sub(text, (size_t)edge + 1, text.len));
    return is_device ? trim_end(str_sub(text, 0, (size_t)edge)) : text;
}

struct letter letter_read(struct str text)
{
    struct letter letter = {.text = text};
    const char *quoted = find_quoted(text);
    if (quoted && str_trim(str_of(text.ptr, (size_t)(quoted - text.ptr))).len) {
        letter.text = str_of(text.ptr, (size_t)(quoted - text.ptr));
        letter.quoted = str_trim(str_of(quoted, (size_t)(text.ptr + text.len - quoted)));
    }
    struct str signature = find_signature(letter.text);
    if (signature.ptr) {
        struct str front = str_of(letter.text.ptr, (size_t)(signature.ptr - letter.text.ptr) - 1);
        ptrdiff_t edge = str_find_last_byte(front, '\n');
        letter.text = str_sub(front, 0, edge < 0 ? 0 : (size_t)edge);
        letter.signature = str_trim(signature);
    }
    letter.text = drop_device(letter.text);
    return letter;
}

/* A line without its quotation marks and the space that was put before it (RFC 3676, 4.4 and 4.5).
 */
static struct str take_marks(struct str line, size_t *ret_depth)
{
    size_t depth = 0;
    while (depth < line.len && line.ptr[depth] == '>') {
        depth++;
    }
    *ret_depth = depth;
    size_t stuffed = depth < line.len && line.ptr[depth] == ' ';
    return str_sub(line, depth + stuffed, line.len);
}

struct str letter_unquote(struct arena *arena, struct str quoted)
{
    /* Where marks begin, the mark makes room for the empty line. */
    char *out = arena_alloc(arena, quoted.len + 2);
    size_t len = 0;
    bool was_marked = true;
    struct str line;
    while (out && str_split(&quoted, '\n', &line)) {
        bool is_marked = is_quoted(line);
        bool is_stuffed = is_marked && line.len > 1 && line.ptr[1] == ' ';
        line = str_sub(line, (size_t)is_marked + is_stuffed, line.len);
        if (is_marked && !was_marked) {
            out[len++] = '\n';
        }
        memcpy(out + len, line.ptr ? line.ptr : "", line.len);
        len += line.len;
        out[len++] = '\n';
        was_marked = is_marked;
    }
    return str_of(out, out ? len : 0);
}

struct str letter_unflow(struct arena *arena, struct str text, bool removes_space)
{
    /* A line of marks may get a space behind them. */
    char *out = arena_alloc(arena, 2 * text.len + 2);
    size_t len = 0, depth = 0;
    bool goes_on = false;
    struct str line;
    while (out && str_split(&text, '\n', &line)) {
        size_t next_depth;
        bool has_return = line.len && line.ptr[line.len - 1] == '\r';
        line = take_marks(str_sub(line, 0, line.len - has_return), &next_depth);
        bool is_edge = str_equal(line, STR("-- "));
        bool is_joined = goes_on && next_depth == depth && !is_edge;
        if (!is_joined) {
            if (len) {
                out[len++] = '\n';
            }
            memset(out + len, '>', next_depth);
            len += next_depth;
            if (next_depth) {
                out[len++] = ' ';
            }
        }
        goes_on = line.len && line.ptr[line.len - 1] == ' ' && !is_edge;
        size_t kept = line.len - (goes_on && removes_space);
        memcpy(out + len, line.ptr ? line.ptr : "", kept);
        len += kept;
        depth = next_depth;
    }
    return str_of(out, out ? len : 0);
}
