/* Sessions: what a browser has after it logged in. */
#include "handlers/session.h"

#include "handlers/keyring.h"
#include "handlers/pages.h"
#include "http/credentials.h"

static void set(const struct request *req, struct response *res, const char *name,
                struct str secret, bool is_secure)
{
    int seconds = secret.len ? SESSION_DAYS * 86400 : 0;
    response_header(res, "Set-Cookie",
                    arena_printf(req->arena,
                                 "%s=%.*s; Path=/; Max-Age=%d; HttpOnly; SameSite=Lax%s", name,
                                 STR_ARG(secret), seconds, is_secure ? "; Secure" : ""));
}

void session_set_cookie(const struct request *req, struct response *res, struct str secret)
{
    /* RFC 6265bis, 4.1.3.2: a name that no neighbour on a sister host, nor http, can set. */
    set(req, res, req->is_https ? SESSION_COOKIE_SECURE : SESSION_COOKIE, secret, req->is_https);
}

enum status session_add_page(struct app *app, const struct request *req, struct str next,
                             struct str detail, struct response *res)
{
    struct page_frame frame = {.title = STR("Log in"), .req = req};
    const struct template_value values[] = {
        {"name", req->who.name},
        {"is_open", req->who.is_open ? STR("1") : str_null()},
        {"next", next},
        {"detail", detail},
    };
    res->csp = page_csp;
    res->type = http_format_type(FORMAT_HTML);
    response_header(res, "Cache-Control", STR("no-store"));
    pages_add(app, PAGE_LOGIN, &frame, values, ARRAY_LEN(values), &res->body);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
