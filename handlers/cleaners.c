/* One cleaner for each worker thread, so that none is shared; what they only read is built once. */
#include "handlers/cleaners.h"

#include <assert.h>
#include <stdlib.h>

struct cleaners {
    struct histogram durations;
    int n;
    struct cleaner *items[];
};

void cleaners_free(struct cleaners *cleaners)
{
    if (cleaners) {
        /* The first lends to the others. */
        for (int i = cleaners->n; i-- > 0;) {
            cleaner_free(cleaners->items[i]);
        }
        free(cleaners);
    }
}

enum status cleaners_new(int n, struct cleaners **ret_cleaners, struct error *err)
{
    struct cleaners *cleaners = calloc(1, sizeof(*cleaners) + (size_t)n * sizeof(struct cleaner *));
    if (!cleaners) {
        return error_no_memory(err);
    }
    for (cleaners->n = 0; cleaners->n < n; cleaners->n++) {
        const struct cleaner *first = cleaners->n ? cleaners->items[0] : NULL;
        cleaners->items[cleaners->n] = cleaner_new_beside(first, err);
        if (!cleaners->items[cleaners->n]) {
            cleaners_free(cleaners);
            return error_no_memory(err);
        }
        cleaner_measure(cleaners->items[cleaners->n], &cleaners->durations);
    }
    *ret_cleaners = cleaners;
    return OK;
}

const struct histogram *cleaners_durations(const struct cleaners *cleaners)
{
    return &cleaners->durations;
}

struct cleaner *cleaners_get(struct cleaners *cleaners, int worker)
{
    assert(worker >= 0 && worker < cleaners->n);
    return cleaners->items[worker];
}
