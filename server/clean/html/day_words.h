/* The words that say what a date on a page is of. */
#ifndef CLEAN_HTML_DAY_WORDS_H
#define CLEAN_HTML_DAY_WORDS_H

#include "clean/html/days.h"

enum { DAY_LABEL_COUNT = 40 };

struct day_label {
    struct str word; /* a part of a word, in lower case */
    enum day_feature feature;
};
extern const struct day_label DAY_LABELS[DAY_LABEL_COUNT];

#endif
