/* Errors as answers: the only place where a status becomes an HTTP code. */
#include "http/problem.h"

#include "base/utf8.h"
#include "http/ready.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const struct {
    enum status status;
    int code;
} codes[] = {
    {ERR_INVALID, 400},
    {ERR_UNAUTHORIZED, 401},
    {ERR_FORBIDDEN, 403},
    {ERR_NOT_FOUND, 404},
    {ERR_METHOD, 405},
    {ERR_NOT_ACCEPTABLE, 406},
    {ERR_CONFLICT, 409},
    {ERR_GONE, 410},
    {ERR_LENGTH_REQUIRED, 411},
    {ERR_PRECONDITION, 412},
    {ERR_TOO_LARGE, 413},
    {ERR_URI_TOO_LONG, 414},
    {ERR_UNSUPPORTED, 415},
    {ERR_EXPECTATION, 417},
    {ERR_MISDIRECTED, 421},
    {ERR_UNPROCESSABLE, 422},
    {ERR_LIMITED, 429},
    {ERR_NOT_IMPLEMENTED, 501},
    {ERR_BUSY, 503},
    {ERR_READ_ONLY, 503},
    {ERR_TIMEOUT, 503},
    {ERR_UPSTREAM, 502},
    {ERR_UPSTREAM_TIMEOUT, 504},
    {ERR_FULL, 507},
    {ERR_NO_MEMORY, 503},
};

static const struct {
    int code;
    const char *title;
} titles[] = {
    {400, "Bad Request"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {406, "Not Acceptable"},
    {409, "Conflict"},
    {410, "Gone"},
    {411, "Length Required"},
    {412, "Precondition Failed"},
    {413, "Content Too Large"},
    {414, "URI Too Long"},
    {415, "Unsupported Media Type"},
    {417, "Expectation Failed"},
    {421, "Misdirected Request"},
    {422, "Unprocessable Content"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {502, "Bad Gateway"},
    {503, "Service Unavailable"},
    {504, "Gateway Timeout"},
    {507, "Insufficient Storage"},
};

int problem_code(enum status status)
{
    for (size_t i = 0; i < ARRAY_LEN(codes); i++) {
        if (codes[i].status == status) {
            return codes[i].code;
        }
    }
    return 500;
}

const char *problem_title(int code)
{
    for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
        if (titles[i].code == code) {
            return titles[i].title;
        }
    }
    return "Error";
}

/* A message that was cut may end within a character, and a path may be no text at all. */
static json_t *text(const char *z, size_t len)
{
    return json_stringn(z, utf8_valid_prefix(str_of(z, len)));
}

static json_t *make_problem(const struct request *req, const struct response *res,
                            enum status status)
{
    int code = problem_code(status);
    const char *detail = res->error.message;
    json_t *problem = json_object();
    (void)json_object_set_new(problem, "type", json_sprintf("/problems/%s", status_name(status)));
    (void)json_object_set_new(problem, "title", json_string(problem_title(code)));
    (void)json_object_set_new(problem, "status", json_integer(code));
    (void)json_object_set_new(problem, "detail", text(detail, strlen(detail)));
    if (req->path.len) {
        (void)json_object_set_new(problem, "instance", text(req->path.ptr, req->path.len));
    }
    (void)json_object_set_new(problem, "request_id", json_string(req->id));
    if (res->error_pointer.len) {
        json_t *errors = json_array(), *item = json_object();
        (void)json_object_set_new(item, "pointer",
                                  text(res->error_pointer.ptr, res->error_pointer.len));
        (void)json_object_set_new(item, "detail", text(detail, strlen(detail)));
        if (res->has_error_position) {
            (void)json_object_set_new(item, "position", json_integer(res->error_position));
        }
        (void)json_array_append_new(errors, item);
        (void)json_object_set_new(problem, "errors", errors);
    }
    return problem;
}

void problem_fill(const struct request *req, struct response *res, enum status status)
{
    json_t *problem = make_problem(req, res, status);
    char *dump = json_dumps(problem, JSON_COMPACT);
    res->code = problem_code(status);
    res->type = "application/problem+json";
    res->csp = NULL;
    res->shared_body = str_null();
    ready_release(res->ready);
    res->ready = NULL;
    res->keep_as = str_null();
    buf_clear(&res->body);
    if (dump) {
        buf_add_z(&res->body, dump);
        buf_add_byte(&res->body, '\n');
    }
    free(dump);
    json_decref(problem);
    if (res->retry_after_s > 0 || res->code == 503) {
        response_header(res, "Retry-After",
                        arena_printf(req->arena, "%d", MAX(res->retry_after_s, 1)));
    }
}
