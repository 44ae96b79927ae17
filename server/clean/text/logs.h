/* Logarithms of counts, of which most are small and asked for again and again. */
#ifndef CLEAN_TEXT_LOGS_H
#define CLEAN_TEXT_LOGS_H

#include "base/macros.h"

#include <math.h>
#include <stddef.h>

enum { LOGS_MAX = 128 };

struct logs {
    float values[LOGS_MAX];
};

static inline void logs_init(struct logs *logs)
{
    for (size_t i = 0; i < LOGS_MAX; i++) {
        logs->values[i] = log1pf((float)i);
    }
}

/* log(1 + n) */
static inline float logs_of(const struct logs *logs, size_t n)
{
    return n < LOGS_MAX ? logs->values[n] : log1pf((float)n);
}

#endif
