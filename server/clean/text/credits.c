/* Lines that tell who else worked on an article. */
#include "clean/text/credits.h"

#include "base/macros.h"
#include "clean/text/scan.h"

enum { CREDITS_BYTES = 400 };

/* "X contributed to this report"; `before`: the names stand before the words. */
static const struct {
    struct str words;
    bool before;
} CREDITS[] = {
    {{"contributed to this ", 20}, true},      {{"contributed reporting", 21}, true},
    {{"contributed research", 20}, true},      {{"Additional reporting by ", 24}, false},
    {{"additional reporting by ", 24}, false}, {{"With reporting by ", 18}, false},
    {{"Additional research by ", 23}, false},  {{"Reporting by ", 13}, false},
};

/* "Staff writers Ann Lee and Bob May": the names begin where the words in front of them end. */
static struct names names_before(struct str line, size_t end)
{
    struct str front = str_sub(line, 0, end);
    size_t at = 0;
    struct str word;
    while (scan_word(front, &at, &word)) {
        size_t start = (size_t)(word.ptr - front.ptr);
        struct names names = names_read(str_sub(front, start, front.len));
        if (names.len && scan_count_words(names.items[0], 2) == 2) {
            return names;
        }
    }
    return (struct names){0};
}

struct names credits_read(struct str line, bool *ret_is_list)
{
    *ret_is_list = false;
    if (line.len > CREDITS_BYTES) {
        return (struct names){0};
    }
    for (size_t i = 0; i < ARRAY_LEN(CREDITS); i++) {
        ptrdiff_t at = str_find(line, CREDITS[i].words);
        bool is_placed = at >= 0 && (CREDITS[i].before || at <= 2);
        if (is_placed) {
            *ret_is_list = !CREDITS[i].before;
            return CREDITS[i].before
                       ? names_before(line, (size_t)at)
                       : names_read(str_sub(line, (size_t)at + CREDITS[i].words.len, line.len));
        }
    }
    return (struct names){0};
}
