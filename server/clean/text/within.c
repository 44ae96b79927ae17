/* Which lines of a text stand within its other lines. */
#include "clean/text/within.h"

#include "base/hash.h"
#include "clean/text/scan.h"

#include <assert.h>
#include <string.h>

enum {
    PAGE_MAX = 65536, /* bytes of lines that are searched, from both ends of the text by turns */
    SLOTS = 256,
    MORE = 4, /* bytes behind the needle in a line that says more */
};

/* The needles by what they begin with: numbers from 1 on, 0 ends a chain. */
struct needles {
    struct needle *items;
    unsigned char first[SLOTS], next[WITHIN_MAX + 1];
};

static size_t slot_of(const char *bytes)
{
    uint32_t four;
    _Static_assert(WITHIN_MIN > sizeof(four), "as many are there");
    memcpy(&four, bytes, sizeof(four));
    uint64_t hash = hash_number(HASH_START ^ (unsigned char)bytes[sizeof(four)], four);
    return (size_t)(hash ^ hash >> 32) % SLOTS;
}

static void find_at(struct needles *needles, struct str line, size_t at)
{
    for (unsigned i = needles->first[slot_of(line.ptr + at)]; i; i = needles->next[i]) {
        struct needle *needle = &needles->items[i - 1];
        if (str_starts(str_sub(line, at, line.len), needle->line)) {
            needle->within += needle->line.len < line.len;
            needle->begins |= at == 0 && needle->line.len + MORE <= line.len;
        }
    }
}

/* Where the word that `at` is in ends; bytes beyond ASCII all count as parts of words. */
static size_t word_end(struct str line, size_t at)
{
    while (at < line.len &&
           ((unsigned char)line.ptr[at] >= 0x80 || SCAN_WORD_BYTES[(unsigned char)line.ptr[at]])) {
        at++;
    }
    return at;
}

/* Lines are looked for behind each byte that is of no word. */
static void find_in_line(struct needles *needles, struct str line)
{
    for (size_t at = 0; at + WITHIN_MIN <= line.len; at = word_end(line, at) + 1) {
        find_at(needles, line, at);
    }
}

void within_find(const struct sheet *sheet, struct needle *items, size_t n)
{
    struct needles needles = {.items = items};
    size_t searched = 0;
    assert(n <= WITHIN_MAX);
    for (size_t i = 0; i < n; i++) {
        unsigned char *first = &needles.first[slot_of(items[i].line.ptr)];
        needles.next[i + 1] = *first;
        *first = (unsigned char)(i + 1);
    }
    for (size_t k = 0; n && k < sheet->len && searched < PAGE_MAX; k++) {
        /* The title of a page stands again near its start or at its end. */
        struct str line = sheet->folded[k % 2 ? sheet->len - 1 - k / 2 : k / 2];
        find_in_line(&needles, line);
        searched += line.len;
    }
}
