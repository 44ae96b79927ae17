/* Where a line of a text stands within its other lines. */
#include "clean/text/within.h"

#include "base/hash.h"
#include "clean/text/lexicon.h"
#include "clean/text/scan.h"

enum {
    PAGE_MAX = UINT16_MAX, /* folded bytes that are searched, of lines from both ends by turns */
    HEADS = 4096,
    KEY = 5, /* bytes by which a place is found: three words have as many */
    MORE = 3, /* bytes behind the line in one that says more */
};

static size_t head_of(const char *bytes)
{
    uint64_t hash = hash_bytes(HASH_START, str_of(bytes, KEY));
    return (size_t)(hash ^ hash >> 32) % HEADS;
}

static void fold_lines(const struct lines *lines, size_t room, struct within *within)
{
    within->page[within->len++] = '\n';
    for (size_t k = 0; k < lines->len && within->len + 1 < room; k++) {
        /* From both ends by turns: the title of a page stands again near its start or at its end.
         */
        size_t unit = k % 2 ? lines->len - 1 - k / 2 : k / 2;
        struct str line = scan_after_bullet(lines->units[unit].text);
        if (line.len <= WITHIN_LINE_MAX) {
            struct str folded = lexicon_fold(line, within->page + within->len,
                                             MIN(room - within->len - 1, WITHIN_LINE_MAX));
            within->len += folded.len;
            within->page[within->len++] = '\n';
        }
    }
}

static bool begins_word(const char *page, size_t at)
{
    unsigned char before = (unsigned char)page[at - 1];
    return before < 0x80 && !scan_is_word(before);
}

static void index_words(struct within *within)
{
    for (size_t at = within->len < KEY ? 0 : within->len - KEY; at > 0; at--) {
        if (begins_word(within->page, at)) {
            size_t head = head_of(within->page + at);
            within->nexts[at] = within->heads[head];
            within->heads[head] = (uint16_t)at;
        }
    }
}

bool within_init(struct arena *arena, const struct lines *lines, struct within *ret_within)
{
    size_t room = 2;
    for (size_t i = 0; i < lines->len && room < PAGE_MAX; i++) {
        room += MIN(lines->units[i].text.len, (size_t)WITHIN_LINE_MAX) + 1;
    }
    room = MIN(room, (size_t)PAGE_MAX);
    struct within within = {
        .page = arena_alloc(arena, room),
        .heads = arena_array(arena, HEADS, sizeof(*within.heads)),
        .nexts = arena_array(arena, room, sizeof(*within.nexts)),
    };
    if (!within.page || !within.heads || !within.nexts) {
        return false;
    }
    fold_lines(lines, room, &within);
    index_words(&within);
    *ret_within = within;
    return true;
}

struct places within_find(const struct within *within, struct str folded)
{
    struct places places = {0};
    struct str page = str_of(within->page, within->len);
    if (folded.len < KEY) {
        return places;
    }
    for (size_t at = within->heads[head_of(folded.ptr)]; at; at = within->nexts[at]) {
        size_t end = at + folded.len;
        if (!str_starts(str_sub(page, at, page.len), folded)) {
            continue;
        }
        bool is_start = page.ptr[at - 1] == '\n', is_end = page.ptr[end] == '\n';
        places.within += !(is_start && is_end);
        places.begins |= is_start && end + MORE < page.len &&
                         str_find_byte(str_sub(page, end, MORE + 1), '\n') < 0;
    }
    return places;
}
