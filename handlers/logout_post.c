/* POST /logout: the session ends, here and in the browser. */
#include "handlers/handlers.h"

#include "handlers/session.h"
#include "store/grants.h"

enum status handle_logout_post(struct app *app, struct request *req, struct response *res)
{
    struct credentials credentials =
        credentials_read(req->arena, str_null(), request_header(req, "Cookie"));
    enum status status = OK;
    /* Only one that is known: else everybody could have the store written to. */
    if (req->who.token_id && credentials.kind == CREDENTIALS_SESSION) {
        struct sha256 hash = hash_sha256(credentials.secret);
        status = grants_remove_session(app->grants, &hash, &res->error);
    }
    if (status) {
        return status;
    }
    session_set_cookie(req, res, STR(""));
    response_header(res, "Cache-Control", STR("no-store"));
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, STR("/login"));
    }
    res->code = 204;
    return OK;
}
