/* Whether a window of text is Markdown: its marks, weighed by how rarely plain text has them. */
#include "clean/sniff_internal.h"

enum mark {
    MARK_HEADING,   /* "## Heading" with room around it */
    MARK_FIRST,     /* ... as the first line */
    MARK_UNDERLINE, /* a heading underlined with = */
    MARK_FENCE,
    MARK_LINK,
    MARK_REFERENCE, /* "[x]: http..." */
    MARK_TABLE,     /* "|---|---|" */
    MARK_TASK,
    MARK_STRONG,
    MARK_CODE,
    MARK_BULLET,
    MARK_QUOTE,
    MARK_FRONT, /* front matter */
    MARK_COUNT
};

/*
 * What one mark adds, and the most that all of its kind add.  Only marks that plain text hardly
 * ever has can reach MARKDOWN_ENOUGH alone: bullets, quotes and "*stars*" are in letters and logs
 * too.
 */
static const struct {
    int weight, most;
} WEIGHTS[MARK_COUNT] = {
    [MARK_HEADING] = {2, 6}, [MARK_FIRST] = {4, 4},  [MARK_UNDERLINE] = {2, 4},
    [MARK_FENCE] = {2, 4},   [MARK_LINK] = {2, 6},   [MARK_REFERENCE] = {2, 2},
    [MARK_TABLE] = {3, 3},   [MARK_TASK] = {2, 2},   [MARK_STRONG] = {1, 3},
    [MARK_CODE] = {1, 2},    [MARK_BULLET] = {1, 1}, [MARK_QUOTE] = {1, 1},
    [MARK_FRONT] = {4, 4},
};

static size_t run_of(struct str s, char c)
{
    size_t n = 0;
    while (n < s.len && s.ptr[n] == c) {
        n++;
    }
    return n;
}

static bool is_only(struct str s, const char *allowed)
{
    for (size_t i = 0; i < s.len; i++) {
        if (str_find_byte(str_from(allowed), s.ptr[i]) < 0) {
            return false;
        }
    }
    return s.len > 0;
}

static bool is_heading(struct str line)
{
    size_t n = run_of(line, '#');
    return n >= 1 && n <= 6 && line.len > n + 1 && line.ptr[n] == ' ';
}

static bool is_table_rule(struct str line)
{
    return is_only(line, "|-: \t") && str_find_byte(line, '|') >= 0 &&
           str_find(line, STR("--")) >= 0;
}

/* "[text](target)": CommonMark 0.30, 6.3, without its finer points. */
static bool is_link_at(struct str line, size_t at)
{
    struct str rest = str_sub(line, at + 1, line.len);
    ptrdiff_t close = str_find(rest, STR("]("));
    if (close < 0 || str_find_byte(str_sub(rest, 0, (size_t)close), '[') >= 0) {
        return false;
    }
    struct str target = str_sub(rest, (size_t)close + 2, rest.len);
    ptrdiff_t end = str_find_byte(target, ')');
    target = str_sub(target, 0, end < 0 ? 0 : (size_t)end);
    return target.len && str_find_byte(str_sub(target, 0, 1), ' ') < 0 &&
           (str_find_byte(target, ' ') < 0 || str_find_byte(target, '"') >= 0);
}

/* A pair of `mark` around text without room at its inner ends. */
static bool is_pair_at(struct str line, size_t at, struct str mark)
{
    struct str rest = str_sub(line, at, line.len);
    if (!str_starts(rest, mark)) {
        return false;
    }
    rest = str_sub(rest, mark.len, rest.len);
    ptrdiff_t end = str_find(rest, mark);
    return end > 0 && !byte_is_space((unsigned char)rest.ptr[0]) &&
           !byte_is_space((unsigned char)rest.ptr[end - 1]);
}

static void count_inlines(struct str line, int counts[MARK_COUNT])
{
    for (size_t at = 0; at < line.len; at++) {
        switch (line.ptr[at]) {
        case '[':
            counts[MARK_LINK] += is_link_at(line, at);
            break;
        case '*':
        case '_':
            if (is_pair_at(line, at, STR("**")) || is_pair_at(line, at, STR("__"))) {
                counts[MARK_STRONG]++;
                at += 2;
            }
            break;
        case '`':
            counts[MARK_CODE] += is_pair_at(line, at, STR("`"));
            break;
        default:
            break;
        }
    }
}

static bool is_bullet(struct str line)
{
    return line.len > 2 && str_find_byte(STR("-*+"), line.ptr[0]) >= 0 && line.ptr[1] == ' ';
}

static bool is_task(struct str line)
{
    struct str box = str_sub(line, 2, 4);
    return is_bullet(line) && (str_equal(box, STR("[ ] ")) || str_equal_nocase(box, STR("[x] ")));
}

static bool is_reference(struct str line)
{
    ptrdiff_t colon = str_find(line, STR("]: "));
    return colon > 1 && line.ptr[0] == '[' && str_find(line, STR("://")) > colon;
}

/* One line of the window, with what stands around it. */
struct place {
    struct str line, previous, next; /* trimmed; empty where there is none */
    bool is_first;
};

static void count_line(struct place place, int counts[MARK_COUNT])
{
    struct str line = place.line;
    if (is_heading(line)) {
        /* Lines with # on top of each other are comments of scripts and settings. */
        bool is_alone = !is_heading(place.previous) && !is_heading(place.next);
        bool has_room = !place.previous.len || !place.next.len;
        counts[MARK_HEADING] += is_alone && has_room;
        counts[MARK_FIRST] += place.is_first && !place.next.len && is_alone;
    }
    counts[MARK_UNDERLINE] += run_of(line, '=') == line.len && line.len >= 3 && place.previous.len;
    counts[MARK_TABLE] += is_table_rule(line) && str_find_byte(place.previous, '|') >= 0;
    counts[MARK_TASK] += is_task(line);
    counts[MARK_BULLET] += is_bullet(line);
    counts[MARK_QUOTE] += str_starts(line, STR("> "));
    counts[MARK_REFERENCE] += is_reference(line);
    count_inlines(line, counts);
}

/* "---", lines of "key: value", "---". */
static bool has_front_matter(struct str window)
{
    struct str line;
    if (!str_split(&window, '\n', &line) || !str_equal(str_trim(line), STR("---"))) {
        return false;
    }
    size_t keys = 0;
    while (str_split(&window, '\n', &line)) {
        if (str_equal(str_trim(line), STR("---"))) {
            return keys > 0;
        }
        ptrdiff_t colon = str_find_byte(line, ':');
        bool is_key = colon > 0 && str_find_byte(str_sub(line, 0, (size_t)colon), ' ') < 0;
        bool is_more =
            !str_trim(line).len || line.ptr[0] == ' ' || line.ptr[0] == '-' || line.ptr[0] == '#';
        if (!is_key && !is_more) {
            return false;
        }
        keys += is_key;
    }
    return false;
}

int sniff_weigh_markdown(struct str window)
{
    int counts[MARK_COUNT] = {0};
    counts[MARK_FRONT] = has_front_matter(window);
    struct place place = {.is_first = true};
    struct str next = str_null();
    bool is_fenced = false, is_more = str_split(&window, '\n', &next);
    while (is_more) {
        place.line = str_trim(next);
        is_more = str_split(&window, '\n', &next);
        place.next = is_more ? str_trim(next) : str_null();
        if (str_starts(place.line, STR("```")) || str_starts(place.line, STR("~~~"))) {
            is_fenced = !is_fenced;
            counts[MARK_FENCE]++;
        } else if (!is_fenced && place.line.len) {
            count_line(place, counts);
        }
        place.is_first &= !place.line.len;
        place.previous = place.line;
    }
    int sum = 0;
    for (size_t i = 0; i < MARK_COUNT; i++) {
        sum += MIN(counts[i] * WEIGHTS[i].weight, WEIGHTS[i].most);
    }
    return sum;
}
