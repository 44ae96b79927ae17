/* What a page is like as a whole, computed once: sums over boxes, the best container, groups of
 * like blocks. */
#include "clean/html/survey.h"

#include "base/hash.h"
#include "clean/html/measure.h"

#include <string.h>

enum {
    SCORE_CLIMB = 4,   /* containers above a paragraph that share its score */
    REPEAT_WORDS = 12, /* first words that make two blocks the same */
    TITLE_WORDS_MAX = 64,
};

int block_heading(const struct page *page, const struct block *block)
{
    const struct box *box = &page->boxes[block->box];
    for (int level = 1; level <= 6; level++) {
        if (box_tag(box, (enum near_tag)(NEAR_H1 + level - 1)) <= 1) {
            return level;
        }
    }
    return 0;
}

/* Containers of paragraphs, not the paragraphs, collect scores. */
static bool is_paragraph(uint16_t tag)
{
    switch (tag) {
    case LXB_TAG_P:
    case LXB_TAG_PRE:
    case LXB_TAG_TD:
    case LXB_TAG_BLOCKQUOTE:
    case LXB_TAG_LI:
    case LXB_TAG_DD:
    case LXB_TAG_SPAN:
        return true;
    default:
        return false;
    }
}

static void add_score(struct survey *survey, const struct block *block)
{
    const struct box *boxes = survey->page->boxes;
    float link = block_link_share(block);
    if (block->words < SCORED_WORDS || link >= 0.5F || !block->box) {
        return;
    }
    float score = (1 + (float)block->commas + (float)MIN(3, block->characters / 100)) * (1 - link);
    uint32_t at = is_paragraph(boxes[block->box].tag) ? boxes[block->box].parent : block->box;
    for (int step = 0; at && step < SCORE_CLIMB; step++) {
        survey->sums[at].score += score / (float)(step < 2 ? step + 1 : 3 * step);
        at = boxes[at].parent;
    }
}

static void add_block(struct survey *survey, uint32_t i)
{
    const struct block *block = &survey->page->blocks[i];
    struct sums *sums = &survey->sums[block->box];
    float link = block_link_share(block), words = (float)block->words;
    sums->words += words;
    sums->link_words += words * link;
    sums->blocks += 1;
    sums->prose_words += block->words >= PROSE_WORDS && link < 0.4F ? words : 0;
    if (block->kind == BLOCK_PAGE) {
        sums->first = MIN(sums->first, i);
        sums->last = MAX(sums->last, i);
    }
    survey->words += words;
    survey->link_words += words * link;
    survey->long_words += block->words >= LONG_WORDS ? words : 0;
    add_score(survey, block);
}

static void add_media(struct survey *survey)
{
    const struct page *page = survey->page;
    for (size_t i = 0; i < page->n_media; i++) {
        const struct media *media = &page->media[i];
        if (dom_tag(media->node) != LXB_TAG_HR) {
            survey->sums[media->box].media += 1;
            uint8_t *before = &survey->media[media->block];
            *before = (uint8_t)(*before + (*before < UINT8_MAX));
        }
    }
}

/* Children come behind their parents, so that one pass backwards adds up whole subtrees. */
static void sum_up(struct survey *survey)
{
    const struct page *page = survey->page;
    for (size_t i = 0; i < page->n_boxes; i++) {
        survey->sums[i].first = BLOCK_NONE;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        add_block(survey, (uint32_t)i);
    }
    add_media(survey);
    for (size_t i = page->n_boxes; i-- > 1;) {
        struct sums *sums = &survey->sums[i], *parent = &survey->sums[page->boxes[i].parent];
        parent->words += sums->words;
        parent->link_words += sums->link_words;
        parent->blocks += sums->blocks;
        parent->prose_words += sums->prose_words;
        parent->media += sums->media;
        parent->first = MIN(parent->first, sums->first);
        parent->last = MAX(parent->last, sums->last);
    }
}

static void find_best(struct survey *survey)
{
    const struct page *page = survey->page;
    enum { UNKNOWN = UINT16_MAX };
    for (size_t i = 0; i < page->n_boxes; i++) {
        struct sums *sums = &survey->sums[i];
        sums->score *= 1 - sums->link_words / MAX(sums->words, 1);
        survey->best = sums->score > survey->sums[survey->best].score ? (uint32_t)i : survey->best;
        sums->down = UNKNOWN;
    }
    uint16_t down = 0;
    for (uint32_t at = survey->best;; at = page->boxes[at].parent) {
        survey->sums[at].down = down++;
        if (!at) {
            break;
        }
    }
    for (size_t i = 1; i < page->n_boxes; i++) {
        struct sums *sums = &survey->sums[i];
        const struct sums *parent = &survey->sums[page->boxes[i].parent];
        if (sums->down == UNKNOWN) {
            sums->down = parent->down;
            sums->up = (uint16_t)(parent->up + 1);
        }
    }
}

static uint64_t mix(uint64_t key, uint64_t part)
{
    key = (key ^ part) * UINT64_C(0x9E3779B97F4A7C15);
    return key ^ key >> 32;
}

static uint64_t place_of(const struct page *page, const struct block *block)
{
    uint64_t key = mix(0, block->kind), near = 0;
    uint32_t at = block->box;
    for (size_t i = 0; at && i < GROUP_DEPTH; i++, at = page->boxes[at].parent) {
        const struct box *box = &page->boxes[at];
        key = mix(key, box->tag + 1U);
        near |= i <= GROUP_NEAR ? box->hints : 0;
    }
    return mix(key, near);
}

/* Groups by their keys: an open-addressed table of numbers, which is small, before the groups. */
struct groups {
    uint32_t *slots; /* a group's number and one; 0: none */
    size_t mask;
    struct group *items;
    uint32_t len;
};

static bool groups_init(struct arena *arena, struct groups *groups, size_t most)
{
    size_t size = 16;
    while (size < 2 * most) {
        size *= 2;
    }
    groups->mask = size - 1;
    groups->len = 0;
    groups->slots = arena_array(arena, size, sizeof(*groups->slots));
    groups->items = arena_grow(arena, NULL, 0, most + 1, sizeof(*groups->items));
    return groups->slots && groups->items;
}

/* The number of the group with `key`, which is begun if there is none. */
static uint32_t groups_find(struct groups *groups, uint64_t key)
{
    size_t i = (size_t)(key ^ key >> 29) & groups->mask;
    key |= 1;
    while (groups->slots[i] && groups->items[groups->slots[i] - 1].key != key) {
        i = (i + 1) & groups->mask;
    }
    if (!groups->slots[i]) {
        groups->items[groups->len] = (struct group){.key = key};
        groups->slots[i] = ++groups->len;
    }
    return groups->slots[i] - 1;
}

static uint64_t repeat_key(const struct page *page, const struct block *block)
{
    const uint32_t *words = page->words + block->first_word;
    size_t n = MIN(block->words, REPEAT_WORDS);
    uint64_t key = n;
    for (size_t i = 0; i < n; i++) {
        key = mix(key, words[i]);
    }
    return key;
}

static bool group_blocks(struct arena *arena, struct survey *survey)
{
    const struct page *page = survey->page;
    struct groups places, heads;
    survey->groups = arena_array(arena, page->n_blocks + 1, sizeof(*survey->groups));
    survey->repeats = arena_array(arena, page->n_blocks + 1, sizeof(*survey->repeats));
    uint32_t *head_of = arena_array(arena, page->n_blocks + 1, sizeof(*head_of));
    if (!groups_init(arena, &places, page->n_blocks) ||
        !groups_init(arena, &heads, page->n_blocks) || !survey->groups || !survey->repeats ||
        !head_of) {
        return false;
    }
    survey->all_groups = places.items;
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        survey->groups[i] = groups_find(&places, place_of(page, block));
        struct group *group = &places.items[survey->groups[i]];
        group->count += 1;
        group->words += (float)block->words;
        group->link_words += (float)block->words * block_link_share(block);
        group->guessed += (float)block->words * survey->nearby.guess[i];
        head_of[i] = groups_find(&heads, repeat_key(page, block));
        heads.items[head_of[i]].count += 1;
    }
    for (size_t i = 0; i < page->n_blocks; i++) {
        survey->repeats[i] = (uint8_t)MIN(heads.items[head_of[i]].count, 255);
    }
    return true;
}

/* Where long blocks and headings stand, so that each block knows its nearest ones. */
static bool mark_places(struct arena *arena, struct survey *survey)
{
    const struct page *page = survey->page;
    size_t n = page->n_blocks;
    uint32_t **arrays[] = {&survey->long_before, &survey->last_long, &survey->next_long,
                           &survey->last_heading};
    for (size_t i = 0; i < ARRAY_LEN(arrays); i++) {
        *arrays[i] = arena_array(arena, n + 1, sizeof(uint32_t));
        if (!*arrays[i]) {
            return false;
        }
    }
    uint32_t last_long = BLOCK_NONE, last_heading = BLOCK_NONE, next_long = BLOCK_NONE;
    survey->first_h1 = BLOCK_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const struct block *block = &page->blocks[i];
        bool is_long = block_is_long(block);
        survey->last_long[i] = last_long;
        survey->last_heading[i] = last_heading;
        survey->long_before[i + 1] = survey->long_before[i] + is_long;
        last_long = is_long ? i : last_long;
        last_heading = block->kind == BLOCK_PAGE && block_heading(page, block) ? i : last_heading;
        if (survey->first_h1 == BLOCK_NONE && block->kind == BLOCK_PAGE &&
            box_tag(&page->boxes[block->box], NEAR_H1) < 3) {
            survey->first_h1 = i;
        }
    }
    for (size_t i = n; i-- > 0;) {
        survey->next_long[i] = next_long;
        next_long = block_is_long(&page->blocks[i]) ? (uint32_t)i : next_long;
    }
    return true;
}

static bool add_shingles(struct arena *arena, struct page *page, struct shingles *shingles,
                         const struct str *texts, size_t n)
{
    size_t bytes = 0;
    for (size_t i = 0; i < n; i++) {
        bytes += texts[i].len;
    }
    if (!shingles_init(arena, shingles, bytes / 5)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        size_t before = page->n_words, added = 0;
        if (!words_append(page, texts[i], &added)) {
            return false;
        }
        shingles_add(shingles, page->words + before, added);
        page->n_words = before;
    }
    return true;
}

static bool read_descriptions(struct arena *arena, struct page *page, struct survey *survey)
{
    struct str description = page_meta(page, "og:description");
    description = description.len ? description : page_meta(page, "description");
    size_t before = page->n_words, n;
    if (!add_shingles(arena, page, &survey->description, &description, 1) ||
        !add_shingles(arena, page, &survey->ld_body, page->ld.texts[LD_KEY_BODY],
                      page->ld.n_texts[LD_KEY_BODY]) ||
        !add_shingles(arena, page, &survey->ld_description, page->ld.texts[LD_KEY_DESCRIPTION],
                      page->ld.n_texts[LD_KEY_DESCRIPTION]) ||
        !words_append(page, str_sub(page->title, 0, 1000), &n)) {
        return false;
    }
    survey->n_title_words = MIN(n, TITLE_WORDS_MAX);
    survey->title_words = arena_array(arena, TITLE_WORDS_MAX, sizeof(uint32_t));
    if (!survey->title_words) {
        return false;
    }
    for (size_t i = 0; i < survey->n_title_words; i++) {
        uint32_t word = page->words[before + i];
        survey->title_words[i] = word;
        survey->title_filter[word / 64 % 4] |= UINT64_C(1) << word % 64;
    }
    page->n_words = before;
    return true;
}

bool survey_page(struct arena *arena, struct page *page, struct survey *ret_survey)
{
    *ret_survey = (struct survey){.page = page};
    ret_survey->sums = arena_array(arena, page->n_boxes, sizeof(struct sums));
    ret_survey->media = arena_array(arena, page->n_blocks + 1, sizeof(uint8_t));
    if (!ret_survey->sums || !ret_survey->media) {
        return false;
    }
    sum_up(ret_survey);
    find_best(ret_survey);
    return nearby_read(arena, page, &ret_survey->nearby) && group_blocks(arena, ret_survey) &&
           mark_places(arena, ret_survey) && read_descriptions(arena, page, ret_survey);
}
