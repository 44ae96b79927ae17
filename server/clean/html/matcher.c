/* Many fixed patterns found in one pass over a text: Aho and Corasick's automaton, with sets as
 * output. */
#include "clean/html/matcher.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
    CLASS_START = 0, /* stands before the text */
    CLASS_END = 1,   /* stands behind it */
    CLASS_GAP = 2,   /* bytes between words that no pattern names */
    CLASS_WORD = 3,  /* bytes of words that no pattern names */
    CLASS_FIRST = 4, /* from here on: the bytes that patterns name */
    STATES_MAX = 16384,
    PATTERN_MAX = 48, /* bytes; the tables are ours */
    FILTER_BITS = 4096,
    ENDS_MAX = 256, /* states that one pattern may lead to: an edge of a word may be one of several
                       classes */
};

static bool is_word_byte(unsigned char c)
{
    return byte_is_alpha(c) || byte_is_digit(c) || c >= 0x80;
}

/* Gives every byte that some pattern names a class of its own. */
static void name_classes(struct matcher *matcher, enum matcher_mode mode,
                         const struct matcher_row *rows, size_t n)
{
    bool is_named[256] = {false};
    for (size_t i = 0; i < n; i++) {
        for (const char *c = rows[i].patterns; *c; c++) {
            is_named[(unsigned char)*c] = *c != ',' && *c != '^' && *c != '|';
        }
    }
    size_t used = CLASS_FIRST;
    for (size_t c = 0; c < 256; c++) {
        matcher->classes[c] = is_word_byte((unsigned char)c) ? CLASS_WORD : CLASS_GAP;
        if (is_named[c] && (mode == MATCHER_BYTES || is_word_byte((unsigned char)c))) {
            matcher->classes[c] = (uint8_t)used++;
        }
    }
    for (size_t c = 'A'; c <= 'Z'; c++) {
        matcher->classes[c] = matcher->classes[c | 0x20];
    }
    matcher->n_classes = used;
}

/* Which classes a place in a pattern stands for. */
static size_t classes_at(const struct matcher *matcher, const char *pattern, size_t len, size_t at,
                         uint8_t classes[256])
{
    size_t n = 0;
    if (pattern[at] == '^') {
        classes[n++] = CLASS_START;
    } else if (pattern[at] == '|') {
        classes[n++] = at + 1 < len ? CLASS_START : CLASS_END;
        classes[n++] = CLASS_GAP;
        for (size_t c = 0; c < 128; c++) {
            if (!is_word_byte((unsigned char)c) && matcher->classes[c] >= CLASS_FIRST) {
                classes[n++] = matcher->classes[c];
            }
        }
    } else {
        classes[n++] = matcher->classes[(unsigned char)pattern[at]];
    }
    return n;
}

/* Adds a pattern to the trie: a set of states moves on, because an edge of a word may be several
 * bytes. */
static bool add_pattern(struct matcher *matcher, const char *pattern, size_t len, unsigned bit)
{
    uint16_t states[ENDS_MAX] = {0}, behind[ENDS_MAX];
    size_t n_states = 1;
    for (size_t at = 0; at < len; at++) {
        uint8_t classes[256];
        size_t n_classes = classes_at(matcher, pattern, len, at, classes), n = 0;
        for (size_t i = 0; i < n_states * n_classes; i++) {
            uint16_t *next =
                &matcher->next[states[i / n_classes] * matcher->n_classes + classes[i % n_classes]];
            if (!*next && matcher->n_states >= STATES_MAX) {
                return false;
            }
            if (!*next) {
                *next = (uint16_t)matcher->n_states++;
            }
            assert(n < ENDS_MAX);
            behind[n++] = *next;
        }
        memcpy(states, behind, n * sizeof(*behind));
        n_states = n;
    }
    for (size_t i = 0; i < n_states; i++) {
        matcher->bits[states[i]] |= UINT64_C(1) << bit;
    }
    return true;
}

/* What linking and renumbering note for each state. */
struct links {
    uint16_t *queue;    /* states in the order of their distance from the start */
    uint16_t *fallback; /* where the longest suffix that a pattern begins with leads */
    uint16_t *place;    /* of a state in `queue` */
};

/* Completes the trie, breadth first: where a pattern cannot go on, the longest suffix that can
 * takes over. */
static void link_states(struct matcher *matcher, struct links *links)
{
    size_t head = 0, tail = 0;
    links->queue[tail++] = 0;
    while (head < tail) {
        size_t state = links->queue[head];
        size_t fallback = links->fallback[state];
        links->place[state] = (uint16_t)head++;
        matcher->bits[state] |= matcher->is_starts ? 0 : matcher->bits[fallback];
        for (size_t class = 0; class < matcher->n_classes; class ++) {
            uint16_t *next = &matcher->next[state * matcher->n_classes + class];
            bool may_fall = state && !matcher->is_starts;
            uint16_t other = may_fall ? matcher->next[fallback * matcher->n_classes + class] : 0;
            if (*next) {
                links->fallback[*next] = other;
                links->queue[tail++] = *next;
            } else {
                *next = other;
            }
        }
    }
}

/* Lists for each state those it leads to, which are numbered in the order in which it does. */
static bool list_states(struct arena *arena, struct matcher *matcher, const struct links *links)
{
    size_t n = matcher->n_classes;
    uint16_t *first = arena_array(arena, matcher->n_states + 1, sizeof(*first));
    uint8_t *via = arena_array(arena, matcher->n_states, sizeof(*via));
    if (!first || !via) {
        return false;
    }
    size_t used = 1;
    for (size_t i = 0; i < matcher->n_states; i++) {
        size_t state = links->queue[i];
        first[i] = (uint16_t)(used | (matcher->bits[state] ? MATCHER_FOUND : 0));
        for (size_t class = 0; class < n; class ++) {
            if (matcher->next[state * n + class]) {
                via[used++] = (uint8_t) class;
            }
        }
        matcher->n_rows = i == 0 ? used : matcher->n_rows;
    }
    first[matcher->n_states] = (uint16_t)used;
    matcher->first = first;
    matcher->via = via;
    return true;
}

/* Copies the states in use, nearest to the start first: most texts never leave those, and they
 * share cache lines. */
static bool keep_states(struct arena *arena, struct matcher *matcher, const struct links *links)
{
    size_t n = matcher->n_classes;
    matcher->n_rows = matcher->n_states;
    if (matcher->is_starts && !list_states(arena, matcher, links)) {
        return false;
    }
    uint16_t *next = arena_array(arena, matcher->n_rows * n, sizeof(*next));
    uint64_t *bits = arena_array(arena, matcher->n_states, sizeof(*bits));
    if (!next || !bits) {
        return false;
    }
    for (size_t i = 0; i < matcher->n_states; i++) {
        size_t state = links->queue[i];
        bits[i] = matcher->bits[state];
        for (size_t class = 0; i < matcher->n_rows && class < n; class ++) {
            uint16_t to = matcher->next[state * n + class];
            next[i * n + class] =
                (uint16_t)(links->place[to] | (matcher->bits[to] ? MATCHER_FOUND : 0));
        }
    }
    matcher->next = next;
    matcher->bits = bits;
    return true;
}

/* Where a class leads from a state; 0: to none. */
static inline size_t step(const struct matcher *matcher, size_t state, size_t class)
{
    if (state < matcher->n_rows) {
        return matcher->next[state * matcher->n_classes + class];
    }
    size_t at = matcher->first[state] & ~(size_t)MATCHER_FOUND;
    size_t end = matcher->first[state + 1] & ~(size_t)MATCHER_FOUND;
    while (at < end && matcher->via[at] != class) {
        at++;
    }
    return at < end ? at | (matcher->first[at] & MATCHER_FOUND) : 0;
}

static size_t filter_bit(size_t first, size_t second, size_t third)
{
    uint32_t classes = (uint32_t)((first * 256 + second) * 256 + third);
    return classes * UINT32_C(0x9E3779B1) >> 20 & (FILTER_BITS - 1);
}

/* Notes all classes that may follow two with which a text begins. */
static void fill_filter(struct matcher *matcher, size_t first, size_t second)
{
    const size_t number = ~(size_t)MATCHER_FOUND;
    size_t one = step(matcher, 0, first), two = one ? step(matcher, one & number, second) : 0;
    bool is_found = (one | two) & MATCHER_FOUND;
    for (size_t third = 0; (is_found || two) && third < matcher->n_classes; third++) {
        if (is_found || step(matcher, two & number, third)) {
            size_t bit = filter_bit(first, second, third);
            matcher->filter[bit / 64] |= UINT64_C(1) << bit % 64;
        }
    }
}

static bool init_filter(struct arena *arena, struct matcher *matcher)
{
    size_t n = matcher->n_classes;
    matcher->filter = arena_array(arena, FILTER_BITS / 64, sizeof(*matcher->filter));
    for (size_t first = 0; matcher->filter && first < n; first++) {
        for (size_t second = 0; second < n; second++) {
            fill_filter(matcher, first, second);
        }
    }
    return matcher->filter != NULL;
}

/* `all` is room for the rows of STATES_MAX states, zeroed. */
static bool fill(struct arena *arena, struct arena *scratch, uint16_t *all, struct matcher *matcher,
                 const struct matcher_row *rows, size_t n)
{
    struct links links = {.queue = arena_array(scratch, STATES_MAX, sizeof(uint16_t)),
                          .fallback = arena_array(scratch, STATES_MAX, sizeof(uint16_t)),
                          .place = arena_array(scratch, STATES_MAX, sizeof(uint16_t))};
    matcher->next = all;
    matcher->bits = arena_array(scratch, STATES_MAX, sizeof(*matcher->bits));
    bool is_ok = matcher->next && matcher->bits && links.queue && links.fallback && links.place;
    for (size_t i = 0; i < n && is_ok; i++) {
        struct str rest = str_from(rows[i].patterns), pattern;
        while (is_ok && str_split(&rest, ',', &pattern)) {
            if (matcher->is_starts && pattern.len && pattern.ptr[0] == '|') {
                pattern = str_sub(pattern, 1, pattern.len);
            }
            is_ok = pattern.len < PATTERN_MAX &&
                    add_pattern(matcher, pattern.ptr, pattern.len, rows[i].bit);
        }
    }
    if (!is_ok) {
        return false;
    }
    link_states(matcher, &links);
    return keep_states(arena, matcher, &links) &&
           (!matcher->is_starts || init_filter(arena, matcher));
}

bool matcher_init(struct arena *arena, struct matcher *matcher, enum matcher_mode mode,
                  const struct matcher_row *rows, size_t n)
{
    struct arena scratch;
    arena_init(&scratch, 0);
    *matcher = (struct matcher){.n_states = 1, .is_starts = mode == MATCHER_STARTS};
    name_classes(matcher, mode, rows, n);
    /* Few states are in use: calloc has the kernel's zeros for the rest, and touches none of it. */
    uint16_t *all = calloc(STATES_MAX * matcher->n_classes, sizeof(*all));
    bool is_ok = all && fill(arena, &scratch, all, matcher, rows, n);
    free(all);
    arena_done(&scratch);
    return is_ok;
}

/* The patterns that begin at `at`, walking down from `state`. */
static uint64_t match_from(const struct matcher *matcher, struct str text, size_t at, size_t state)
{
    uint64_t bits = 0;
    while (state) {
        bits |= state & MATCHER_FOUND ? matcher->bits[state & ~(size_t)MATCHER_FOUND] : 0;
        if (at > text.len) {
            break;
        }
        size_t class = at < text.len ? matcher->classes[(unsigned char)text.ptr[at]] : CLASS_END;
        state = step(matcher, state & ~(size_t)MATCHER_FOUND, class);
        at++;
    }
    return bits;
}

uint64_t matcher_run_at(const struct matcher *matcher, struct str text, size_t at)
{
    uint64_t bits = at ? 0 : match_from(matcher, text, 0, matcher->next[CLASS_START]);
    if (at + 2 < text.len) {
        const unsigned char *bytes = (const unsigned char *)text.ptr + at;
        const uint8_t *classes = matcher->classes;
        size_t bit = filter_bit(classes[bytes[0]], classes[bytes[1]], classes[bytes[2]]);
        if (!(matcher->filter[bit / 64] >> bit % 64 & 1)) {
            return bits;
        }
    }
    return at < text.len
               ? bits | match_from(matcher, text, at + 1,
                                   matcher->next[matcher->classes[(unsigned char)text.ptr[at]]])
               : bits;
}

static uint64_t run_starts(const struct matcher *matcher, struct str text)
{
    uint64_t bits = matcher_run_at(matcher, text, 0);
    bool was_word = text.len && is_word_byte((unsigned char)text.ptr[0]);
    for (size_t at = 1; at < text.len; at++) {
        bool is_word = is_word_byte((unsigned char)text.ptr[at]);
        if (is_word && !was_word) {
            bits |= matcher_run_at(matcher, text, at);
        }
        was_word = is_word;
    }
    return bits;
}

static uint64_t run_anywhere(const struct matcher *matcher, struct str text)
{
    size_t n = matcher->n_classes;
    const uint16_t *next = matcher->next;
    size_t state = next[CLASS_START] & ~(size_t)MATCHER_FOUND;
    uint64_t bits = 0;
    for (size_t i = 0; i < text.len; i++) {
        state = next[state * n + matcher->classes[(unsigned char)text.ptr[i]]];
        if (state & MATCHER_FOUND) {
            state &= ~(size_t)MATCHER_FOUND;
            bits |= matcher->bits[state];
        }
    }
    return bits | matcher->bits[next[state * n + CLASS_END] & ~(size_t)MATCHER_FOUND];
}

uint64_t matcher_run(const struct matcher *matcher, struct str text)
{
    return matcher->is_starts ? run_starts(matcher, text) : run_anywhere(matcher, text);
}
