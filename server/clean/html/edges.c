/* What stands at the ends of a chosen text and leads away from it. */
#include "clean/html/edges.h"

#include "clean/html/phrases.h"
#include "clean/html/survey.h"

enum {
    LABEL_WORDS = 12, /* a label has no more, */
    RIGHTS_WORDS = 30 /* and a line of rights these */
};

static const uint64_t LABELS =
    UINT64_C(1) << PHRASE_RELATED | UINT64_C(1) << PHRASE_SHARE | UINT64_C(1) << PHRASE_TAGS;
static const uint64_t RIGHTS = UINT64_C(1) << PHRASE_COPYRIGHT;
static const uint64_t FIRST_LABELS = UINT64_C(1) << PHRASE_SHARE | UINT64_C(1) << PHRASE_ADVERT;

static bool says(const struct block *block, uint64_t phrases, uint32_t words)
{
    return block->kind == BLOCK_PAGE && (block->phrases & phrases) && block->words <= words;
}

static bool leads_away(const struct block *block)
{
    return says(block, LABELS, LABEL_WORDS) || says(block, RIGHTS, RIGHTS_WORDS);
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
        if (keep[i] && page->blocks[i].kind == BLOCK_PAGE && !leads_away(&page->blocks[i])) {
            break;
        }
        keep[i] = keep[i] && page->blocks[i].kind != BLOCK_PAGE;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (keep[i] && !says(&page->blocks[i], FIRST_LABELS, LABEL_WORDS)) {
            break;
        }
        keep[i] = false;
    }
    drop_last_heading(page, keep);
}
