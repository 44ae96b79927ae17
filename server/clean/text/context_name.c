/* The names of the features around a unit, as the table of weights and the training know them. */
#include "clean/text/context.h"

static const char *const names[] = {
    [CONTEXT_PLACE] = "place",
    [CONTEXT_WORD_PLACE] = "word_place",
    [CONTEXT_PROSE_BEFORE] = "prose_before",
    [CONTEXT_PROSE_AFTER] = "prose_after",
    [CONTEXT_LOG_INDEX] = "log_index",
    [CONTEXT_LOG_LEFT] = "log_left",
    [CONTEXT_FIRST_TEN] = "first_ten",
    [CONTEXT_SINCE_PROSE] = "since_prose",
    [CONTEXT_UNTIL_PROSE] = "until_prose",
    [CONTEXT_SINCE_LONG] = "since_long",
    [CONTEXT_UNTIL_LONG] = "until_long",
    [CONTEXT_DENSITY] = "density_before_1",
    [CONTEXT_DENSITY + 1] = "density_after_1",
    [CONTEXT_DENSITY + 2] = "density_both_1",
    [CONTEXT_DENSITY + 3] = "density_before_4",
    [CONTEXT_DENSITY + 4] = "density_after_4",
    [CONTEXT_DENSITY + 5] = "density_both_4",
    [CONTEXT_DENSITY + 6] = "density_before_12",
    [CONTEXT_DENSITY + 7] = "density_after_12",
    [CONTEXT_DENSITY + 8] = "density_both_12",
    [CONTEXT_SHORT_BEFORE] = "short_before",
    [CONTEXT_SHORT_AFTER] = "short_after",
    [CONTEXT_SEEN_COMMENT] = "seen_comment",
    [CONTEXT_SEEN_RELATED] = "seen_related",
    [CONTEXT_SEEN_SUBSCRIBE] = "seen_subscribe",
    [CONTEXT_SEEN_LEGAL] = "seen_legal",
    [CONTEXT_SEEN_SHARE] = "seen_share",
    [CONTEXT_SEEN_AUTHOR] = "seen_author",
    [CONTEXT_SEEN_TAGS] = "seen_tags",
    [CONTEXT_LATER_NAVIGATION] = "later_navigation",
    [CONTEXT_LATER_LEGAL] = "later_legal",
    [CONTEXT_EARLIER_LEGAL] = "earlier_legal",
    [CONTEXT_IN_BLOCK] = "in_block",
    [CONTEXT_BEFORE_BLOCK] = "before_block",
    [CONTEXT_AFTER_BLOCK] = "after_block",
    [CONTEXT_OVERLAP] = "overlap",
    [CONTEXT_OVERLAPS] = "overlaps",
    [CONTEXT_LOG_UNITS] = "log_units",
    [CONTEXT_PROSE_SHARE] = "prose_share",
    [CONTEXT_LOG_PROSE] = "log_prose",
    [CONTEXT_BLANK_SHARE] = "blank_share",
    [CONTEXT_LOG_MEAN_WORDS] = "log_mean_words",
};
_Static_assert(ARRAY_LEN(names) == CONTEXT_COUNT, "every feature has a name");

const char *context_name(enum context_feature feature)
{
    return names[feature];
}
