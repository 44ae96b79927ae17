/* What is told of requests: the access log, the counts, and whether more of them are taken. */
#include "http/exchange.h"

#include "base/log.h"
#include "base/metrics.h"
#include "base/time.h"

#include <stdio.h>

/* 0: it was cut before an answer. */
static int status_of(const struct exchange *ex)
{
    return ex->phase == PHASE_DONE ? ex->res.code : 0;
}

/* The client's own words, beyond a method that is known, stay out of the log. */
static void log_access(const struct exchange *ex, int64_t us, enum MHD_RequestTerminationCode code)
{
    const struct request *req = &ex->req;
    const char *name = req->is_head ? "HEAD" : http_method_name(req->method);
    char token[32] = "";
    if (req->who.token_id) {
        (void)snprintf(token, sizeof(token), " token=%lld", (long long)req->who.token_id);
    }
    log_line(LOG_LEVEL_INFO,
             "request_id=%s method=%s route=%s status=%d bytes=%zu duration_ms=%lld.%03lld%s%s",
             req->id, name ? name : "-", req->route ? req->route->name : "-", status_of(ex),
             ex->sent, (long long)(us / 1000), (long long)(us % 1000), token,
             code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "" : " cut=1");
}

void exchange_note(const struct exchange *ex, enum MHD_RequestTerminationCode code)
{
    const struct server *server = ex->server;
    int64_t us = time_monotonic_us() - ex->started_us;
    counts_add(server->counts, ex->req.route, status_of(ex), us);
    if (!server->options.is_quiet) {
        log_access(ex, us, code);
    }
}

void request_print_counts(const struct request *req, struct buf *buf)
{
    struct server *server = req->exchange->server;
    counts_print(server->counts, buf);
    metrics_head(buf, "articled_http_requests_running", METRIC_GAUGE,
                 "Requests that a handler has in hand.");
    metrics_count(buf, "articled_http_requests_running", NULL,
                  (uint64_t)MAX(atomic_load(&server->running), 0));
    metrics_head(buf, "articled_queue_requests", METRIC_GAUGE,
                 "Requests that wait for a thread that cleans.");
    metrics_count(buf, "articled_queue_requests", NULL, (uint64_t)workers_waiting(server->workers));
    metrics_head(buf, "articled_http_body_bytes", METRIC_GAUGE, "Bytes of bodies in memory.");
    metrics_count(buf, "articled_http_body_bytes", NULL, atomic_load(&server->body_bytes));
    metrics_head(buf, "articled_uptime_seconds", METRIC_GAUGE, "Since the server listens.");
    metrics_seconds(buf, "articled_uptime_seconds", NULL, time_monotonic_us() - server->started_us);
}

enum status request_check_server(const struct request *req, struct error *err)
{
    struct server *server = req->exchange->server;
    if (atomic_load(&server->is_closing)) {
        return error_set(err, ERR_BUSY, "this server is stopping");
    }
    if (workers_waiting(server->workers) >= server->options.queue) {
        return error_set(err, ERR_BUSY, "too many requests are waiting");
    }
    return OK;
}
