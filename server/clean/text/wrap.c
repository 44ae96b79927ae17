/* How a program has broken a text's lines: at which width, and within words. */
#include "clean/text/wrap.h"

#include "base/utf8.h"
#include "clean/text/scan.h"

#include <string.h>

enum {
    LONG_LINE = 40,     /* columns; shorter lines say nothing of the width */
    WIDEST = 130,       /* nobody wraps wider, and */
    NARROWEST = 50,     /* nobody narrower */
    LONG_LINES_MIN = 6, /* needed to know a width at all */
    PAIRS_MIN = 4,
    RUNNING_MIN = 6,
    JOINED_MIN = 30,      /* columns before the line end that may be a wrapping */
    HYPHENS_OF = 20,      /* one line in so many ends within a word where words are broken */
    COMPOUND_PART = 20,   /* bytes on each side of a hyphen by which it is looked for elsewhere */
    SEARCHED = 16 * 1024, /* bytes from the start in which it is */
};

static struct str trim_end(struct str s)
{
    while (s.len && byte_is_space((unsigned char)s.ptr[s.len - 1])) {
        s.len--;
    }
    return s;
}

/* East Asian Width: W and F of the scripts that are written without spaces, and of Korean. */
static bool is_wide(uint32_t c)
{
    return c >= 0x1100 && (c <= 0x115F || (c >= 0x2E80 && c <= 0xA4CF) ||
                           (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
                           (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                           (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x20000 && c <= 0x3FFFD));
}

/* Korean has spaces between its words. */
static bool is_spaceless(uint32_t c)
{
    return is_wide(c) && !(c >= 0xAC00 && c <= 0xD7A3) && c > 0x115F;
}

static size_t count_columns(struct str s)
{
    size_t n = 0, at = 0;
    if (utf8_is_ascii(s)) {
        return s.len;
    }
    while (at < s.len) {
        n += 1 + (size_t)is_wide(scan_next(s, &at));
    }
    return n;
}

/* What has to fit on a line: a word, or a character where there are no spaces. */
static struct str first_token(struct str s)
{
    s = str_trim(s);
    size_t n = 0;
    while (n < s.len && !byte_is_space((unsigned char)s.ptr[n])) {
        size_t next = n;
        bool is_alone = is_spaceless(scan_next(s, &next));
        if (is_alone) {
            return str_sub(s, 0, n ? n : next);
        }
        n = next;
    }
    return str_sub(s, 0, n);
}

/* Whether the first word of `line` would not have fitted behind `previous`: a program broke the
 * line there. */
static bool is_overfull(struct str previous, struct str line, size_t width)
{
    return count_columns(trim_end(previous)) + 1 + count_columns(first_token(line)) + 1 > width;
}

/* The width that most long lines come near: the 97th of 100, lest a long address decides. */
static size_t width_of_long_lines(struct str text)
{
    size_t counts[WIDEST + 2] = {0}, total = 0;
    struct str line;
    while (str_split(&text, '\n', &line)) {
        if (line.len <= LONG_LINE) {
            continue; /* A character of two columns takes three bytes or more. */
        }
        line = trim_end(line);
        size_t len = MIN(count_columns(line), (size_t)WIDEST + 1);
        struct str trimmed = str_trim(line);
        bool is_long =
            len > LONG_LINE && (trimmed.len == line.len || count_columns(trimmed) > LONG_LINE);
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

/* "the har-", "bour": a hyphen behind a letter, and a small letter. */
static bool ends_within_word(struct str front, struct str line)
{
    front = trim_end(front);
    bool has_hyphen = front.len > 2 && front.ptr[front.len - 1] == '-';
    unsigned char before = has_hyphen ? (unsigned char)front.ptr[front.len - 2] : ' ';
    return (byte_is_lower(before) || before >= 0x80) && utf8_is_lower(scan_first(str_trim(line)));
}

/* What is counted over pairs of lines of which the first is long. */
struct pairs {
    size_t all, full;             /* ... where the second's first word would not have fitted */
    size_t running, full_running; /* the second goes on within a sentence */
    size_t hyphens;               /* ... within a word */
};

static struct pairs count_pairs(struct str text, size_t width)
{
    struct pairs pairs = {0};
    struct str previous = str_null(), line;
    while (str_split(&text, '\n', &line)) {
        bool is_pair = count_columns(str_trim(previous)) > LONG_LINE && str_trim(line).len &&
                       !scan_bullet(line).len;
        bool is_full = is_pair && is_overfull(previous, line, width);
        bool is_running = is_pair && goes_on(line);
        pairs.all += is_pair;
        pairs.full += is_full;
        pairs.running += is_running;
        pairs.full_running += is_full && is_running;
        pairs.hyphens += is_pair && ends_within_word(previous, line);
        previous = line;
    }
    return pairs;
}

/*
 * A program has wrapped the text if most long lines end where the next word would not have fitted,
 * or nearly all that break within a sentence; the latter holds for pages with long menus, too.
 */
struct wrap wrap_find(struct str text)
{
    struct wrap wrap = {.text = text};
    size_t width = width_of_long_lines(text);
    if (!width) {
        return wrap;
    }
    struct pairs pairs = count_pairs(text, width);
    bool are_most_full =
        pairs.full * 10 >= pairs.all * 6 && pairs.full_running * 10 >= pairs.full * 4;
    bool are_running_full =
        pairs.running >= RUNNING_MIN && pairs.full_running * 10 >= pairs.running * 8;
    bool is_wrapped = pairs.all >= PAIRS_MIN && (are_most_full || are_running_full);
    wrap.width = is_wrapped ? width : 0;
    wrap.breaks_words = pairs.hyphens * HYPHENS_OF >= pairs.all;
    return wrap;
}

bool wrap_is_full(const struct wrap *wrap, struct str previous, struct str line)
{
    bool is_hyphenated = wrap->breaks_words && ends_within_word(previous, line);
    return count_columns(str_trim(previous)) > JOINED_MIN &&
           (is_hyphenated || is_overfull(previous, line, wrap->width));
}

bool wrap_needs_space(struct str front, struct str line)
{
    size_t at = 0;
    uint32_t last = scan_last(front), first = utf8_next(line, &at);
    return !ends_within_word(front, line) && !is_spaceless(last) && !is_spaceless(first);
}

bool wrap_drops_hyphen(const struct wrap *wrap, struct str front, struct str line)
{
    if (!wrap->breaks_words || !ends_within_word(front, line)) {
        return false;
    }
    size_t n = 0, from = front.len;
    while (n < line.len && n < COMPOUND_PART && byte_is_alpha((unsigned char)line.ptr[n])) {
        n++;
    }
    while (from > 0 && front.len - from < COMPOUND_PART && front.ptr[from - 1] != ' ') {
        from--;
    }
    char compound[2 * COMPOUND_PART];
    size_t len = front.len - from;
    memcpy(compound, front.ptr + from, len);
    memcpy(compound + len, line.ptr, n);
    return str_find(str_sub(wrap->text, 0, SEARCHED), str_of(compound, len + n)) < 0;
}
