/* Tests of base/metrics.c: where durations fall, and Prometheus' text. */
#include "../test.h"

#include "base/metrics.h"

static void prints_what_it_counts(void **state)
{
    static struct histogram histogram;
    struct buf buf;
    (void)state;
    buf_init(&buf, 0);
    histogram_add(&histogram, -5);
    histogram_add(&histogram, 100);
    histogram_add(&histogram, 101);
    histogram_add(&histogram, 20000000);
    histogram_add(&histogram, 20000001);
    metrics_histogram(&buf, "x_seconds", "a=\"b\"", &histogram);
    ASSERT_STR(buf_str(&buf), "x_seconds_bucket{a=\"b\",le=\"0.0001\"} 2\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.00025\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.0005\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.001\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.0025\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.005\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.01\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.025\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.05\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.1\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"0.25\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"1\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"5\"} 3\n"
                              "x_seconds_bucket{a=\"b\",le=\"20\"} 4\n"
                              "x_seconds_bucket{a=\"b\",le=\"+Inf\"} 5\n"
                              "x_seconds_sum{a=\"b\"} 40.000202\n"
                              "x_seconds_count{a=\"b\"} 5\n");
    buf_done(&buf);
}

static void prints_single_values(void **state)
{
    struct buf buf;
    (void)state;
    buf_init(&buf, 0);
    metrics_head(&buf, "x_total", METRIC_COUNTER, "What it is.");
    metrics_count(&buf, "x_total", NULL, UINT64_MAX);
    metrics_count(&buf, "x_total", "a=\"b\"", 0);
    metrics_seconds(&buf, "y", NULL, 1000001);
    ASSERT_STR(buf_str(&buf), "# HELP x_total What it is.\n# TYPE x_total counter\n"
                              "x_total 18446744073709551615\nx_total{a=\"b\"} 0\ny 1.000001\n");
    buf_done(&buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_what_it_counts),
        cmocka_unit_test(prints_single_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
