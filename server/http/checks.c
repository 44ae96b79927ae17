/* The checks that a request passes before its body is read. */
#include "http/checks.h"

#include "http/access.h"
#include "http/inflate.h"
#include "http/media.h"
#include "http/negotiate.h"

#include <string.h>

static struct str header(const struct exchange *ex, const char *name)
{
    return request_header(&ex->req, name);
}

static bool is_unsafe(enum http_method method)
{
    return method != HTTP_GET;
}

/* RFC 9112, 3.2.2: a target may be a whole address; its path is what counts. */
static struct str target_path(struct str target)
{
    bool is_https = str_starts_nocase(target, STR("https://"));
    if (!is_https && !str_starts_nocase(target, STR("http://"))) {
        return target;
    }
    struct str rest = str_sub(target, sizeof("http://") - 1 + is_https, target.len);
    ptrdiff_t slash = str_find_byte(rest, '/');
    return slash < 0 ? STR("/") : str_sub(rest, (size_t)slash, rest.len);
}

static enum status check_method(struct exchange *ex, struct str name, bool *ret_is_options)
{
    *ret_is_options = str_equal(name, STR("OPTIONS"));
    if (*ret_is_options) {
        return OK; /* req.method stays 0: any */
    }
    if (str_equal(name, STR("HEAD"))) {
        ex->req.is_head = true;
        name = STR("GET");
    }
    for (unsigned method = HTTP_GET; method <= HTTP_DELETE; method <<= 1) {
        if (str_equal(name, str_from(http_method_name((enum http_method)method)))) {
            ex->req.method = (enum http_method)method;
            return OK;
        }
    }
    return error_set(&ex->res.error, ERR_NOT_IMPLEMENTED, "this server has no method of that name");
}

/* Which header says what bodies a method takes: LDP, 7.1 and RFC 5789, 3.1. */
static const struct {
    enum http_method method;
    const char *header;
} accepting[] = {{HTTP_POST, "Accept-Post"}, {HTTP_PATCH, "Accept-Patch"}};

/* The body types of a row as media ranges: with a star for "...". */
static struct str body_types(struct arena *arena, const struct route *route)
{
    struct str types = str_null();
    for (const char *const *pattern = route->body_types; pattern && *pattern; pattern++) {
        struct str type = str_from(*pattern);
        bool is_range = str_ends(type, STR("/..."));
        types = arena_printf(arena, "%.*s%s%.*s%s", STR_ARG(types), types.len ? ", " : "",
                             (int)(type.len - (is_range ? 3 : 0)), type.ptr, is_range ? "*" : "");
    }
    return types;
}

static void say_accepted(struct exchange *ex, const struct route *route)
{
    struct str types = body_types(&ex->arena, route);
    for (size_t i = 0; i < ARRAY_LEN(accepting) && types.len; i++) {
        if (accepting[i].method == route->method) {
            response_header(&ex->res, accepting[i].header, types);
        }
    }
}

/* 204 with what the path takes; "*" asks for the whole server. */
static enum status answer_options(struct exchange *ex, unsigned allowed)
{
    if (str_equal(ex->req.path, STR("*"))) {
        allowed = HTTP_GET | HTTP_POST | HTTP_PUT | HTTP_PATCH | HTTP_DELETE;
    }
    if (!allowed) {
        return error_set(&ex->res.error, ERR_NOT_FOUND, "there is nothing at this address");
    }
    struct str allow = router_allow(&ex->arena, allowed);
    response_header(&ex->res, "Allow", allow);
    access_answer_preflight(ex, allow);
    for (size_t i = 0; i < ARRAY_LEN(accepting); i++) {
        struct route_match match =
            router_find(&ex->server->router, accepting[i].method, ex->req.path);
        if (match.route) {
            say_accepted(ex, match.route);
        }
    }
    ex->res.code = 204;
    ex->phase = PHASE_ANSWER;
    return OK;
}

static enum status check_route(struct exchange *ex, bool is_options)
{
    struct route_match match = router_find(&ex->server->router, ex->req.method, ex->req.path);
    if (is_options) {
        return answer_options(ex, match.allowed);
    }
    if (!match.allowed) {
        return error_set(&ex->res.error, ERR_NOT_FOUND, "there is nothing at this address");
    }
    if (!match.route) {
        struct str allow = router_allow(&ex->arena, match.allowed);
        response_header(&ex->res, "Allow", allow);
        return error_set(&ex->res.error, ERR_METHOD, "this address takes %.*s", STR_ARG(allow));
    }
    ex->req.route = match.route;
    ex->req.path_id = match.id;
    ex->req.path_number = match.number;
    ex->req.path_rest = match.rest;
    ex->req.format = match.suffix;
    return OK;
}

static enum status check_query(struct exchange *ex)
{
    struct str name = str_null();
    enum status status =
        params_query(&ex->arena, ex->req.target, ex->req.route, &ex->params, &name, &ex->res.error);
    if (status) {
        ex->res.error_pointer = name;
    }
    return status;
}

static enum status check_format(struct exchange *ex)
{
    if (!ex->req.format) {
        ex->req.format = negotiate(header(ex, "Accept"), ex->req.route->formats);
    }
    if (ex->req.format) {
        return OK;
    }
    struct str types = str_null();
    for (unsigned format = FORMAT_JSON; format < FORMAT_OTHER; format <<= 1) {
        if (ex->req.route->formats & format) {
            types = arena_printf(&ex->arena, "%.*s%s%s", STR_ARG(types), types.len ? ", " : "",
                                 http_format_type((enum http_format)format));
        }
    }
    return error_set(&ex->res.error, ERR_NOT_ACCEPTABLE, "this is to be had as: %.*s",
                     STR_ARG(types));
}

static enum status check_site(struct exchange *ex)
{
    const struct route *route = ex->req.route;
    bool is_open =
        is_unsafe(ex->req.method) ? route->is_unsafe_ok_cross_site : !route->is_own_site_alone;
    if (is_open || access_has_bearer(ex)) {
        return OK;
    }
    return guard_site(header(ex, "Sec-Fetch-Site"), header(ex, "Origin"), header(ex, "Host"),
                      &ex->res.error);
}

static enum status check_type(struct exchange *ex)
{
    struct str type = ex->req.body_type;
    if (!type.len || !ex->req.route->body_types) {
        return OK;
    }
    for (const char *const *pattern = ex->req.route->body_types; *pattern; pattern++) {
        if (media_matches(type, *pattern)) {
            return OK;
        }
    }
    struct str taken = body_types(&ex->arena, ex->req.route);
    /* RFC 5789, 2.2: a 415 says what would have been taken. */
    say_accepted(ex, ex->req.route);
    return error_set(&ex->res.error, ERR_UNSUPPORTED,
                     "a body of type %.60s is not taken here, only %.*s",
                     arena_cstr(&ex->arena, type), STR_ARG(taken));
}

static enum status check_body(struct exchange *ex)
{
    const struct route *route = ex->req.route;
    bool has_body = ex->framing.is_chunked || ex->framing.length > 0;
    struct str expect = header(ex, "Expect"), type = header(ex, "Content-Type");
    if (expect.ptr && !str_equal_nocase(expect, STR("100-continue"))) {
        return error_set(&ex->res.error, ERR_EXPECTATION,
                         "the only Expect that is known here is 100-continue");
    }
    if (!has_body) {
        return OK;
    }
    if (!route->body_max) {
        return error_set(&ex->res.error, ERR_INVALID, "this operation takes no body");
    }
    ex->req.body_type = media_type(&ex->arena, type);
    ex->req.body_charset = media_parameter(type, "charset");
    ex->coding = str_trim(header(ex, "Content-Encoding"));
    enum status status = check_type(ex);
    if (status) {
        return status;
    }
    if (!inflate_knows(ex->coding)) {
        response_header(&ex->res, "Accept-Encoding", STR("gzip, deflate"));
        return error_set(&ex->res.error, ERR_UNSUPPORTED,
                         "the Content-Encoding is not gzip, deflate or identity");
    }
    if (ex->framing.length > route->body_max) {
        return error_set(&ex->res.error, ERR_TOO_LARGE, "the body is over %zu bytes",
                         route->body_max);
    }
    return OK;
}

/* A name that a client or a proxy gave the request, for its logs and ours; else it keeps ours. */
static void take_request_id(struct exchange *ex)
{
    struct str id = header(ex, "X-Request-Id");
    if (!id.len || id.len >= sizeof(ex->req.id)) {
        return;
    }
    for (size_t i = 0; i < id.len; i++) {
        unsigned char c = (unsigned char)id.ptr[i];
        if (!byte_is_alpha(c) && !byte_is_digit(c) && c != '-' && c != '_' && c != '.') {
            return;
        }
    }
    memcpy(ex->req.id, id.ptr, id.len);
    ex->req.id[id.len] = '\0';
}

enum status checks_run(struct exchange *ex, const char *method, const char *version)
{
    bool is_options = false;
    const struct server *server = ex->server;
    const char *const *hosts = server->options.hosts;
    struct guard_head head = {.connection = ex->connection,
                              .target = ex->req.target,
                              .method = method,
                              .version = version,
                              .knows_layout = server->knows_layout};
    enum status status = guard_framing(&head, &ex->framing, &ex->res.error);
    ex->is_framed = !status;
    if (!status) {
        take_request_id(ex);
    }
    ex->req.is_browser = negotiate_is_browser(header(ex, "Accept"));
    if (!status && (server->is_loopback || hosts)) {
        status = guard_host(header(ex, "Host"), server->options.address, hosts, &ex->res.error);
    }
    status = status ? status : check_method(ex, str_from(method), &is_options);
    status = status ? status
                    : params_path(&ex->arena, target_path(ex->req.target), &ex->req.path,
                                  &ex->res.error);
    status = status ? status : access_identify(ex);
    status = status ? status : check_route(ex, is_options);
    if (status || is_options) {
        return status;
    }
    status = access_allow(ex);
    if (status || ex->phase == PHASE_ANSWER) {
        return status;
    }
    status = check_site(ex);
    status = status ? status : check_query(ex);
    status = status ? status : check_format(ex);
    return status ? status : check_body(ex);
}
