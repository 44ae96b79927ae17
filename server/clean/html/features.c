/* The numbers that the model judges a block by: what it is like, and where it stands. */
#include "clean/html/features.h"

#include "base/utf8.h"

enum {
    HEADING_REACH = 40, /* blocks behind a heading that still stand under it */
    NO_DISTANCE = 999,
    REACH_WORDS = 40, /* first words of a block that are looked up in descriptions */
    DEPTH_MAX = 20,
    MEDIA_REACH = 20, /* blocks behind a picture that still know of it */
};

static const uint8_t LEVELS[FEATURE_LEVELS] = {0, 1, 2, 3, 4, 6, 8};
static const uint8_t PLACES[FEATURE_PLACES] = {1, 2, 4};
static const int8_t NEIGHBOURS[FEATURE_NEIGHBOURS] = {-3, -2, -1, 1, 2, 3};
static const int8_t GUESS_NEIGHBOURS[FEATURE_GUESS_NEIGHBOURS] = {-2, -1, 1, 2};

/* Blocks of structured data have no element; their kinds are told apart as if they were ones. */
static float leaf_of(const struct page *page, const struct block *block)
{
    return block->kind == BLOCK_PAGE ? (float)tag_leaf(page->boxes[block->box].tag)
                                     : (float)(59 + block->kind);
}

static void own(const struct page *page, const struct block *block, float *row)
{
    float words = (float)block->words, characters = (float)block->characters;
    row[FEATURE_WORDS] = words;
    row[FEATURE_LINK_SHARE] = block_link_share(block);
    row[FEATURE_LINKS] = (float)block->links;
    row[FEATURE_UPPERS] = (float)block->uppers / characters;
    row[FEATURE_DIGITS] = (float)block->digits / characters;
    row[FEATURE_SENTENCES] = (float)block->sentences;
    row[FEATURE_WORDS_A_SENTENCE] = words / (float)MAX(1, block->sentences);
    row[FEATURE_COMMAS] = (float)block->commas / words;
    row[FEATURE_IS_TERMINATED] = block_is_terminated(block);
    row[FEATURE_IS_COLON] = block->last == ':';
    row[FEATURE_STARTS_UPPER] = block->starts_upper;
    row[FEATURE_HAS_SEPARATOR] = block->has_separator;
    row[FEATURE_HAS_YEAR] = block->has_year;
    row[FEATURE_HAS_PRICE] = block->has_price;
    row[FEATURE_WORD_LENGTH] = characters / words;
    row[FEATURE_LEAF] = leaf_of(page, block);
    row[FEATURE_IS_STRONG] = (block->inlines & INLINE_STRONG) != 0;
    row[FEATURE_IS_EMPHASIS] = (block->inlines & INLINE_EMPHASIS) != 0;
    row[FEATURE_IS_CODE] = (block->inlines & INLINE_CODE) != 0;
    row[FEATURE_HAS_TIME] = (block->inlines & INLINE_TIME) != 0;
    for (size_t i = 0; i < PHRASE_COUNT; i++) {
        row[FEATURE_PHRASES + i] = (float)(block->phrases >> i & 1);
    }
}

static void around(const struct box *restrict box, float *restrict row)
{
    /* As many as the compiler turns at once; what this writes beyond the distances is set below and
     * by place(). */
    _Static_assert(FEATURE_HINTS + BOX_NEAR <= FEATURE_PLACE, "the rest of a row stands");
    for (size_t i = 0; i < BOX_NEAR; i++) {
        row[FEATURE_HINTS + i] = (float)box->near[i];
    }
    row[FEATURE_IS_HIDDEN] = (box->flags & BOX_HIDDEN) != 0;
    row[FEATURE_IS_ARIA_HIDDEN] = (box->flags & BOX_ARIA_HIDDEN) != 0;
    row[FEATURE_IS_NOSCRIPT] = (box->flags & BOX_NOSCRIPT) != 0;
    row[FEATURE_IS_BODY] = (box->flags & BOX_BODY) != 0;
    row[FEATURE_IS_DESCRIPTION] = (box->flags & BOX_DESCRIPTION) != 0;
}

static void place(const struct survey *survey, size_t i, float *row)
{
    size_t n = survey->page->n_blocks;
    uint32_t last = survey->last_long[i], next = survey->next_long[i], h1 = survey->first_h1;
    bool is_long = block_is_long(&survey->page->blocks[i]);
    float since = last == BLOCK_NONE ? NO_DISTANCE : (float)(i - last);
    float until = next == BLOCK_NONE ? NO_DISTANCE : (float)(next - i);
    row[FEATURE_PLACE] = (float)i / (float)n;
    row[FEATURE_INDEX] = (float)i;
    row[FEATURE_INDEX_LEFT] = (float)(n - i);
    row[FEATURE_SINCE_H1] = h1 == BLOCK_NONE ? -NO_DISTANCE : (float)i - (float)h1;
    row[FEATURE_NEAR_LONG] = is_long ? 0 : MIN(since, until);
    row[FEATURE_LONG_BEFORE] = (float)survey->long_before[i];
    row[FEATURE_LONG_AFTER] = (float)(survey->long_before[n] - survey->long_before[i + 1]);
    row[FEATURE_SINCE_LONG] = since;
    row[FEATURE_UNTIL_LONG] = until;
}

static bool is_title_word(const struct survey *survey, uint32_t word)
{
    bool is_in = survey->title_filter[word / 64 % 4] >> word % 64 & 1;
    for (size_t i = 0; is_in && i < survey->n_title_words; i++) {
        if (survey->title_words[i] == word) {
            return true;
        }
    }
    return false;
}

/* How much of the block the page says of itself elsewhere. */
static void overlaps(const struct survey *survey, size_t i, float *row)
{
    const struct block *block = &survey->page->blocks[i];
    const uint32_t *words = survey->page->words + block->first_word;
    size_t shared = 0, n = MIN(block->words, REACH_WORDS);
    for (size_t k = 0; k < n; k++) {
        shared += is_title_word(survey, words[k]);
    }
    row[FEATURE_TITLE_SHARE] = (float)shared / (float)n;
    row[FEATURE_TITLE_COVER] = MIN(1, (float)shared / (float)MAX(1, survey->n_title_words));
    row[FEATURE_IN_DESCRIPTION] = shingles_share(&survey->description, words, MIN(n, 10));
    row[FEATURE_IN_LD_BODY] = shingles_share(&survey->ld_body, words, MIN(n, 14));
    row[FEATURE_IN_LD_DESCRIPTION] = shingles_share(&survey->ld_description, words, MIN(n, 14));
    row[FEATURE_REPEATS] = (float)survey->repeats[i];
}

static uint32_t climb(const struct page *page, uint32_t box, unsigned steps)
{
    while (steps-- && box) {
        box = page->boxes[box].parent;
    }
    return box;
}

static void containers(const struct survey *survey, size_t i, float *row)
{
    const struct page *page = survey->page;
    uint32_t box = page->blocks[i].box, at = box;
    unsigned climbed = 0;
    for (size_t k = 0; k < FEATURE_LEVELS; k++) {
        at = climb(page, at, LEVELS[k] - climbed);
        climbed = LEVELS[k];
        const struct sums *sums = &survey->sums[at];
        float *level = &row[FEATURE_LEVEL + k * FEATURE_A_LEVEL], words = MAX(sums->words, 1);
        level[0] = sums->words / MAX(survey->words, 1);
        level[1] = sums->link_words / words;
        level[2] = sums->words / MAX(sums->blocks, 1);
        level[3] = sums->blocks;
        level[4] = sums->prose_words / words;
    }
    const struct sums *best = &survey->sums[survey->best];
    for (size_t k = 0; k < FEATURE_PLACES; k++) {
        at = climb(page, box, PLACES[k]);
        const struct sums *sums = &survey->sums[at];
        float *level = &row[FEATURE_BOX_PLACE + k * FEATURE_A_PLACE];
        float span = sums->first == BLOCK_NONE ? 1 : (float)(sums->last - sums->first + 1);
        level[0] = (float)page->boxes[at].children;
        level[1] = sums->score / MAX(best->score, 1e-6F);
        level[2] = sums->first == BLOCK_NONE ? 0 : ((float)i - (float)sums->first) / span;
    }
    bool has_best = best->first != BLOCK_NONE;
    row[FEATURE_UP] = (float)survey->sums[box].up;
    row[FEATURE_DOWN] = (float)survey->sums[box].down;
    row[FEATURE_AFTER_BEST_FIRST] = has_best ? (float)i - (float)best->first : 0;
    row[FEATURE_AFTER_BEST_LAST] = has_best ? (float)i - (float)best->last : 0;
    row[FEATURE_DEPTH] = (float)MIN(page->boxes[box].depth, DEPTH_MAX);
}

static void group(const struct survey *survey, size_t i, float *row)
{
    const struct group *found = &survey->all_groups[survey->groups[i]];
    row[FEATURE_GROUP_COUNT] = found->count;
    row[FEATURE_GROUP_WORDS] = found->words / found->count;
    row[FEATURE_GROUP_LINKS] = found->link_words / MAX(1, found->words);
    row[FEATURE_GROUP_SHARE] = found->words / MAX(1, survey->words);
}

static void neighbours(const struct survey *survey, size_t i, float *row)
{
    const struct page *page = survey->page;
    uint32_t box = page->blocks[i].box, parent = page->boxes[box].parent;
    for (size_t k = 0; k < FEATURE_NEIGHBOURS; k++) {
        float *out = &row[FEATURE_NEIGHBOUR + k * FEATURE_A_NEIGHBOUR];
        size_t at = i + (size_t)(ptrdiff_t)NEIGHBOURS[k];
        if (at >= page->n_blocks) {
            for (size_t m = 0; m < FEATURE_A_NEIGHBOUR; m++) {
                out[m] = -1;
            }
            continue;
        }
        const struct block *other = &page->blocks[at];
        out[0] = (float)other->words;
        out[1] = block_link_share(other);
        out[2] = leaf_of(page, other);
        out[3] = other->last == '.' || other->last == '!' || other->last == '?';
        out[4] = other->box == box || page->boxes[other->box].parent == parent;
    }
}

static void heading(const struct survey *survey, size_t i, float *row)
{
    uint32_t at = survey->last_heading[i];
    float *out = &row[FEATURE_HEADING_DISTANCE];
    if (at == BLOCK_NONE || i - at >= HEADING_REACH) {
        out[0] = 99;
        out[1] = -1;
        out[2] = out[3] = out[4] = 0;
        return;
    }
    const struct block *block = &survey->page->blocks[at];
    uint64_t share = UINT64_C(1) << PHRASE_SHARE | UINT64_C(1) << PHRASE_SUBSCRIBE;
    out[0] = (float)(i - at);
    out[1] = (float)block_heading(survey->page, block);
    out[2] = (float)(block->phrases >> PHRASE_RELATED & 1);
    out[3] = (float)(block->phrases >> PHRASE_COMMENT & 1);
    out[4] = (block->phrases & share) != 0;
}

/* Repeated words, the section around, headings before that end the article. */
static void surroundings(const struct survey *survey, size_t i, float *row)
{
    const struct nearby *nearby = &survey->nearby;
    const struct section *section = &nearby->all_sections[nearby->sections[i]];
    float words = MAX(section->words, 1);
    row[FEATURE_EARLIER] = nearby->earlier[i];
    row[FEATURE_LATER] = nearby->later[i];
    row[FEATURE_SINCE_COMMENT] = (float)nearby->since_comment[i];
    row[FEATURE_SINCE_RELATED] = (float)nearby->since_related[i];
    row[FEATURE_SECTION_WORDS] = section->words;
    row[FEATURE_SECTION_LINKS] = section->link_words / words;
    row[FEATURE_SECTION_BLOCKS] = section->blocks;
    row[FEATURE_SECTION_GUESS] = section->guessed / words;
    for (size_t k = 0; k < FEATURE_INLINE_COUNT; k++) {
        uint64_t hints = survey->page->blocks[i].hints;
        row[FEATURE_INLINE_HINTS + k] = has_hint(hints, (enum hint)INLINE_HINTS[k]);
    }
}

/* What words alone make of the block, of those next to it, and of the boxes around it. */
static void guesses(const struct survey *survey, size_t i, float *row)
{
    const struct page *page = survey->page;
    const struct nearby *nearby = &survey->nearby;
    const struct group *alike = &survey->all_groups[survey->groups[i]];
    row[FEATURE_GUESS_TEXT] = nearby->logit_text[i];
    row[FEATURE_GUESS_AROUND] = nearby->logit_around[i];
    row[FEATURE_GUESS] = nearby->guess[i];
    row[FEATURE_GUESS_GROUP] = alike->guessed / MAX(1, alike->words);
    for (size_t k = 0; k < FEATURE_GUESS_NEIGHBOURS; k++) {
        size_t at = i + (size_t)(ptrdiff_t)GUESS_NEIGHBOURS[k];
        row[FEATURE_GUESS_NEIGHBOUR + k] = at < page->n_blocks ? nearby->guess[at] : -1;
    }
    uint32_t box = page->blocks[i].box;
    for (size_t k = 0; k < FEATURE_GUESS_LEVELS; k++) {
        float *level = &row[FEATURE_GUESS_LEVEL + 2 * k];
        level[0] = nearby->guessed[box] / MAX(1, survey->sums[box].words);
        level[1] = nearby->guessed[box] / MAX(1e-3F, nearby->guessed[0]);
        box = page->boxes[box].parent;
    }
}

/* Signs by what they do at a paragraph's end or beginning; letters and digits are 0 and 1. */
static float class_of(uint32_t c)
{
    static const struct str classes[] = {
        {".", 1},
        {"!?", 2},
        {":;,", 3},
        {"\"'\xE2\x80\x9C\xE2\x80\x9D\xE2\x80\x98\xE2\x80\x99\xC2\xAB\xC2\xBB", 18},
        {"([{", 3},
        {")]}", 3},
        {"-\xE2\x80\x93\xE2\x80\x94\xE2\x80\xA2*", 11},
        {"\xE2\x80\xA6\xE2\x80\xBA>\xE2\x86\x92", 10},
        {"#@", 2},
        {"\xC2\xA9", 2},
    };
    if (utf8_is_word(c)) {
        return c >= '0' && c <= '9';
    }
    size_t i = 0;
    for (; i < ARRAY_LEN(classes); i++) {
        for (size_t at = 0; at < classes[i].len;) {
            if (utf8_next(classes[i], &at) == c) {
                return (float)(2 + i);
            }
        }
    }
    return (float)(2 + i);
}

/* Captions stand below pictures, teasers and boxes of users beside them. */
static void media(const struct survey *survey, size_t i, float *row)
{
    const struct page *page = survey->page;
    const struct block *block = &page->blocks[i];
    size_t since = 0;
    while (since < MEDIA_REACH && since < i && !survey->media[i - since]) {
        since++;
    }
    row[FEATURE_FIRST] = class_of(block->first);
    row[FEATURE_LAST] = class_of(block->last);
    row[FEATURE_MEDIA_BEFORE] = survey->media[i];
    row[FEATURE_MEDIA_AFTER] = survey->media[i + 1];
    row[FEATURE_SINCE_MEDIA] = survey->media[i - since] ? (float)since : MEDIA_REACH;
    uint32_t box = block->box;
    for (size_t k = 0; k < FEATURE_MEDIA_LEVELS; k++) {
        const struct sums *sums = &survey->sums[box];
        row[FEATURE_MEDIA_LEVEL + 2 * k] = sums->media;
        row[FEATURE_MEDIA_LEVEL + 2 * k + 1] = sums->media / MAX(1, sums->blocks);
        box = page->boxes[box].parent;
    }
}

void features_of_block(const struct survey *survey, size_t block, float row[FEATURE_COUNT])
{
    const struct page *page = survey->page;
    own(page, &page->blocks[block], row);
    around(&page->boxes[page->blocks[block].box], row);
    place(survey, block, row);
    overlaps(survey, block, row);
    containers(survey, block, row);
    group(survey, block, row);
    neighbours(survey, block, row);
    heading(survey, block, row);
    surroundings(survey, block, row);
    guesses(survey, block, row);
    media(survey, block, row);
}
