/* What surrounds a block beyond its boxes: the same words elsewhere, the section under a heading,
 * and what the first guess (prior.h) makes of its neighbours, containers and likes. */
#include "clean/html/nearby.h"

#include "clean/html/phrases.h"
#include "clean/html/prior.h"
#include "clean/html/shingles.h"
#include "clean/html/survey.h"

#include <math.h>

enum { ECHO_WORDS = 60 }; /* first words of a block that are looked for elsewhere */

/* Quotes of earlier posts, and texts that stand twice, for wide screens and for narrow ones. */
static bool find_echoes(struct arena *arena, const struct page *page, struct nearby *nearby)
{
    size_t n = page->n_blocks;
    struct shingles seen;
    if (!shingles_init(arena, &seen, page->n_words)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        const uint32_t *words = page->words + page->blocks[i].first_word;
        size_t len = MIN(page->blocks[i].words, ECHO_WORDS);
        nearby->earlier[i] = shingles_meet(&seen, words, len);
    }
    shingles_clear(&seen);
    for (size_t i = n; i-- > 0;) {
        const uint32_t *words = page->words + page->blocks[i].first_word;
        size_t len = MIN(page->blocks[i].words, ECHO_WORDS);
        nearby->later[i] = shingles_meet(&seen, words, len);
    }
    return true;
}

static float weight_around(const struct page *page, uint32_t box)
{
    float sum = 0;
    for (int step = 0; step < PRIOR_FAR; step++) {
        const struct prior_weight *weight = &page->boxes[box].prior;
        sum += step < PRIOR_NEAR ? weight->near : weight->far;
        if (!box) {
            break;
        }
        box = page->boxes[box].parent;
    }
    return sum;
}

static void guess(const struct page *page, size_t i, struct nearby *nearby)
{
    const struct block *block = &page->blocks[i];
    uint32_t tokens[PRIOR_TEXT_MAX];
    struct prior_block text;
    block_prior(page, block, &text);
    size_t n = prior_text_tokens(&text, tokens);
    nearby->logit_text[i] = prior_sum(tokens, n).near;
    nearby->logit_around[i] = PRIOR_BASE + weight_around(page, block->box);
}

/* Training brings guesses of its own, of models that have not seen the page. */
static void guess_all(const struct page *page, struct nearby *nearby)
{
    for (size_t i = 0; i < page->n_blocks; i++) {
        if (page->told_priors) {
            nearby->logit_text[i] = page->told_priors[2 * i];
            nearby->logit_around[i] = page->told_priors[2 * i + 1];
        } else {
            guess(page, i, nearby);
        }
        nearby->guess[i] = 1 / (1 + expf(-nearby->logit_text[i] - nearby->logit_around[i]));
        nearby->guessed[page->blocks[i].box] += nearby->guess[i] * (float)page->blocks[i].words;
    }
    for (size_t i = page->n_boxes; i-- > 1;) {
        nearby->guessed[page->boxes[i].parent] += nearby->guessed[i];
    }
}

static void cut_sections(const struct page *page, struct nearby *nearby)
{
    uint32_t at = 0, comment = SINCE_NONE, related = SINCE_NONE;
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        bool is_heading = block->kind == BLOCK_PAGE && block_heading(page, block);
        at += is_heading;
        comment = is_heading && block->phrases >> PHRASE_COMMENT & 1 ? 0 : comment;
        related = is_heading && block->phrases >> PHRASE_RELATED & 1 ? 0 : related;
        nearby->since_comment[i] = comment;
        nearby->since_related[i] = related;
        comment += comment < SINCE_NONE;
        related += related < SINCE_NONE;
        struct section *section = &nearby->all_sections[at];
        float words = (float)block->words;
        nearby->sections[i] = at;
        section->words += words;
        section->link_words += words * block_link_share(block);
        section->blocks += 1;
        section->guessed += words * nearby->guess[i];
    }
}

bool nearby_read(struct arena *arena, const struct page *page, struct nearby *ret_nearby)
{
    size_t n = page->n_blocks;
    float **floats[] = {&ret_nearby->earlier, &ret_nearby->later, &ret_nearby->guess,
                        &ret_nearby->logit_text, &ret_nearby->logit_around};
    uint32_t **indices[] = {&ret_nearby->sections, &ret_nearby->since_comment,
                            &ret_nearby->since_related};
    bool is_ok = true;
    for (size_t i = 0; i < ARRAY_LEN(floats); i++) {
        *floats[i] = arena_array(arena, n + 1, sizeof(float));
        is_ok = is_ok && *floats[i];
    }
    for (size_t i = 0; i < ARRAY_LEN(indices); i++) {
        *indices[i] = arena_array(arena, n + 1, sizeof(uint32_t));
        is_ok = is_ok && *indices[i];
    }
    ret_nearby->guessed = arena_array(arena, page->n_boxes + 1, sizeof(float));
    ret_nearby->all_sections = arena_array(arena, n + 1, sizeof(struct section));
    if (!is_ok || !ret_nearby->guessed || !ret_nearby->all_sections ||
        !find_echoes(arena, page, ret_nearby)) {
        return false;
    }
    guess_all(page, ret_nearby);
    cut_sections(page, ret_nearby);
    return true;
}
