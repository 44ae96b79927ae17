/* Who asks, whether they may, and how often. */
#include "http/access.h"

#include "base/log.h"
#include "base/time.h"
#include "base/url.h"

#include <string.h>

#define REALM "realm=\"articled\""

enum { SECRET_LENGTH = sizeof("art_") - 1 + 43 };

/* Names under which clients of other services put tokens into addresses (RFC 6750, 2.3). */
static const char *const token_names[] = {"access_token", "token", "api_key", "apikey"};

static struct str header(const struct exchange *ex, const char *name)
{
    return request_header(&ex->req, name);
}

/* Whether it looks like a token of ours. */
static bool is_secret(struct str value)
{
    return value.len == SECRET_LENGTH && str_starts(value, STR("art_"));
}

/* Addresses end up in logs, histories and other sites' hands. */
static enum status refuse_token_in_address(struct exchange *ex)
{
    ptrdiff_t mark = str_find_byte(ex->req.target, '?');
    struct str rest = mark < 0 ? str_null() : str_sub(ex->req.target, (size_t)mark + 1, SIZE_MAX);
    struct str part;
    while (str_split(&rest, '&', &part)) {
        ptrdiff_t equals = str_find_byte(part, '=');
        struct str name = equals < 0 ? part : str_sub(part, 0, (size_t)equals);
        bool is_token = equals >= 0 && is_secret(str_sub(part, (size_t)equals + 1, part.len));
        for (size_t i = 0; i < ARRAY_LEN(token_names); i++) {
            is_token |= str_equal_nocase(name, str_from(token_names[i]));
        }
        if (is_token) {
            return error_set(&ex->res.error, ERR_INVALID,
                             "a token does not belong into an address, which others may see: send "
                             "it in a header, \"Authorization: Bearer TOKEN\"");
        }
    }
    return OK;
}

/* Counts the request; what is refused by one rate is not counted by those before it. */
static enum status take(struct exchange *ex, const struct rate_policy *policy, struct rate_key key)
{
    int64_t now_us = time_monotonic_us();
    if (!policy->quota) {
        return OK;
    }
    struct exchange_rate *rate = &ex->rates[ex->n_rates++];
    *rate = (struct exchange_rate){.policy = policy, .key = key};
    rate->state = rates_take(ex->server->rates, policy, key, now_us);
    if (rate->state.is_allowed) {
        return OK;
    }
    for (size_t i = 0; i + 1 < ex->n_rates; i++) {
        ex->rates[i].state =
            rates_give(ex->server->rates, ex->rates[i].policy, ex->rates[i].key, now_us);
    }
    ex->res.retry_after_s = (int)rate->state.retry_s;
    return error_set(&ex->res.error, ERR_LIMITED,
                     "that were more than %lld requests in %lld seconds; try again in %lld",
                     (long long)policy->quota, (long long)policy->window_s,
                     (long long)rate->state.retry_s);
}

static enum status limit(struct exchange *ex)
{
    const struct who *who = &ex->req.who;
    if (who->is_open && ex->server->is_loopback) {
        return OK;
    }
    if (who->token_id) {
        return take(ex, &ex->server->policies[RATE_TOKEN],
                    (struct rate_key){.low = (uint64_t)who->token_id});
    }
    return take(ex, &ex->server->policies[RATE_ADDRESS], peer_key(&ex->address));
}

enum status access_identify(struct exchange *ex)
{
    const struct server_options *options = &ex->server->options;
    struct who *who = &ex->req.who;
    ex->address = peer_of(ex->connection, options->is_behind_proxy);
    ex->req.is_https = options->is_behind_proxy && peer_came_by_https(ex->connection);
    enum status status = refuse_token_in_address(ex);
    if (status) {
        return status;
    }
    ex->credentials =
        credentials_read(&ex->arena, header(ex, "Authorization"), header(ex, "Cookie"));
    *who = (struct who){.scopes = SCOPE_ALL, .is_open = true};
    if (options->identify) {
        ex->identified =
            options->identify(options->app, &ex->credentials, &ex->arena, who, &ex->res.error);
    }
    if (ex->identified) {
        *who = (struct who){0};
    }
    ex->asks_who = ex->identified ? ex->identified == ERR_UNAUTHORIZED : !who->is_open;
    return limit(ex);
}

/* Where to come back to after the login: only what can be asked for again. */
static struct str login_address(struct exchange *ex)
{
    struct buf buf;
    const char *path = ex->server->options.login_path;
    buf_init(&buf, 0);
    buf_add_z(&buf, path);
    if (ex->req.method == HTTP_GET && str_starts(ex->req.target, STR("/"))) {
        buf_add_z(&buf, "?next=");
        url_encode(&buf, ex->req.target);
    }
    struct str address = buf_ok(&buf) ? arena_str(&ex->arena, buf_str(&buf)) : str_null();
    buf_done(&buf);
    return address.ptr ? address : str_from(path);
}

/*
 * RFC 6750, 3: no error code for who sent nothing.  Readers of feeds and catalogues ask for a
 * password when they see Basic; so would a browser, for a page's own scripts, and those send
 * Sec-Fetch-Mode.
 */
static void challenge(struct exchange *ex)
{
    bool has_sent = ex->credentials.kind != CREDENTIALS_NONE;
    response_header(&ex->res, "WWW-Authenticate",
                    has_sent ? STR("Bearer " REALM ", error=\"invalid_token\", "
                                   "error_description=\"not known, revoked or expired\"")
                             : STR("Bearer " REALM));
    if (!ex->req.is_browser && !header(ex, "Sec-Fetch-Mode").ptr) {
        response_header(&ex->res, "WWW-Authenticate", STR("Basic " REALM ", charset=\"UTF-8\""));
    }
}

static enum status refuse_stranger(struct exchange *ex)
{
    enum credentials_kind kind = ex->credentials.kind;
    bool sends_nothing = kind == CREDENTIALS_NONE || kind == CREDENTIALS_SESSION;
    if (ex->req.is_browser && sends_nothing && ex->server->options.login_path) {
        ex->res.error = (struct error){.status = OK};
        ex->res.type = http_format_type(FORMAT_HTML);
        ex->phase = PHASE_ANSWER;
        response_header(&ex->res, "Cache-Control", STR("no-store"));
        return response_see_other(&ex->res, login_address(ex));
    }
    challenge(ex);
    if (kind == CREDENTIALS_NONE) {
        return error_set(&ex->res.error, ERR_UNAUTHORIZED,
                         "this needs a token, in a header \"Authorization: Bearer TOKEN\"; "
                         "`articled token new NAME` makes one");
    }
    return error_set(&ex->res.error, ERR_UNAUTHORIZED,
                     "the token or login is not known here: it may be mistyped, revoked or "
                     "expired");
}

static enum status refuse_scope(struct exchange *ex, enum scope needed)
{
    const char *name = scope_name(needed);
    response_header(&ex->res, "WWW-Authenticate",
                    arena_printf(&ex->arena,
                                 "Bearer " REALM ", error=\"insufficient_scope\", scope=\"%s\"",
                                 name));
    return error_set(&ex->res.error, ERR_FORBIDDEN,
                     "this needs the scope \"%s\", and the token \"%.*s\" has only: %.*s", name,
                     STR_ARG(ex->req.who.name),
                     STR_ARG(scope_list(&ex->arena, ex->req.who.scopes, ' ')));
}

enum status request_require_scope(struct request *req, struct response *res, enum scope needed)
{
    (void)res;
    return scope_allows(req->who.scopes, needed) ? OK : refuse_scope(req->exchange, needed);
}

/* A guess costs the one who makes it, and all of them together have a bound too. */
static enum status limit_guesses(struct exchange *ex)
{
    enum status status = take(ex, &ex->server->policies[RATE_LOGIN], peer_key(&ex->address));
    return status ? status
                  : take(ex, &ex->server->policies[RATE_LOGINS], (struct rate_key){.low = 0});
}

enum status access_allow(struct exchange *ex)
{
    enum scope needed = route_scope(ex->req.route);
    if (needed == SCOPE_OPEN) {
        ex->res.error = (struct error){.status = OK};
        return ex->req.route->is_guess && !ex->req.who.is_open ? limit_guesses(ex) : OK;
    }
    if (ex->identified == ERR_UNAUTHORIZED) {
        return refuse_stranger(ex);
    }
    if (ex->identified) {
        return ex->identified;
    }
    return scope_allows(ex->req.who.scopes, needed) ? OK : refuse_scope(ex, needed);
}

bool access_has_bearer(const struct exchange *ex)
{
    return ex->req.who.token_id && ex->credentials.kind == CREDENTIALS_BEARER;
}

void access_answer_preflight(struct exchange *ex, struct str allowed)
{
    struct str names = header(ex, "Access-Control-Request-Headers");
    if (!ex->asks_who || !header(ex, "Access-Control-Request-Method").ptr ||
        str_find_nocase(names, STR("authorization")) < 0) {
        return;
    }
    response_header(&ex->res, "Access-Control-Allow-Origin", STR("*"));
    response_header(&ex->res, "Access-Control-Allow-Methods", allowed);
    /* A star would not mean Authorization: the Fetch standard, "CORS protocol". */
    response_header(&ex->res, "Access-Control-Allow-Headers",
                    STR("Authorization, Accept, Content-Type, Content-Encoding, Content-Digest, "
                        "If-Match, If-None-Match, If-Modified-Since, Idempotency-Key, Prefer"));
    response_header(&ex->res, "Access-Control-Max-Age", STR("86400"));
}

/* Only what carries a token, and only where one is needed, since else other sites' pages could read
 * without: never what a browser's cookie could have asked for. */
static void add_cross_origin(struct exchange *ex)
{
    if (!ex->asks_who || !header(ex, "Authorization").ptr) {
        return;
    }
    response_header(&ex->res, "Access-Control-Allow-Origin", STR("*"));
    if (header(ex, "Origin").ptr) {
        response_header(
            &ex->res, "Access-Control-Expose-Headers",
            STR("Location, Link, ETag, Last-Modified, Retry-After, RateLimit, RateLimit-Policy, "
                "WWW-Authenticate, X-Request-Id, Idempotency-Replayed, Preference-Applied"));
    }
}

/* draft-ietf-httpapi-ratelimit-headers-10, 3 and 4: lists of structured fields. */
static void add_rates(struct exchange *ex)
{
    struct str policies = str_null(), states = str_null();
    for (size_t i = 0; i < ex->n_rates; i++) {
        const struct exchange_rate *rate = &ex->rates[i];
        struct str policy = str_from(rate->policy->text);
        policies =
            i ? arena_printf(&ex->arena, "%.*s, %.*s", STR_ARG(policies), STR_ARG(policy)) : policy;
        states = arena_printf(&ex->arena, "%.*s%s\"%s\";r=%lld;t=%lld", STR_ARG(states),
                              i ? ", " : "", rate->policy->name, (long long)rate->state.remaining,
                              (long long)rate->state.reset_s);
    }
    if (ex->n_rates) {
        response_header(&ex->res, "RateLimit-Policy", policies);
        response_header(&ex->res, "RateLimit", states);
    }
}

void access_settle(struct exchange *ex)
{
    bool is_guess = ex->req.route && ex->req.route->is_guess;
    for (size_t i = 0; i < ex->n_rates; i++) {
        struct exchange_rate *rate = &ex->rates[i];
        bool is_login = rate->policy == &ex->server->policies[RATE_LOGIN] ||
                        rate->policy == &ex->server->policies[RATE_LOGINS];
        /* Who asks only whether something is new costs next to nothing; who knew the token did not
         * guess. */
        if (rate->state.is_allowed && (ex->res.code == 304 || (is_login && ex->res.code < 400))) {
            rate->state =
                rates_give(ex->server->rates, rate->policy, rate->key, time_monotonic_us());
        }
    }
    if (is_guess && ex->res.code == 401) {
        char text[PEER_TEXT_MAX];
        peer_text(&ex->address, text);
        log_line(LOG_LEVEL_WARN, "msg=\"login refused\" address=%s request_id=%s", text,
                 ex->req.id);
    }
    add_rates(ex);
    add_cross_origin(ex);
}
