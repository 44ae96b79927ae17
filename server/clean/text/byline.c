/* Who wrote it: bylines, the lines where authors are named, sentences about the author,
 * contributors. */
#include "clean/text/byline.h"

#include "clean/text/about.h"
#include "clean/text/byline_candidates.h"

/* Log odds under which nobody is named: a wrong author is worse than none. */
static const float LEAST_SCORE = -0.7F;

/* "ANN LEE" is how a page shows a name, not how it is written; initials stay. */
static struct str unshout(struct arena *arena, struct str name)
{
    bool has_lower = false, has_other = false;
    for (size_t i = 0; i < name.len; i++) {
        has_lower |= byte_is_lower((unsigned char)name.ptr[i]);
        has_other |= (unsigned char)name.ptr[i] >= 0x80;
    }
    char *copy = has_lower || has_other ? NULL : arena_cstr(arena, name);
    if (!copy) {
        return name;
    }
    for (size_t i = 1; i < name.len; i++) {
        bool is_inside = byte_is_alpha((unsigned char)name.ptr[i - 1]);
        bool is_initial = i + 1 < name.len && name.ptr[i + 1] == '.';
        copy[i] = is_inside && !is_initial ? byte_lower(name.ptr[i]) : name.ptr[i];
    }
    return str_of(copy, name.len);
}

static bool add_names(struct reading *reading, struct arena *arena, const struct names *names,
                      struct fact_list *list)
{
    for (size_t i = 0; i < names->len; i++) {
        if (!meta_add(arena, list, unshout(reading->scratch, names->items[i]), SOURCE_TEXT)) {
            return false;
        }
    }
    return true;
}

static void set_role(struct reading *reading, ptrdiff_t unit, enum role role)
{
    if (unit != UNIT_NONE && reading->roles[unit] == ROLE_NONE) {
        reading->roles[unit] = (unsigned char)role;
    }
}

/* The place that the model takes for the authors' most likely; NULL when none is likely. */
static const struct byline_candidate *choose(const struct reading *reading,
                                             struct byline_candidates *candidates)
{
    const struct byline_candidate *best = NULL;
    float best_score = LEAST_SCORE;
    byline_candidates(reading, candidates);
    byline_features(reading, candidates);
    for (size_t i = 0; i < candidates->len; i++) {
        float score = trees_judge(&reading->model->bylines, candidates->items[i].row);
        if (score > best_score) {
            best_score = score;
            best = &candidates->items[i];
        }
    }
    return best;
}

bool byline_find(struct reading *reading, struct arena *arena, struct doc *doc)
{
    struct byline_candidates *candidates = ARENA_NEW(reading->scratch, struct byline_candidates);
    if (!candidates) {
        return false;
    }
    const struct byline_candidate *found = reading->has_header ? NULL : choose(reading, candidates);
    struct names names = found ? found->names : (struct names){0};
    if (found && found->is_line) {
        set_role(reading, found->unit, ROLE_BYLINE);
        set_role(reading, found->lead, ROLE_BYLINE);
    }
    return about_find(reading, arena, doc, &names) &&
           add_names(reading, arena, &names, &doc->meta.authors);
}
