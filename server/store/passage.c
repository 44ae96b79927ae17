/* The passage of a text that shows most of what was found in it. */
#include "store/passage_internal.h"

#include "base/utf8.h"

enum {
    PASSAGE_BYTES = 240,
    LEAD_BYTES = 60, /* of it before the first mark */
    EDGE_BYTES = 24, /* given up to begin and to end between words */
};

static uint64_t phrases_within(const struct found *found, size_t n, size_t first)
{
    uint64_t phrases = 0;
    size_t end = found[first].mark.from + PASSAGE_BYTES - LEAD_BYTES;
    for (size_t i = first; i < n && found[i].mark.to <= end; i++) {
        phrases |= found[i].phrase;
    }
    return phrases;
}

bool passage_is_full(const struct found *found, size_t n, uint64_t all, size_t at)
{
    /* Only the last ones can be new. */
    for (size_t i = n > 8 ? n - 8 : 0; i < n; i++) {
        if (at > found[i].mark.from + PASSAGE_BYTES && phrases_within(found, n, i) == all) {
            return true;
        }
    }
    return false;
}

/* The first place of the passage with the most phrases. */
static size_t choose(const struct found *found, size_t n)
{
    size_t best = 0;
    int most = 0;
    for (size_t i = 0; i < n; i++) {
        int phrases = __builtin_popcountll(phrases_within(found, n, i));
        if (phrases > most) {
            most = phrases;
            best = i;
        }
    }
    return best;
}

static size_t step_back(struct str text, size_t at)
{
    do {
        at--;
    } while (at && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

/* The beginning of a word near `at`, or of a letter; not behind `limit`. */
static size_t word_start(struct str text, size_t at, size_t limit)
{
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80) {
        at++;
    }
    for (size_t i = at; at && i < MIN(at + EDGE_BYTES, limit); i++) {
        if (byte_is_space((unsigned char)text.ptr[i])) {
            return i + 1;
        }
    }
    return at;
}

static size_t word_stop(struct str text, size_t at, size_t limit)
{
    if (at >= text.len) {
        return text.len;
    }
    at = step_back(text, at + 1);
    for (size_t i = at; i > limit && i + EDGE_BYTES > at; i--) {
        if (byte_is_space((unsigned char)text.ptr[i])) {
            return i;
        }
    }
    return at;
}

/* Copies with white space made one, and moves the marks along. */
struct copying {
    char *bytes;
    size_t len;
    struct marked_span *marks;
    size_t n;
};

static void copy(struct copying *to, struct str text, size_t from, size_t end)
{
    bool was_space = true;
    size_t mark = 0;
    for (size_t i = from; i <= end; i++) {
        for (; mark < to->n && to->marks[mark].to <= i; mark++) {
            to->marks[mark].to = to->len;
        }
        for (size_t j = mark; j < to->n && to->marks[j].from == i; j++) {
            to->marks[j].from = to->len;
        }
        if (i == end) {
            break;
        }
        bool is_space = byte_is_space((unsigned char)text.ptr[i]);
        if (!is_space || !was_space) {
            to->bytes[to->len++] = is_space ? ' ' : text.ptr[i];
        }
        was_space = is_space;
    }
}

/* Those between `from` and `to`, in order, with what overlaps made one. */
static size_t join(const struct found *found, size_t n, size_t from, size_t to,
                   struct marked_span *marks)
{
    size_t len = 0;
    for (size_t i = 0; i < n; i++) {
        struct marked_span mark = found[i].mark;
        if (mark.from < from || mark.to > to) {
            continue;
        }
        /* They came by their ends: a longer phrase may reach over several before it. */
        while (len && mark.from < marks[len - 1].to) {
            mark.from = MIN(mark.from, marks[len - 1].from);
            mark.to = MAX(mark.to, marks[len - 1].to);
            len--;
        }
        marks[len++] = mark;
    }
    return len;
}

void passage_mark(struct arena *arena, const struct found *found, size_t n, struct marked *marked)
{
    struct marked_span *marks = n ? arena_array(arena, n, sizeof(*marks)) : NULL;
    if (marks) {
        marked->n = join(found, n, 0, marked->text.len, marks);
        marked->marks = marks;
    }
}

struct marked passage_make(struct arena *arena, struct str text, const struct found *found,
                           size_t n)
{
    struct marked passage = {.n = 0};
    size_t at = n ? found[choose(found, n)].mark.from : 0;
    size_t from = at > LEAD_BYTES ? word_start(text, at - LEAD_BYTES, at) : 0;
    size_t end = word_stop(text, from + PASSAGE_BYTES, n ? found[choose(found, n)].mark.to : from);
    struct copying to = {.bytes = arena_alloc(arena, end - from + 1),
                         .marks = arena_array(arena, n + 1, sizeof(*to.marks))};
    if (to.bytes && to.marks) {
        to.n = join(found, n, from, end, to.marks);
        copy(&to, text, from, end);
        passage.text = str_trim(str_of(to.bytes, to.len));
        passage.marks = to.marks;
        passage.n = to.n;
        passage.is_cut_before = from > 0;
        passage.is_cut_after = end < text.len;
    }
    return passage;
}
