/* Counting for those who watch: histograms, and Prometheus' text format (version 0.0.4). */
#ifndef BASE_METRICS_H
#define BASE_METRICS_H

#include "base/buf.h"

#include <stdatomic.h>
#include <stdint.h>

enum { HISTOGRAM_BOUNDS = 14 };

/* Durations by size.  Zeroed, it is empty; any thread may add. */
struct histogram {
    _Atomic uint64_t counts[HISTOGRAM_BOUNDS + 1]; /* the last: of those over every bound */
    _Atomic uint64_t sum_us;
};

void histogram_add(struct histogram *histogram, int64_t us);

enum metric_type { METRIC_COUNTER, METRIC_GAUGE, METRIC_HISTOGRAM };

/* The two lines before the values of a metric. */
void metrics_head(struct buf *buf, const char *name, enum metric_type type, const char *help);
/* `labels`: as they stand between the braces, e.g. `route="home_get"`; may be NULL. */
void metrics_count(struct buf *buf, const char *name, const char *labels, uint64_t value);
void metrics_seconds(struct buf *buf, const char *name, const char *labels, int64_t us);
/* Buckets, sum and count of a name that ends in "_seconds". */
void metrics_histogram(struct buf *buf, const char *name, const char *labels,
                       const struct histogram *histogram);

#endif
