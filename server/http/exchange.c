/* One request's life: checked, its body collected, its handler run, its answer sent. */
#include "http/exchange.h"

#include "base/log.h"
#include "base/time.h"
#include "http/checks.h"
#include "http/inflate.h"
#include "http/problem.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    TARGET_MAX = 8 * 1024,
    ARENA_CEILING = 512 * 1024 * 1024, /* a bound; a body has its own, far lower */
    DRAIN_MAX =
        4 * 1024 * 1024, /* of a body that is refused while it comes; then the line is cut */
};

static const char default_csp[] = "default-src 'none'; frame-ancestors 'none'";

/* On every answer: what browsers must not do with it. */
static const struct {
    const char *name, *value;
} common_headers[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

void *exchange_new(void *server_argument, const char *target, struct MHD_Connection *connection)
{
    struct server *server = server_argument;
    struct exchange *ex = calloc(1, sizeof(*ex));
    if (!ex) {
        return NULL;
    }
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    uint64_t number = atomic_fetch_add(&server->requests, 1);
    ex->server = server;
    ex->connection = connection;
    ex->peer = info ? info->socket_context : NULL;
    ex->started_us = time_monotonic_us();
    arena_init(&ex->arena, ARENA_CEILING);
    ex->req = (struct request){.arena = &ex->arena, .worker = -1, .exchange = ex};
    ex->res.code = 200;
    (void)snprintf(ex->req.id, sizeof(ex->req.id), "%016llx",
                   (unsigned long long)(server->id_base + number));
    if (strnlen(target, TARGET_MAX + 1) > TARGET_MAX) {
        ex->body_status = ERR_URI_TOO_LONG;
    } else {
        ex->req.target = arena_str(&ex->arena, str_from(target));
    }
    server_mark(server, ex->peer, true, false);
    return ex;
}

static struct MHD_Response *make_response(struct exchange *ex)
{
    struct response *res = &ex->res;
    size_t len = 0;
    bool has_body = res->code != 204 && res->code != 304;
    if (has_body && !res->body.len && res->shared_body.len) {
        return MHD_create_response_from_buffer(
            res->shared_body.len, (void *)(uintptr_t)res->shared_body.ptr, MHD_RESPMEM_PERSISTENT);
    }
    char *bytes = has_body ? buf_take(&res->body, &len) : NULL;
    if (!bytes) {
        return MHD_create_response_from_buffer(0, (void *)(uintptr_t) "", MHD_RESPMEM_PERSISTENT);
    }
    struct MHD_Response *response =
        MHD_create_response_from_buffer(len, bytes, MHD_RESPMEM_MUST_FREE);
    if (!response) {
        free(bytes);
    }
    return response;
}

static void add_header(struct MHD_Response *response, const char *name, const char *value)
{
    if (value && MHD_add_response_header(response, name, value) != MHD_YES) {
        log_line(LOG_LEVEL_ERROR, "msg=\"header refused\" name=%s", name);
    }
}

/* Whether the handler says a common header otherwise. */
static bool has_header(const struct response *res, const char *name)
{
    for (size_t i = 0; i < res->n_headers; i++) {
        if (strcmp(res->headers[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void add_headers(struct exchange *ex, struct MHD_Response *response)
{
    const struct response *res = &ex->res;
    bool has_body = res->code != 204 && res->code != 304;
    if (has_body) {
        add_header(response, "Content-Type",
                   res->type ? res->type : http_format_type(ex->req.format));
    }
    for (size_t i = 0; i < ARRAY_LEN(common_headers); i++) {
        if (!has_header(res, common_headers[i].name)) {
            add_header(response, common_headers[i].name, common_headers[i].value);
        }
    }
    add_header(response, "Content-Security-Policy", res->csp ? res->csp : default_csp);
    add_header(response, "X-Request-Id", ex->req.id);
    for (size_t i = 0; i < res->n_headers; i++) {
        add_header(response, res->headers[i].name, arena_cstr(&ex->arena, res->headers[i].value));
    }
    if (ex->framing.has_length || ex->framing.is_chunked) {
        if (ex->server->closes_after_body) {
            add_header(response, "Connection", "close");
        }
    }
}

/* The problem, as JSON or as the page that a browser gets. */
static void fill_problem(struct exchange *ex, enum status status)
{
    const struct server_options *options = &ex->server->options;
    struct response *res = &ex->res;
    if (!res->error.message[0]) {
        (void)error_set(&res->error, status, "%s", problem_title(problem_code(status)));
    }
    problem_fill(&ex->req, res, status);
    response_header(res, "Cache-Control", STR("no-store"));
    if (ex->req.is_browser && options->error_page) {
        buf_clear(&res->body);
        options->error_page(options->app, &ex->req, res->code, problem_title(res->code),
                            res->error.message, &res->body);
        res->type = http_format_type(FORMAT_HTML);
        res->csp = options->error_page_csp;
    }
    if (res->code == 500 || res->code == 507) {
        log_line(LOG_LEVEL_ERROR, "msg=\"%s\" id=%s status=%d", res->error.message, ex->req.id,
                 res->code);
    }
}

/* Queues what is in ex->res; MHD_NO, which cuts the connection, only when memory is out. */
static enum MHD_Result send_answer(struct exchange *ex)
{
    struct MHD_Response *response = make_response(ex);
    if (!response) {
        return MHD_NO;
    }
    add_headers(ex, response);
    ex->phase = PHASE_DONE;
    enum MHD_Result result = MHD_queue_response(ex->connection, (unsigned)ex->res.code, response);
    MHD_destroy_response(response);
    return result;
}

static enum MHD_Result refuse(struct exchange *ex, enum status status)
{
    fill_problem(ex, status);
    return send_answer(ex);
}

/* The first call: the headers are there, of the body nothing is read. */
static enum MHD_Result begin(struct exchange *ex, const char *method, const char *version)
{
    enum status status = ex->body_status;
    ex->method = method;
    if (status) {
        (void)error_set(&ex->res.error, status, "the address is over %d bytes", (int)TARGET_MAX);
        return refuse(ex, status);
    }
    ex->phase = PHASE_BODY;
    status = ex->req.target.ptr ? checks_run(ex, method, version) : ERR_NO_MEMORY;
    if (status) {
        return refuse(ex, status);
    }
    if (ex->phase == PHASE_ANSWER) {
        return send_answer(ex);
    }
    buf_init(&ex->body, ex->req.route->body_max);
    size_t expected = (size_t)ex->framing.length;
    if (expected) {
        if (!server_reserve(ex->server, expected)) {
            ex->res.retry_after_s = 1;
            (void)error_set(&ex->res.error, ERR_BUSY,
                            "too much is being sent at once; try again in a moment");
            return refuse(ex, ERR_BUSY);
        }
        ex->reserved = expected;
        if (!buf_reserve(&ex->body, expected)) {
            return refuse(ex, ERR_NO_MEMORY);
        }
    }
    return MHD_YES;
}

/* One piece of the body.  What goes over the limit is read and dropped, since libmicrohttpd can
 * answer only at the end; but not without end. */
static enum MHD_Result collect(struct exchange *ex, const char *upload, size_t *upload_len)
{
    size_t len = *upload_len, max = ex->req.route->body_max;
    *upload_len = 0;
    if (!ex->body_status && ex->body.len + len > max) {
        ex->body_status =
            error_set(&ex->res.error, ERR_TOO_LARGE, "the body is over %zu bytes", max);
    }
    if (!ex->body_status && ex->body.len + len > ex->reserved) {
        size_t more = ex->body.len + len - ex->reserved;
        if (server_reserve(ex->server, more)) {
            ex->reserved += more;
        } else {
            ex->body_status = error_set(&ex->res.error, ERR_BUSY, "too much is being sent at once");
        }
    }
    if (!ex->body_status) {
        buf_add(&ex->body, upload, len);
        ex->body_status = buf_ok(&ex->body) ? OK : error_no_memory(&ex->res.error);
    }
    if (ex->body_status) {
        buf_done(&ex->body);
        ex->dropped += len;
    }
    return ex->dropped > DRAIN_MAX ? MHD_NO : MHD_YES;
}

static enum status decode_body(struct exchange *ex)
{
    if (inflate_is_identity(ex->coding) || !ex->body.len) {
        ex->req.body = ex->body.ptr ? buf_str(&ex->body) : STR("");
        return OK;
    }
    enum status status =
        inflate_body(buf_str(&ex->body), ex->req.route->body_max, &ex->decoded, &ex->res.error);
    ex->req.body = status ? STR("") : buf_str(&ex->decoded);
    return status;
}

static enum status run_handler(struct exchange *ex)
{
    enum status status = decode_body(ex);
    return status ? status : ex->req.route->handle(ex->server->options.app, &ex->req, &ex->res);
}

static struct exchange *exchange_of_job(struct job *job)
{
    return (struct exchange *)(void *)((char *)job - offsetof(struct exchange, job));
}

static void run_job(struct job *job, int worker)
{
    struct exchange *ex = exchange_of_job(job);
    ex->req.worker = worker;
    enum status status = run_handler(ex);
    if (status != PENDING) { /* otherwise it may be finished, and gone, already */
        request_finish(&ex->req, &ex->res, status);
    }
}

static void count_down(struct server *server, _Atomic int *count)
{
    (void)pthread_mutex_lock(&server->lock);
    (void)atomic_fetch_sub(count, 1);
    (void)pthread_cond_broadcast(&server->changed);
    (void)pthread_mutex_unlock(&server->lock);
}

void request_finish(struct request *req, struct response *res, enum status status)
{
    struct exchange *ex = req->exchange;
    struct server *server = ex->server;
    (void)res;
    if (status) {
        fill_problem(ex, status);
    }
    ex->phase = PHASE_ANSWER;
    server_mark(server, ex->peer, true, false);
    MHD_resume_connection(ex->connection);
    count_down(server, &server->running);
}

/* The request is whole. */
static enum MHD_Result run(struct exchange *ex)
{
    ex->phase = PHASE_RUNNING;
    if (ex->body_status) {
        return refuse(ex, ex->body_status);
    }
    if (ex->req.route->thread == RUN_ON_LOOP) {
        enum status status = run_handler(ex);
        return status ? refuse(ex, status) : send_answer(ex);
    }
    (void)atomic_fetch_add(&ex->server->running, 1);
    if (atomic_load(
            &ex->server->is_closing)) { /* looked at after the count, which stopping awaits */
        count_down(ex->server, &ex->server->running);
        (void)error_set(&ex->res.error, ERR_BUSY, "this server is stopping");
        return refuse(ex, ERR_BUSY);
    }
    (void)atomic_fetch_add(&ex->server->unsent, 1);
    ex->is_counted = true;
    server_mark(ex->server, ex->peer, true, true);
    MHD_suspend_connection(ex->connection);
    ex->job.run = run_job;
    if (!workers_push(ex->server->workers, &ex->job)) {
        ex->res.retry_after_s = 1;
        (void)error_set(&ex->res.error, ERR_BUSY,
                        "too many articles are waiting; try again in a moment");
        request_finish(&ex->req, &ex->res, ERR_BUSY);
    }
    return MHD_YES;
}

enum MHD_Result exchange_handle(void *server, struct MHD_Connection *connection, const char *path,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_len, void **exchange)
{
    struct exchange *ex = *exchange;
    (void)server;
    (void)connection;
    (void)path;
    if (!ex) {
        return MHD_NO;
    }
    switch (ex->phase) {
    case PHASE_HEADERS:
        return begin(ex, method, version);
    case PHASE_BODY:
        return *upload_len ? collect(ex, upload, upload_len) : run(ex);
    case PHASE_ANSWER:
        return send_answer(ex);
    case PHASE_RUNNING:
    case PHASE_DONE:
        *upload_len = 0;
        return MHD_YES;
    }
    return MHD_NO;
}

void exchange_done(void *server_argument, struct MHD_Connection *connection, void **exchange,
                   enum MHD_RequestTerminationCode code)
{
    struct server *server = server_argument;
    struct exchange *ex = *exchange;
    (void)connection;
    if (!ex) {
        return;
    }
    if (!server->options.is_quiet) {
        log_line(LOG_LEVEL_INFO, "id=%s method=%s route=%s status=%d us=%lld%s", ex->req.id,
                 ex->method ? ex->method : "-", ex->req.route ? ex->req.route->name : "-",
                 ex->res.code, (long long)(time_monotonic_us() - ex->started_us),
                 code == MHD_REQUEST_TERMINATED_COMPLETED_OK ? "" : " cut=1");
    }
    if (ex->is_counted) {
        count_down(server, &server->unsent);
    }
    server_mark(server, ex->peer, false, false);
    server_release(server, ex->reserved);
    buf_done(&ex->body);
    buf_done(&ex->decoded);
    buf_done(&ex->res.body);
    arena_done(&ex->arena);
    free(ex);
    *exchange = NULL;
}
