/* GET /metrics: counts and durations in Prometheus' text format (version 0.0.4). */
#include "handlers/handlers.h"

#include "base/metrics.h"
#include "fetch/fetch.h"
#include "handlers/cleaners.h"
#include "store/store.h"

#include <stdio.h>
#include <unistd.h>

static void add_gauge(struct buf *buf, const char *name, const char *help, int64_t value)
{
    metrics_head(buf, name, METRIC_GAUGE, help);
    metrics_count(buf, name, NULL, (uint64_t)MAX(value, 0));
}

/* /proc/self/statm, in pages: the second number is what is resident; 0: not to be known. */
static int64_t resident_bytes(void)
{
    long long all, resident;
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) {
        return 0;
    }
    int n = fscanf(file, "%lld %lld", &all, &resident); /* NOLINT(cert-err34-c): the kernel's own */
    (void)fclose(file);
    return n == 2 ? resident * sysconf(_SC_PAGESIZE) : 0;
}

static enum status add_store(struct app *app, struct buf *buf, struct error *err)
{
    struct store_stats stats;
    enum status status = store_stats(app->store, &stats, err);
    if (!status) {
        add_gauge(buf, "articled_store_articles", "Articles that are kept.", stats.articles);
        add_gauge(buf, "articled_store_bytes", "Size of the store's files.", stats.file_bytes);
        add_gauge(buf, "articled_store_queued", "Changes that wait to be written.", stats.queued);
    }
    return status;
}

static void add_fetches(struct app *app, struct buf *buf)
{
    static const char total[] = "articled_fetches_total";
    struct fetcher_stats stats;
    char label[40];
    fetcher_stats(app->fetcher, &stats);
    metrics_head(buf, total, METRIC_COUNTER, "Addresses that were fetched, by what came of it.");
    for (int i = 0; i < FETCH_OUTCOMES; i++) {
        (void)snprintf(label, sizeof(label), "outcome=\"%s\"",
                       fetch_outcome_name((enum fetch_outcome)i));
        metrics_count(buf, total, label, stats.outcomes[i]);
    }
    add_gauge(buf, "articled_fetches_active", "Addresses that are being fetched, or wait for it.",
              stats.active);
}

enum status handle_metrics_get(struct app *app, struct request *req, struct response *res)
{
    struct buf *buf = &res->body;
    metrics_head(buf, "articled_build_info", METRIC_GAUGE, "1, with the version as a label.");
    metrics_count(buf, "articled_build_info", "version=\"" ARTICLED_VERSION "\"", 1);
    request_print_counts(req, buf);
    metrics_head(buf, "articled_clean_duration_seconds", METRIC_HISTOGRAM,
                 "Cleaning one document.");
    metrics_histogram(buf, "articled_clean_duration_seconds", NULL,
                      cleaners_durations(app->cleaners));
    add_fetches(app, buf);
    add_gauge(buf, "articled_resident_memory_bytes", "Memory of this process.", resident_bytes());
    enum status status = add_store(app, buf, &res->error);
    if (status) {
        return status;
    }
    res->type = "text/plain; version=0.0.4; charset=utf-8";
    response_header(res, "Cache-Control", STR("no-store"));
    return buf_ok(buf) ? OK : error_no_memory(&res->error);
}
