/* What a candidate's place and page tell: the part of its row that all rankers share. */
#include "clean/html/place.h"

#include "clean/html/kind.h"

enum { FAR = 99, COMMENT_NEAR = 6, NAV_NEAR = 8 };

static const enum hint NEAR_HINTS[] = {
    HINT_COMMENT, HINT_RELATED, HINT_REVIEW, HINT_SIDE,  HINT_HEADER, HINT_FOOTER,
    HINT_NAV,     HINT_LIST,    HINT_CARD,   HINT_FORUM, HINT_USER,   HINT_AUTHOR,
    HINT_META,    HINT_DATE,    HINT_TITLE,  HINT_POST,  HINT_ARTICLE};
static const enum near_tag NEAR_TAGS[] = {NEAR_ARTICLE, NEAR_NAV, NEAR_ASIDE, NEAR_FOOTER,
                                          NEAR_HEADER,  NEAR_LI,  NEAR_A};

_Static_assert(ARRAY_LEN(NEAR_HINTS) + ARRAY_LEN(NEAR_TAGS) == PLACE_NEAR_COUNT, "row");

/* What a part of an address begins with, and the kind of page that it tells. */
static const struct {
    struct str start;
    enum kind_feature kind;
} PATH_WORDS[] = {
    {{"blog", 4}, KIND_PATH_ARTICLE},       {{"news", 4}, KIND_PATH_ARTICLE},
    {{"article", 7}, KIND_PATH_ARTICLE},    {{"post", 4}, KIND_PATH_ARTICLE},
    {{"stor", 4}, KIND_PATH_ARTICLE},       {{"insight", 7}, KIND_PATH_ARTICLE},
    {{"press", 5}, KIND_PATH_ARTICLE},      {{"magazin", 7}, KIND_PATH_ARTICLE},
    {{"20", 2}, KIND_PATH_ARTICLE},         {{"guide", 5}, KIND_PATH_ARTICLE},
    {{"learn", 5}, KIND_PATH_ARTICLE},      {{"product", 7}, KIND_PATH_OTHER},
    {{"shop", 4}, KIND_PATH_OTHER},         {{"service", 7}, KIND_PATH_OTHER},
    {{"collection", 10}, KIND_PATH_OTHER},  {{"categor", 7}, KIND_PATH_OTHER},
    {{"tag", 3}, KIND_PATH_OTHER},          {{"topic", 5}, KIND_PATH_OTHER},
    {{"doc", 3}, KIND_PATH_OTHER},          {{"pricing", 7}, KIND_PATH_OTHER},
    {{"api", 3}, KIND_PATH_OTHER},          {{"solution", 8}, KIND_PATH_OTHER},
    {{"wiki", 4}, KIND_PATH_OTHER},         {{"forum", 5}, KIND_PATH_THREAD},
    {{"thread", 6}, KIND_PATH_THREAD},      {{"viewtopic", 9}, KIND_PATH_THREAD},
    {{"showthread", 10}, KIND_PATH_THREAD}, {{"question", 8}, KIND_PATH_THREAD},
    {{"discuss", 7}, KIND_PATH_THREAD},     {{"t/", 2}, KIND_PATH_THREAD},
    {{"comment", 7}, KIND_PATH_THREAD},
};

#define TYPE(name) (UINT32_C(1) << LD_##name)

static float between(uint32_t from, uint32_t to)
{
    if (from == BLOCK_NONE || to == BLOCK_NONE) {
        return FAR;
    }
    float steps = (float)to - (float)from;
    return steps > FAR ? FAR : steps < -FAR ? -FAR : steps;
}

void place_of_block(const struct survey *survey, uint32_t block, uint32_t title,
                    float row[PLACE_COUNT])
{
    const struct page *page = survey->page;
    for (size_t i = 0; i < PLACE_COUNT; i++) {
        row[i] = -FAR;
    }
    if (block >= page->n_blocks) {
        return;
    }
    const struct block *b = &page->blocks[block];
    const struct box *box = &page->boxes[b->box];
    uint32_t prose = survey->sums[survey->best].first;
    prose = prose == BLOCK_NONE ? prose : survey->next_long[prose];
    row[PLACE_FROM_TITLE] = between(title, block);
    row[PLACE_FROM_PROSE] = between(prose, block);
    row[PLACE_TO_PROSE] = between(block, survey->next_long[block]);
    row[PLACE_SHARE] = (float)block / (float)page->n_blocks;
    row[PLACE_UP] = survey->sums[b->box].up;
    row[PLACE_DOWN] = survey->sums[b->box].down;
    row[PLACE_WORDS] = (float)b->words;
    row[PLACE_LINK_SHARE] = block_link_share(b);
    row[PLACE_REPEATS] = survey->repeats[block];
    row[PLACE_GROUP] = survey->all_groups[survey->groups[block]].count;
    row[PLACE_HEADING] = (float)block_heading(page, b);
    row[PLACE_IS_HIDDEN] = (float)(box->flags & (BOX_HIDDEN | BOX_ARIA_HIDDEN | BOX_NOSCRIPT));
    float *near = row + PLACE_NEAR;
    for (size_t i = 0; i < ARRAY_LEN(NEAR_HINTS); i++) {
        *near++ = box_hint(box, NEAR_HINTS[i]);
    }
    for (size_t i = 0; i < ARRAY_LEN(NEAR_TAGS); i++) {
        *near++ = box_tag(box, NEAR_TAGS[i]);
    }
}

bool place_is_elsewhere(const struct survey *survey, uint32_t block)
{
    const struct page *page = survey->page;
    if (block >= page->n_blocks) {
        return false;
    }
    const struct box *box = &page->boxes[page->blocks[block].box];
    return box_tag(box, NEAR_NAV) <= NAV_NEAR ||
           (box_hint(box, HINT_COMMENT) <= COMMENT_NEAR && !kind_is_thread(page) &&
            box_hint(&page->boxes[survey->best], HINT_COMMENT) > COMMENT_NEAR);
}

float place_to_mark(const struct page *page, uint32_t block, enum hint hint)
{
    uint32_t best = FAR;
    for (size_t i = 0; i < page->n_marks && block != BLOCK_NONE; i++) {
        const struct mark *mark = &page->marks[i];
        if (has_hint(mark->hints, hint)) {
            uint32_t steps = mark->block > block ? mark->block - block : block - mark->block;
            best = MIN(best, steps);
        }
    }
    return (float)best;
}

static void read_address(const struct page *page, float *row)
{
    struct str path = page->url ? page->url->path : str_null();
    row[KIND_PATH_PARTS] = page->url ? 0 : -1;
    for (size_t i = 0; i < path.len; i++) {
        bool is_part = path.ptr[i] == '/' && i + 1 < path.len;
        row[KIND_PATH_PARTS] += is_part;
        row[KIND_PATH_DASHES] += path.ptr[i] == '-';
        for (size_t k = 0; is_part && k < ARRAY_LEN(PATH_WORDS); k++) {
            row[PATH_WORDS[k].kind] +=
                str_starts(str_sub(path, i + 1, path.len), PATH_WORDS[k].start);
        }
    }
}

static void read_blocks(const struct page *page, float *row)
{
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        const struct box *box = &page->boxes[block->box];
        row[KIND_PRICES] += block->has_price;
        row[KIND_CODE] += box_tag(box, NEAR_PRE) <= 2 || (block->inlines & INLINE_CODE);
        row[KIND_COMMENTS] += box_hint(box, HINT_COMMENT) <= 5;
        row[KIND_CARDS] += box_hint(box, HINT_CARD) <= 3;
        row[KIND_GOODS] += box_hint(box, HINT_PRODUCT) <= 4;
        row[KIND_FORUM] += box_hint(box, HINT_FORUM) <= 4;
        row[KIND_PROSE] += block_is_long(block);
        row[KIND_HEADINGS] += block_heading(page, block) > 0;
        row[KIND_YEARS] += block->has_year;
    }
    for (size_t i = KIND_PRICES; i <= KIND_YEARS; i++) {
        row[i] /= (float)MAX(page->n_blocks, 1);
    }
}

void place_of_page(const struct survey *survey, float row[KIND_COUNT])
{
    const struct page *page = survey->page;
    struct str type = page_meta(page, "og:type");
    for (size_t i = 0; i < KIND_COUNT; i++) {
        row[i] = 0;
    }
    row[KIND_IS_ARTICLE] = kind_is_article(page);
    row[KIND_IS_THREAD] = kind_is_thread(page);
    row[KIND_IS_OTHER] = kind_is_other(page);
    row[KIND_OG_ARTICLE] = str_equal_nocase(type, STR("article"));
    row[KIND_OG_OTHER] = type.len && row[KIND_OG_ARTICLE] == 0;
    row[KIND_LD_ARTICLES] = (float)page->ld.n_articles;
    read_address(page, row);
    row[KIND_BLOCKS] = (float)page->n_blocks;
    row[KIND_LONG_WORDS] = survey->long_words;
    row[KIND_LINK_SHARE] = survey->link_words / (survey->words > 0 ? survey->words : 1);
    row[KIND_HAS_DATE] = page->ld.published.len || page_meta(page, "article:published_time").len;
    row[KIND_HAS_AUTHOR] = page->ld.n_authors || page_meta(page, "author").len;
    for (size_t i = 0; i < page->n_marks; i++) {
        row[KIND_AUTHOR_MARKS] += has_hint(page->marks[i].hints, HINT_AUTHOR);
        row[KIND_DATE_MARKS] += has_hint(page->marks[i].hints, HINT_DATE);
    }
    row[KIND_LD_PAGE] = (page->ld.types & TYPE(WEB_PAGE)) != 0;
    row[KIND_LD_LIST] = (page->ld.types & (TYPE(ITEM_LIST) | TYPE(COLLECTION_PAGE))) != 0;
    row[KIND_LD_GOODS] = (page->ld.types & (TYPE(PRODUCT) | TYPE(SERVICE) | TYPE(SOFTWARE))) != 0;
    row[KIND_LD_COMPANY] = (page->ld.types & TYPE(ORGANIZATION)) != 0;
    read_blocks(page, row);
}
