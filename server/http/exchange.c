/* One request's life: checked, its body collected, its handler run, its answer sent. */
#include "http/exchange.h"

#include "base/time.h"
#include "http/checks.h"
#include "http/connections.h"
#include "http/digest.h"
#include "http/inflate.h"
#include "http/reply.h"

#include <string.h>

enum {
    TARGET_MAX = 8 * 1024,
    ARENA_CEILING = 512 * 1024 * 1024, /* a bound; a body has its own, far lower */
    ROOM_AHEAD = 1024 * 1024, /* taken for a body before its first byte; a larger one grows */
    DRAIN_MAX =
        4 * 1024 * 1024, /* of a body that is refused while it comes; then the line is cut */
};

static void write_id(uint64_t number, char *text)
{
    for (int i = 16; i-- > 0; number >>= 4) {
        text[i] = "0123456789abcdef"[number & 0xF];
    }
}

void *exchange_new(void *server_argument, const char *target, struct MHD_Connection *connection)
{
    struct server *server = server_argument;
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *peer = info ? info->socket_context : NULL;
    struct arena arena = connections_take_arena(peer);
    arena.ceiling = ARENA_CEILING;
    /* In its own arena, so that a request is one allocation. */
    struct exchange *ex = ARENA_NEW(&arena, struct exchange);
    if (!ex) {
        return NULL;
    }
    ex->server = server;
    ex->connection = connection;
    ex->peer = peer;
    ex->started_us = time_monotonic_us();
    ex->arena = arena;
    ex->req = (struct request){.arena = &ex->arena, .worker = -1, .exchange = ex};
    ex->res.code = 200;
    write_id(server->id_base + atomic_fetch_add(&server->requests, 1), ex->req.id);
    if (strnlen(target, TARGET_MAX + 1) > TARGET_MAX) {
        ex->body_status = ERR_URI_TOO_LONG;
    } else {
        ex->req.target = arena_str(&ex->arena, str_from(target));
    }
    connections_mark(server->connections, ex->peer, CONNECTION_RECEIVING, 0);
    return ex;
}

static enum MHD_Result refuse(struct exchange *ex, enum status status)
{
    reply_problem(ex, status);
    return reply_send(ex);
}

/*
 * An answer that is known before the body.  What is queued in the first call makes libmicrohttpd
 * close the connection and read no body: right where one comes or the framing is in doubt, but a
 * mistyped address alone is answered in the second call, and the connection kept.
 */
static enum MHD_Result answer_early(struct exchange *ex)
{
    bool has_body = ex->framing.is_chunked || ex->framing.length > 0;
    if (ex->is_framed && !has_body && !request_header(&ex->req, "Expect").ptr) {
        ex->phase = PHASE_ANSWER;
        return MHD_YES;
    }
    connections_hear_out(ex->server->connections, ex->peer);
    return reply_send(ex);
}

static enum status prepare_body(struct exchange *ex)
{
    size_t expected = (size_t)ex->framing.length;
    buf_init(&ex->body, ex->req.route->body_max);
    /* Bytes are counted as they come: else a few clients that announce much and send nothing would
     * have the whole budget. */
    if (!server_has_room(ex->server, expected)) {
        return error_set(&ex->res.error, ERR_BUSY,
                         "too much is being sent at once; try again in a moment");
    }
    return buf_reserve(&ex->body, MIN(expected, (size_t)ROOM_AHEAD))
               ? OK
               : error_no_memory(&ex->res.error);
}

/* The first call: the headers are there, of the body nothing is read. */
static enum MHD_Result begin(struct exchange *ex, const char *method, const char *version)
{
    enum status status = ex->body_status;
    ex->phase = PHASE_BODY;
    if (status == ERR_URI_TOO_LONG) {
        (void)error_set(&ex->res.error, status, "the address is over %d bytes", (int)TARGET_MAX);
    } else {
        status = ex->req.target.ptr ? checks_run(ex, method, version) : ERR_NO_MEMORY;
    }
    if (!status && ex->phase != PHASE_ANSWER) {
        status = prepare_body(ex);
    }
    if (status) {
        reply_problem(ex, status);
    }
    return status || ex->phase == PHASE_ANSWER ? answer_early(ex) : MHD_YES;
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
            ex->body_status = error_set(&ex->res.error, ERR_BUSY,
                                        "too much is being sent at once; try again in a moment");
        }
    }
    if (!ex->body_status) {
        buf_add(&ex->body, upload, len);
        ex->body_status = buf_ok(&ex->body) ? OK : error_no_memory(&ex->res.error);
    }
    if (ex->body_status) {
        buf_done(&ex->body);
        server_release(ex->server, ex->reserved);
        ex->reserved = 0;
        ex->dropped += len;
    }
    return ex->dropped > DRAIN_MAX ? MHD_NO : MHD_YES;
}

/* The decoded body takes the place of the one that came, also in the budget. */
static enum status decode_body(struct exchange *ex)
{
    if (inflate_is_identity(ex->coding) || !ex->body.len) {
        ex->req.body = ex->body.ptr ? buf_str(&ex->body) : STR("");
        return OK;
    }
    enum status status =
        inflate_body(buf_str(&ex->body), ex->req.route->body_max, &ex->decoded, &ex->res.error);
    if (status) {
        return status;
    }
    buf_done(&ex->body);
    server_release(ex->server, ex->reserved);
    ex->reserved = 0;
    if (!server_reserve(ex->server, ex->decoded.len)) {
        return error_set(&ex->res.error, ERR_BUSY,
                         "too much is being sent at once; try again in a moment");
    }
    ex->reserved = ex->decoded.len;
    ex->req.body = ex->decoded.ptr ? buf_str(&ex->decoded) : STR("");
    return OK;
}

static enum status read_body(struct exchange *ex)
{
    struct str field = request_header(&ex->req, "Content-Digest");
    struct str body = ex->body.ptr ? buf_str(&ex->body) : STR("");
    enum status status = digest_check(&ex->arena, field, body, &ex->res.error);
    return status ? status : decode_body(ex);
}

static enum status run_handler(struct exchange *ex)
{
    return ex->req.route->handle(ex->server->options.app, &ex->req, &ex->res);
}

/* On a worker, for the first time. */
static enum status run_first(struct exchange *ex)
{
    const struct server_options *options = &ex->server->options;
    bool is_answered = false;
    enum status status = read_body(ex);
    if (!status && options->recall && ex->req.method != HTTP_GET &&
        request_header(&ex->req, "Idempotency-Key").ptr) {
        status = options->recall(options->app, &ex->req, &ex->res, &is_answered);
        ex->is_remembered = !status && !is_answered;
    }
    return status || is_answered ? status : run_handler(ex);
}

static struct exchange *exchange_of_job(struct job *job)
{
    return (struct exchange *)(void *)((char *)job - offsetof(struct exchange, job));
}

static void count_down(struct server *server, _Atomic int *count)
{
    (void)pthread_mutex_lock(&server->lock);
    (void)atomic_fetch_sub(count, 1);
    (void)pthread_cond_broadcast(&server->changed);
    (void)pthread_mutex_unlock(&server->lock);
}

/* The answer is there: back to the connection's own thread. */
static void hand_back(struct exchange *ex, enum status status)
{
    struct server *server = ex->server;
    if (status) {
        reply_problem(ex, status);
    }
    ex->phase = PHASE_ANSWER;
    MHD_resume_connection(ex->connection); /* from here on the exchange is the other thread's */
    count_down(server, &server->running);
}

/* Handlers' returns and request_finish(), in whichever order they come: the last one ends the
 * request, so that none finds it gone. */
static void let_go(struct exchange *ex)
{
    if (atomic_fetch_sub(&ex->holds, 1) == 1) {
        hand_back(ex, ex->outcome);
    }
}

bool request_continue(struct request *req,
                      enum status (*next)(struct app *, struct request *, struct response *))
{
    struct exchange *ex = req->exchange;
    ex->next = next;
    ex->job.is_promised = true; /* it was counted when it came in */
    return workers_push(ex->server->workers, &ex->job);
}

void request_finish(struct request *req, struct response *res, enum status status)
{
    struct exchange *ex = req->exchange;
    const struct server_options *options = &ex->server->options;
    bool was_remembered = ex->is_remembered;
    ex->is_remembered = false;
    if (was_remembered && !status && request_continue(req, options->remember)) {
        return; /* it ends once more, when the answer is kept */
    }
    if (was_remembered) {
        options->forget(options->app, req);
    }
    (void)res;
    ex->outcome = status;
    let_go(ex);
}

static void run_job(struct job *job, int worker)
{
    struct exchange *ex = exchange_of_job(job);
    ex->req.worker = worker;
    (void)atomic_fetch_add(&ex->holds, 1);
    enum status status =
        ex->next ? ex->next(ex->server->options.app, &ex->req, &ex->res) : run_first(ex);
    if (status != PENDING) {
        request_finish(&ex->req, &ex->res, status);
    }
    let_go(ex);
}

static void drop_job(struct job *job)
{
    struct exchange *ex = exchange_of_job(job);
    request_finish(&ex->req, &ex->res,
                   error_set(&ex->res.error, ERR_BUSY, "this server is stopping"));
}

struct workers *request_workers(const struct request *req)
{
    return req->exchange->server->workers;
}

static bool runs_on_loop(const struct request *req)
{
    const char *const *slow = req->route->slow_params;
    for (; slow && *slow; slow++) {
        if (request_param(req, *slow).ptr) {
            return false;
        }
    }
    return req->route->thread == RUN_ON_LOOP;
}

/* The request is whole. */
static enum MHD_Result run(struct exchange *ex)
{
    ex->phase = PHASE_RUNNING;
    if (ex->body_status) {
        return refuse(ex, ex->body_status);
    }
    if (runs_on_loop(&ex->req)) {
        enum status status = read_body(ex);
        status = status ? status : run_handler(ex);
        return status ? refuse(ex, status) : reply_send(ex);
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
    connections_mark(ex->server->connections, ex->peer, CONNECTION_WORKING, 0);
    MHD_suspend_connection(ex->connection);
    ex->job = (struct job){.run = run_job, .drop = drop_job};
    atomic_store(&ex->holds, 1);
    if (!workers_push(ex->server->workers, &ex->job)) {
        hand_back(ex, error_set(&ex->res.error, ERR_BUSY,
                                "too many requests are waiting; try again in a moment"));
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
        return reply_send(ex);
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
    exchange_note(ex, code);
    if (ex->is_counted) {
        count_down(server, &server->unsent);
    }
    server_release(server, ex->reserved);
    buf_done(&ex->body);
    buf_done(&ex->decoded);
    buf_done(&ex->res.body);
    ready_release(ex->res.ready);
    struct connection *peer = ex->peer;
    connections_give_arena(peer, ex->arena); /* the exchange itself lies in it */
    connections_mark(server->connections, peer, CONNECTION_IDLE, 0);
    *exchange = NULL;
}
