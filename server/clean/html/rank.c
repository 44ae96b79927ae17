/* Small learned judges of candidates: which of those that a page offers is its title, author, date.
 */
#include "clean/html/rank.h"

float rank_score(const struct ranker *ranker, const float *row)
{
    float sum = ranker->base;
    for (size_t i = 0; i < ranker->n_trees; i++) {
        const struct rank_tree *tree = &ranker->trees[i];
        size_t at = 0;
        while (at < RANK_INNER) {
            at = 2 * at + 2 - (row[tree->features[at]] < tree->thresholds[at]);
        }
        sum += tree->leaves[at - RANK_INNER];
    }
    return sum;
}
