/* Counting for those who watch: histograms, and Prometheus' text format (version 0.0.4). */
#include "base/metrics.h"

#include <inttypes.h>

/* From a read, some 30 us, to a page that is fetched. */
static const struct {
    int64_t us;
    const char *seconds;
} bounds[HISTOGRAM_BOUNDS] = {
    {100, "0.0001"},  {250, "0.00025"}, {500, "0.0005"},  {1000, "0.001"},  {2500, "0.0025"},
    {5000, "0.005"},  {10000, "0.01"},  {25000, "0.025"}, {50000, "0.05"},  {100000, "0.1"},
    {250000, "0.25"}, {1000000, "1"},   {5000000, "5"},   {20000000, "20"},
};

void histogram_add(struct histogram *histogram, int64_t us)
{
    size_t i = 0;
    us = MAX(us, 0);
    while (i < HISTOGRAM_BOUNDS && us > bounds[i].us) {
        i++;
    }
    (void)atomic_fetch_add_explicit(&histogram->counts[i], 1, memory_order_relaxed);
    (void)atomic_fetch_add_explicit(&histogram->sum_us, (uint64_t)us, memory_order_relaxed);
}

void metrics_head(struct buf *buf, const char *name, enum metric_type type, const char *help)
{
    static const char *const types[] = {"counter", "gauge", "histogram"};
    buf_printf(buf, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, types[type]);
}

static void add_name(struct buf *buf, const char *name, const char *labels)
{
    buf_add_z(buf, name);
    if (labels) {
        buf_printf(buf, "{%s}", labels);
    }
}

void metrics_count(struct buf *buf, const char *name, const char *labels, uint64_t value)
{
    add_name(buf, name, labels);
    buf_printf(buf, " %" PRIu64 "\n", value);
}

void metrics_seconds(struct buf *buf, const char *name, const char *labels, int64_t us)
{
    add_name(buf, name, labels);
    buf_printf(buf, " %" PRId64 ".%06" PRId64 "\n", us / 1000000, us % 1000000);
}

void metrics_histogram(struct buf *buf, const char *name, const char *labels,
                       const struct histogram *histogram)
{
    uint64_t sum = 0;
    const char *comma = labels ? "," : "";
    for (size_t i = 0; i <= HISTOGRAM_BOUNDS; i++) {
        sum += atomic_load_explicit(&histogram->counts[i], memory_order_relaxed);
        buf_printf(buf, "%s_bucket{%s%sle=\"%s\"} %" PRIu64 "\n", name, labels ? labels : "", comma,
                   i < HISTOGRAM_BOUNDS ? bounds[i].seconds : "+Inf", sum);
    }
    buf_printf(buf, "%s_sum", name);
    if (labels) {
        buf_printf(buf, "{%s}", labels);
    }
    uint64_t us = atomic_load_explicit(&histogram->sum_us, memory_order_relaxed);
    buf_printf(buf, " %" PRIu64 ".%06" PRIu64 "\n%s_count", us / 1000000, us % 1000000, name);
    if (labels) {
        buf_printf(buf, "{%s}", labels);
    }
    buf_printf(buf, " %" PRIu64 "\n", sum);
}
