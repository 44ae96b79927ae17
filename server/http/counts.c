/* What a server has answered: requests by route and code, and how long they took. */
#include "http/counts.h"

#include "base/metrics.h"

#include <stdio.h>
#include <stdlib.h>

enum { CODES = 600, LABELS_MAX = 160 };

struct row {
    _Atomic uint32_t codes[CODES]; /* 0: cut before an answer */
    struct histogram durations;
};

struct counts {
    const struct route *routes;
    size_t n;
    struct row rows[]; /* one more than routes: for what is no route's */
};

enum status counts_new(const struct route *routes, size_t n, struct counts **ret_counts,
                       struct error *err)
{
    struct counts *counts = calloc(1, sizeof(*counts) + (n + 1) * sizeof(struct row));
    if (!counts) {
        return error_no_memory(err);
    }
    counts->routes = routes;
    counts->n = n;
    *ret_counts = counts;
    return OK;
}

void counts_free(struct counts *counts)
{
    free(counts);
}

void counts_add(struct counts *counts, const struct route *route, int code, int64_t us)
{
    struct row *row = &counts->rows[route ? (size_t)(route - counts->routes) : counts->n];
    (void)atomic_fetch_add_explicit(&row->codes[code > 0 && code < CODES ? code : 0], 1,
                                    memory_order_relaxed);
    histogram_add(&row->durations, us);
}

static void name_row(const struct counts *counts, size_t i, char labels[LABELS_MAX])
{
    const struct route *route = i < counts->n ? &counts->routes[i] : NULL;
    const char *method = route ? http_method_name(route->method) : NULL;
    (void)snprintf(labels, LABELS_MAX, "route=\"%.60s\",method=\"%s\"",
                   route ? route->name : "none", method ? method : "any");
}

void counts_print(struct counts *counts, struct buf *buf)
{
    static const char total[] = "articled_http_requests_total";
    static const char duration[] = "articled_http_request_duration_seconds";
    char name[LABELS_MAX], labels[LABELS_MAX + 32];
    metrics_head(buf, total, METRIC_COUNTER, "Requests answered; status 0: cut before an answer.");
    for (size_t i = 0; i <= counts->n; i++) {
        name_row(counts, i, name);
        for (int code = 0; code < CODES; code++) {
            uint32_t n = atomic_load_explicit(&counts->rows[i].codes[code], memory_order_relaxed);
            if (n) {
                (void)snprintf(labels, sizeof(labels), "%s,status=\"%d\"", name, code);
                metrics_count(buf, total, labels, n);
            }
        }
    }
    metrics_head(buf, duration, METRIC_HISTOGRAM,
                 "From a request's first byte to the end of its answer.");
    for (size_t i = 0; i <= counts->n; i++) {
        uint64_t any = 0;
        for (int code = 0; code < CODES; code++) {
            any |= atomic_load_explicit(&counts->rows[i].codes[code], memory_order_relaxed);
        }
        if (any) {
            name_row(counts, i, name);
            metrics_histogram(buf, duration, name, &counts->rows[i].durations);
        }
    }
}
