/* POST /login: a token becomes a session, whose secret the browser keeps in a cookie. */
#include "handlers/handlers.h"

#include "base/time.h"
#include "handlers/fields.h"
#include "handlers/given.h"
#include "handlers/granting.h"
#include "handlers/keyring.h"
#include "handlers/next.h"
#include "handlers/session.h"
#include "store/grants.h"

static const char unknown_token[] = "This token is not known here: it may be mistyped, revoked or "
                                    "expired.";

/* A form is sent on to a page, unless whoever sent it asks for JSON by name. */
static bool wants_page(const struct request *req)
{
    return !str_equal(req->body_type, STR("application/json")) &&
           str_find_nocase(request_header(req, "Accept"), STR("json")) < 0;
}

/* RFC 9110, 15.5.2: a 401 has a challenge; this one makes no browser ask for a password. */
static enum status refuse(struct app *app, struct request *req, struct str next,
                          struct response *res)
{
    response_header(res, "WWW-Authenticate", STR("Bearer realm=\"articled\""));
    if (!req->is_browser) {
        res->error_pointer = STR("/token");
        return error_set(&res->error, ERR_UNAUTHORIZED, "%s", unknown_token);
    }
    res->code = 401;
    req->who = (struct who){0};
    return session_add_page(app, req, next, str_from(unknown_token), res);
}

static enum status begin_session(struct app *app, struct request *req, int64_t token_id,
                                 struct response *res)
{
    char secret[SECRET_TEXT_MAX];
    struct session session = {.token_id = token_id,
                              .expires_us = time_now_us() + INT64_C(86400000000) * SESSION_DAYS};
    if (!granting_secret("", secret)) {
        return error_set(&res->error, ERR_IO, "the kernel has no random bytes");
    }
    session.hash = hash_sha256(str_from(secret));
    enum status status = grants_add_session(app->grants, &session, &res->error);
    if (!status) {
        session_set_cookie(req, res, str_from(secret));
    }
    return status;
}

static enum status answer(struct request *req, const struct form *form, const struct who *who,
                          struct response *res)
{
    struct json json;
    response_header(res, "Cache-Control", STR("no-store"));
    if (wants_page(req)) {
        return response_see_other(res, next_of(form, STR("/articles")));
    }
    json_init(&json, &res->body);
    json_object_begin(&json);
    json_key_str(&json, "name", who->name);
    json_key(&json, "scopes");
    granting_add_scopes(&json, who->scopes);
    json_object_end(&json);
    res->type = http_format_type(FORMAT_JSON);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}

enum status handle_login_post(struct app *app, struct request *req, struct response *res)
{
    struct form *form;
    struct who who;
    /* Without a user's name browsers do not offer to keep the token; it says nothing here. */
    enum status status =
        fields_read(req, res, "token next username", "{\"token\": \"art_...\"}", &form);
    if (status) {
        return status;
    }
    const struct form_field *token = form_get(form, "token");
    if (!token || !str_trim(token->value).len) {
        return given_refuse(req, res, STR("token"), "is missing");
    }
    struct credentials credentials = {.kind = CREDENTIALS_BEARER, .secret = str_trim(token->value)};
    status = keyring_identify(app, &credentials, req->arena, &who, &res->error);
    if (status == ERR_UNAUTHORIZED) {
        return refuse(app, req, next_of(form, str_null()), res);
    }
    if (!status && !who.is_open) {
        status = begin_session(app, req, who.token_id, res);
    }
    return status ? status : answer(req, form, &who, res);
}
