/* What the units around a unit are like: means over a few of them, distances to marks, and how the
 * unit compares with the text's long ones. */
#ifndef CLEAN_TEXT_WINDOWS_H
#define CLEAN_TEXT_WINDOWS_H

#include "base/arena.h"
#include "clean/text/context.h"
#include "clean/text/traits.h"

enum {
    WINDOWS_MEANS = 15,  /* features of which the means are taken */
    WINDOWS_REACHES = 2, /* over so many numbers of units, before the unit and behind it */
    WINDOWS_SINCE = 10,  /* categories of marks before a unit */
    WINDOWS_MARKS = 12,  /* ... and behind it, too, for the last two */
    WINDOWS_SHARES = 6,  /* features of which the share of all units is told */
    WINDOWS_FADINGS = 2,
};

enum windows_feature {
    WINDOWS_MEAN, /* before and behind, for each reach, for each feature */
    WINDOWS_SINCE_MARK = WINDOWS_MEAN + 2 * WINDOWS_REACHES * WINDOWS_MEANS, /* units */
    WINDOWS_SHARE = WINDOWS_SINCE_MARK + WINDOWS_MARKS,
    WINDOWS_RELATIVE_LENGTH = WINDOWS_SHARE + WINDOWS_SHARES, /* to the text's long units */
    WINDOWS_LONGEST_BEFORE,                                   /* it included */
    WINDOWS_LONGEST_BEHIND,
    WINDOWS_AS_INDENTED, /* as the long units are; and by how much more */
    WINDOWS_MORE_INDENTED,
    WINDOWS_UNLIKE_PARTED, /* has an empty line before it, and long units have not, or so */
    WINDOWS_GAP,           /* the units without prose that it is among, itself twice */
    WINDOWS_GAP_NEAR,      /* ... on the side where they are fewer */
    WINDOWS_WORDING,       /* log odds by the words (wording.h): of the unit, */
    WINDOWS_WORDING_NEXT,  /* ... of the ones before and behind it, of the second ones, */
    WINDOWS_WORDING_MEAN = WINDOWS_WORDING_NEXT + 4, /* before and behind, fading twice, */
    WINDOWS_WORDING_ALL = WINDOWS_WORDING_MEAN + 2 * WINDOWS_FADINGS, /* of all units, */
    WINDOWS_WORDING_WORDS,                                            /* ... by their words */
    WINDOWS_WORDING_MORE,                                             /* the unit's, less that */
    WINDOWS_COUNT
};

/* What the features are made from; a row of them takes six times as much. */
struct windows {
    const struct sheet *sheet;
    double (*sums)[WINDOWS_MEANS]; /* over the units before each; one more than units */
    unsigned char (*since)[WINDOWS_MARKS];
    struct windows_unit {
        uint32_t longest_before, longest_behind; /* words */
        uint32_t gap_before, gap_behind;         /* units without prose up to here */
        float wording[2 * WINDOWS_FADINGS];      /* means before and behind */
    } * units;
    float shares[WINDOWS_SHARES];
    float usual_length, usual_indent, usual_parting; /* of long units */
    float wording, wording_words;                    /* means over units and over words */
};

bool windows_read(struct arena *arena, const struct sheet *sheet, const struct context *context,
                  struct windows *ret_windows) MUST_USE;
void windows_features(const struct windows *windows, size_t unit, float row[WINDOWS_COUNT]);

#endif
