/* What stands at the ends of a chosen text and leads away from it. */
#include "clean/html/edges.h"

#include "clean/html/phrases.h"
#include "clean/html/survey.h"

/* A kind of line: a phrase that it has, and how many words at most. */
struct line_kind {
    enum phrase phrase;
    uint32_t words;
    bool is_open; /* it does not end as a sentence does */
};

static const struct line_kind LAST[] = {
    {PHRASE_RELATED, 12, false},
    {PHRASE_SHARE, 12, false},
    {PHRASE_TAGS, 150, true},
    {PHRASE_COPYRIGHT, 30, false},
};
static const struct line_kind FIRST[] = {
    {PHRASE_SHARE, 12, false},
    {PHRASE_ADVERT, 12, false},
};

enum { CALL_WORDS = 40 };
/* "Follow us on", where a network is named too. */
static const struct str CALLS[] = {
    {"follow ", 7},         {"folge ", 6}, {"folgen sie", 10}, {"suivez", 6},
    {"s\xC3\xADguenos", 9}, {"siga ", 5},  {"seguici", 7},     {"volg ", 5}};

static bool is_one_of(const struct block *block, const struct line_kind *kinds, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (block->phrases >> kinds[i].phrase & 1 && block->words <= kinds[i].words &&
            !(kinds[i].is_open && block_is_terminated(block))) {
            return true;
        }
    }
    return false;
}

static bool is_call(const struct page *page, const struct block *block)
{
    bool is_found = false;
    bool may_be = block->phrases >> PHRASE_SHARE & 1 && block->words <= CALL_WORDS;
    for (size_t i = 0; may_be && i < ARRAY_LEN(CALLS) && !is_found; i++) {
        is_found = str_find_nocase(block_text(page, block), CALLS[i]) >= 0;
    }
    return is_found;
}

/*
 * A heading at the very end, with a paragraph before it, heads what was left out.  Several headings
 * in a row are a list of something, and stay.
 */
static void drop_last_heading(const struct page *page, bool *keep)
{
    size_t last[2], n = 0;
    for (size_t i = page->n_blocks; i-- > 0 && n < 2;) {
        if (keep[i] && page->blocks[i].kind == BLOCK_PAGE) {
            last[n++] = i;
        }
    }
    if (n == 2 && block_heading(page, &page->blocks[last[0]]) &&
        !block_heading(page, &page->blocks[last[1]])) {
        keep[last[0]] = false;
    }
}

/* Whether a block of running text is kept: without one, a page is made of labels. */
static bool keeps_long(const struct page *page, const bool *keep)
{
    bool is_long = false;
    for (size_t i = 0; i < page->n_blocks && !is_long; i++) {
        is_long = keep[i] && block_is_long(&page->blocks[i]);
    }
    return is_long;
}

void edges_trim(const struct page *page, bool *keep)
{
    if (!keeps_long(page, keep)) {
        drop_last_heading(page, keep);
        return;
    }
    for (size_t i = page->n_blocks; i-- > 0;) {
        const struct block *block = &page->blocks[i];
        bool is_shown = keep[i] && block->kind == BLOCK_PAGE;
        if (is_shown && !is_one_of(block, LAST, ARRAY_LEN(LAST)) && !is_call(page, block)) {
            break;
        }
        keep[i] = keep[i] && !is_shown;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (keep[i] && !is_one_of(&page->blocks[i], FIRST, ARRAY_LEN(FIRST))) {
            break;
        }
        keep[i] = false;
    }
    drop_last_heading(page, keep);
}
