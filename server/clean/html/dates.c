/* When the page was published and last changed. */
#include "clean/html/dates.h"

#include "clean/html/days.h"
#include "clean/html/plain.h"
#include "clean/html/rank.h"

static bool set(struct arena *arena, struct meta *meta, enum meta_field field,
                const struct day *day)
{
    char text[TIME_TEXT_MAX];
    return meta_set(arena, meta, field, date_format(&day->date, text), day->source);
}

/* The day that is most likely the one of publication; NULL where none is likely enough. */
static const struct day *find_published(const struct days *days)
{
    const struct day *best = NULL;
    float best_score = RANK_DATES.least;
    for (size_t i = 0; i < days->len; i++) {
        float score = rank_score(&RANK_DATES, days->items[i].row);
        /* Who writes the day into the address says outright that it is the page's. */
        bool is_outright = !best && days->items[i].origins & 1U << DAY_ADDRESS;
        score = is_outright ? MAX(score, RANK_DATES.least) : score;
        if (score >= best_score) {
            best = &days->items[i];
            best_score = score;
        }
    }
    return best;
}

/* The first day that is told to be of a change. */
static const struct day *find_modified(const struct days *days)
{
    static const unsigned told =
        1U << DAY_LD_MODIFIED | 1U << DAY_META_MODIFIED | 1U << DAY_ITEMPROP_MODIFIED;
    for (size_t i = 0; i < days->len; i++) {
        if (days->items[i].origins & told) {
            return &days->items[i];
        }
    }
    return NULL;
}

bool dates_find(const struct survey *survey, uint32_t title, struct arena *arena, struct meta *meta)
{
    struct days days;
    days_list(survey, title, &days);
    const struct day *published = find_published(&days), *modified = find_modified(&days);
    return (!published ||
            (set(arena, meta, META_PUBLISHED, published) &&
             meta_set(arena, meta, META_PUBLISHED_RAW,
                      plain_text(survey->page->arena, published->raw), published->source))) &&
           (!modified || set(arena, meta, META_MODIFIED, modified));
}
