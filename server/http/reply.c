/* The end of an exchange: what its handler left becomes the answer that goes out. */
#include "http/reply.h"

#include "base/log.h"
#include "http/access.h"
#include "http/connections.h"
#include "http/deflate.h"
#include "http/problem.h"

#include <stdlib.h>
#include <string.h>

/* Answers up to this size are not counted: all connections' together are few megabytes. */
enum { SMALL_ANSWER = 64 * 1024 };

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

/* Of the headers that were set before something failed, those that say what to do about it; the
 * others describe a content that does not come. */
static const char *const refusal_headers[] = {"Allow",       "Accept-Encoding", "Accept-Patch",
                                              "Accept-Post", "Location",        "WWW-Authenticate"};

static bool has_body(const struct response *res)
{
    return res->code != 204 && res->code != 304;
}

static void release_ready(void *body)
{
    ready_release(body);
}

/* The response takes over the exchange's hold. */
static struct MHD_Response *make_ready_response(struct exchange *ex)
{
    struct ready_body *body = ex->res.ready;
    struct MHD_Response *response = MHD_create_response_from_buffer_with_free_callback_cls(
        body->len, body->bytes, release_ready, body);
    if (response) {
        ex->res.ready = NULL;
        ex->sent = body->len;
    }
    return response;
}

static struct MHD_Response *make_response(struct exchange *ex)
{
    struct response *res = &ex->res;
    size_t len = 0;
    if (has_body(res) && res->ready) {
        return make_ready_response(ex);
    }
    if (has_body(res) && !res->body.len && res->shared_body.len) {
        ex->sent = res->shared_body.len;
        return MHD_create_response_from_buffer(res->shared_body.len, (void *)res->shared_body.ptr,
                                               MHD_RESPMEM_PERSISTENT);
    }
    char *bytes = has_body(res) ? buf_take(&res->body, &len) : NULL;
    if (!bytes) {
        return MHD_create_response_from_buffer(0, (void *)"", MHD_RESPMEM_PERSISTENT);
    }
    ex->sent = len;
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

/* Whether no other request may follow on the connection: see guard.h for bodies. */
static bool is_last(const struct exchange *ex)
{
    return (ex->server->closes_after_body && (ex->framing.has_length || ex->framing.is_chunked)) ||
           atomic_load(&ex->server->is_closing);
}

static void add_headers(struct exchange *ex, struct MHD_Response *response)
{
    const struct response *res = &ex->res;
    if (has_body(res)) {
        add_header(response, "Content-Type",
                   res->type ? res->type : http_format_type(ex->req.format));
    }
    /* RFC 9110, 15.4.5: a 304 says again what may have changed alone; the rest is with the copy. */
    for (size_t i = 0; i < ARRAY_LEN(common_headers) && res->code != 304; i++) {
        if (!has_header(res, common_headers[i].name)) {
            add_header(response, common_headers[i].name, common_headers[i].value);
        }
    }
    /* RFC 9111, 3.2: a 304's headers replace those of the stored answer, whose policy is another.
     */
    if (res->csp || res->code != 304) {
        add_header(response, "Content-Security-Policy", res->csp ? res->csp : default_csp);
    }
    add_header(response, "X-Request-Id", ex->req.id);
    for (size_t i = 0; i < res->n_headers; i++) {
        add_header(response, res->headers[i].name, arena_cstr(&ex->arena, res->headers[i].value));
    }
    if (is_last(ex)) {
        add_header(response, "Connection", "close");
    }
}

static void keep_refusal_headers(struct response *res)
{
    size_t kept = 0;
    for (size_t i = 0; i < res->n_headers; i++) {
        for (size_t j = 0; j < ARRAY_LEN(refusal_headers); j++) {
            if (strcmp(res->headers[i].name, refusal_headers[j]) == 0) {
                res->headers[kept++] = res->headers[i];
                break;
            }
        }
    }
    res->n_headers = kept;
}

/* Where the page cannot be made, the JSON stays. */
static void make_page(struct exchange *ex)
{
    const struct server_options *options = &ex->server->options;
    struct response *res = &ex->res;
    struct buf page;
    buf_init(&page, 0);
    options->error_page(options->app, &ex->req, res->code, problem_title(res->code),
                        res->error.message, &page);
    if (!buf_ok(&page) || !page.len) {
        buf_done(&page);
        return;
    }
    buf_done(&res->body);
    res->body = page;
    res->type = http_format_type(FORMAT_HTML);
    res->csp = options->error_page_csp;
}

void reply_problem(struct exchange *ex, enum status status)
{
    struct response *res = &ex->res;
    if (!res->error.message[0]) {
        (void)error_set(&res->error, status, "%s", problem_title(problem_code(status)));
    }
    keep_refusal_headers(res);
    problem_fill(&ex->req, res, status);
    response_header(res, "Cache-Control", STR("no-store"));
    if (ex->req.is_browser && ex->server->options.error_page) {
        make_page(ex);
    }
    if (res->code == 500 || res->code == 507) {
        log_line(LOG_LEVEL_ERROR, "msg=\"%s\" request_id=%s status=%d", res->error.message,
                 ex->req.id, res->code);
    }
}

/* The answer takes the place of the request's body in the budget, so that slow readers of large
 * answers do not fill the memory either.  What changed something is answered in any case. */
static void reserve_answer(struct exchange *ex)
{
    size_t len = ex->res.ready ? ex->res.ready->len : ex->res.body.len;
    server_release(ex->server, ex->reserved);
    ex->reserved = 0;
    buf_done(&ex->body);
    buf_done(&ex->decoded);
    if (len <= SMALL_ANSWER) {
        return;
    }
    if (server_reserve(ex->server, len)) {
        ex->reserved = len;
    } else if (ex->req.method == HTTP_GET) {
        (void)error_set(&ex->res.error, ERR_BUSY,
                        "too much is being sent at once; try again in a moment");
        reply_problem(ex, ERR_BUSY);
    }
}

static struct ready_key key_of(const struct request *req, struct str etag)
{
    return (struct ready_key){req->route, etag, deflate_is_taken(req)};
}

bool response_reuse(const struct request *req, struct response *res, struct str etag)
{
    struct ready_key key = key_of(req, etag);
    res->ready = ready_find(req->exchange->server->ready, &key);
    return res->ready != NULL;
}

/* Where it cannot be kept it goes out as it is. */
static void keep_body(struct exchange *ex, bool is_packed)
{
    struct response *res = &ex->res;
    if (!res->keep_as.ptr || res->code != 200 || !res->body.len) {
        return;
    }
    struct ready_key key = key_of(&ex->req, res->keep_as);
    res->ready = ready_keep(ex->server->ready, &key, res->body.ptr, res->body.len, is_packed);
    if (res->ready) {
        buf_init(&res->body, 0); /* its bytes are the other's now */
    }
}

enum MHD_Result reply_send(struct exchange *ex)
{
    keep_body(ex, deflate_answer(ex));
    reserve_answer(ex);
    access_settle(ex);
    struct MHD_Response *response = make_response(ex);
    if (!response) {
        return MHD_NO;
    }
    add_headers(ex, response);
    ex->phase = PHASE_DONE;
    connections_mark(ex->server->connections, ex->peer, CONNECTION_SENDING, ex->sent);
    enum MHD_Result result = MHD_queue_response(ex->connection, (unsigned)ex->res.code, response);
    MHD_destroy_response(response);
    arena_reset(&ex->arena); /* all but its first block, where the exchange itself lies */
    return result;
}
