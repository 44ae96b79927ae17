/* Who wrote the page. */
#include "clean/html/authors.h"

#include "clean/html/bylines.h"
#include "clean/html/credit.h"
#include "clean/html/rank.h"

enum { JOIN_BLOCKS = 1 }; /* between names that are marked one by one */

/* Places that name one author at a time. */
static const unsigned SINGLE = 1U << BY_ITEMPROP | 1U << BY_REL | 1U << BY_LINK | 1U << BY_CLASS;

static size_t find_best(const struct bylines *bylines, const float *scores)
{
    size_t best = bylines->len;
    float best_score = RANK_BYLINES.least;
    for (size_t i = 0; i < bylines->len; i++) {
        if (scores[i] >= best_score) {
            best = i;
            best_score = scores[i];
        }
    }
    return best;
}

/* Whether `other` goes on with what `best` begins: the next of several authors, each in an element
 * of the same kind.  The same name in another form is none. */
static bool goes_on(const struct byline *best, const struct byline *other)
{
    bool is_near = best->block != BLOCK_NONE && other->block != BLOCK_NONE &&
                   other->block >= best->block && other->block <= best->block + JOIN_BLOCKS;
    return is_near && (best->origins & other->origins & SINGLE) && best->n_names == 1 &&
           other->n_names == 1 && wordset_share(&best->words, &other->words) == 0 &&
           !credit_is_remark(other->names[0]);
}

bool authors_find(const struct survey *survey, uint32_t title, struct str site, struct arena *arena,
                  struct fact_list *authors)
{
    struct bylines bylines;
    float scores[BYLINES_MAX];
    if (!bylines_list(survey, title, site, &bylines)) {
        return false;
    }
    for (size_t i = 0; i < bylines.len; i++) {
        scores[i] = rank_score(&RANK_BYLINES, bylines.items[i].row);
    }
    size_t at = find_best(&bylines, scores);
    const struct byline *best = at < bylines.len ? &bylines.items[at] : NULL;
    bool is_ok = true;
    for (size_t i = 0; best && i < best->n_names && is_ok; i++) {
        is_ok = meta_add(arena, authors, best->names[i], best->source);
    }
    for (size_t i = 0; best && i < bylines.len && is_ok; i++) {
        const struct byline *other = &bylines.items[i];
        if (i != at && scores[i] >= RANK_BYLINES.least && goes_on(best, other)) {
            is_ok = meta_add(arena, authors, other->names[0], best->source);
        }
    }
    return is_ok;
}
