/* How well a choice of blocks will do: the confidence that is told, and when nothing is told. */
#include "clean/html/quality.h"

#include <string.h>

static const float SURE = 0.8F, OPEN_LEAST = 0.3F, OPEN_MOST = 0.7F;

/* Sums over blocks; what is kept alone but for `open`. */
struct kept {
    float words, blocks, probable, sure, open, links, terminated, told, best;
};

static struct kept sum_up(const struct page *page, const float *scores, const bool *keep)
{
    struct kept kept = {0};
    for (size_t i = 0; i < page->n_blocks; i++) {
        const struct block *block = &page->blocks[i];
        float words = (float)block->words;
        kept.best = MAX(kept.best, scores[i]);
        kept.open += scores[i] > OPEN_LEAST && scores[i] < OPEN_MOST ? words : 0;
        kept.sure += scores[i] > SURE ? words : 0;
        if (!keep[i]) {
            continue;
        }
        kept.words += words;
        kept.blocks += 1;
        kept.probable += words * scores[i];
        kept.links += words * block_link_share(block);
        kept.terminated += block_is_terminated(block) ? words : 0;
        kept.told += block->kind != BLOCK_PAGE ? words : 0;
    }
    return kept;
}

void quality_row(const struct survey *survey, const float *scores, const bool *keep,
                 double expected, const float *page_row, float ret_row[QUALITY_COUNT])
{
    struct kept kept = sum_up(survey->page, scores, keep);
    float words = MAX(kept.words, 1);
    ret_row[QUALITY_EXPECTED] = (float)expected;
    ret_row[QUALITY_WORDS] = kept.words;
    ret_row[QUALITY_SHARE] = kept.words / MAX(survey->words, 1);
    ret_row[QUALITY_BLOCKS] = kept.blocks;
    ret_row[QUALITY_MEAN] = kept.probable / words;
    ret_row[QUALITY_BEST] = kept.best;
    ret_row[QUALITY_SURE] = kept.sure / words;
    ret_row[QUALITY_OPEN] = kept.open;
    ret_row[QUALITY_LINKS] = kept.links / words;
    ret_row[QUALITY_TERMINATED] = kept.terminated / words;
    ret_row[QUALITY_TOLD] = kept.told / words;
    memcpy(ret_row + QUALITY_PAGE, page_row + FEATURE_PAGE, PAGE_FEATURE_COUNT * sizeof(float));
}

double quality_estimate(const float row[QUALITY_COUNT])
{
    double estimate = (double)rank_score(&QUALITY_TREES, row);
    return estimate < 0 ? 0 : estimate > 1 ? 1 : estimate;
}
