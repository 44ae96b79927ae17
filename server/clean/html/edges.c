/* What stands at the ends of a chosen text and leads away from it. */
#include "clean/html/edges.h"

#include "clean/html/phrases.h"
#include "clean/html/survey.h"

/* A kind of line that is no sentence: a phrase that it has, and how many words at most. */
struct line_kind {
    enum phrase phrase;
    uint32_t words;
};

static const struct line_kind LAST[] = {
    {PHRASE_RELATED, 12}, {PHRASE_SHARE, 12}, {PHRASE_TAGS, 150}, {PHRASE_COPYRIGHT, 30}};
static const struct line_kind FIRST[] = {{PHRASE_SHARE, 12}, {PHRASE_ADVERT, 12}};

enum { CALL_WORDS = 40, RIGHTS_WORDS = 30 };
/* "Follow us on", where a network is named too. */
static const struct str CALLS[] = {
    {"follow ", 7},         {"folge ", 6}, {"folgen sie", 10}, {"suivez", 6},
    {"s\xC3\xADguenos", 9}, {"siga ", 5},  {"seguici", 7},     {"volg ", 5}};
/* What a line of rights says that may be a sentence; one that speaks of copyright does not. */
static const struct str RIGHTS[] = {
    {"\xC2\xA9", 2}, {"rights reserved", 15}, {"Copyright (c)", 13}, {"rechte vorbehalten", 18}};

/* "You may also like...": what leads on is no sentence. */
static bool is_sentence(const struct page *page, const struct block *block)
{
    return block_is_terminated(block) && !str_ends(block_text(page, block), STR("..."));
}

static bool is_one_of(const struct page *page, const struct block *block,
                      const struct line_kind *kinds, size_t n)
{
    for (size_t i = 0; i < n && !is_sentence(page, block); i++) {
        if (block->phrases >> kinds[i].phrase & 1 && block->words <= kinds[i].words) {
            return true;
        }
    }
    return false;
}

static bool has_one_of(const struct page *page, const struct block *block, const struct str *words,
                       size_t n)
{
    bool is_found = false;
    for (size_t i = 0; i < n && !is_found; i++) {
        is_found = str_find_nocase(block_text(page, block), words[i]) >= 0;
    }
    return is_found;
}

static bool is_last_line(const struct page *page, const struct block *block)
{
    bool may_call = block->phrases >> PHRASE_SHARE & 1 && block->words <= CALL_WORDS;
    bool may_reserve = block->phrases >> PHRASE_COPYRIGHT & 1 && block->words <= RIGHTS_WORDS;
    return is_one_of(page, block, LAST, ARRAY_LEN(LAST)) ||
           (may_call && has_one_of(page, block, CALLS, ARRAY_LEN(CALLS))) ||
           (may_reserve && has_one_of(page, block, RIGHTS, ARRAY_LEN(RIGHTS)));
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
        if (is_shown && !is_last_line(page, block)) {
            break;
        }
        keep[i] = keep[i] && !is_shown;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (keep[i] && !is_one_of(page, &page->blocks[i], FIRST, ARRAY_LEN(FIRST))) {
            break;
        }
        keep[i] = false;
    }
    drop_last_heading(page, keep);
}
