/* GET /login: the page where a browser gives its token, or sees by which it is logged in. */
#include "handlers/handlers.h"

#include "handlers/next.h"
#include "handlers/session.h"

enum status handle_login_get(struct app *app, struct request *req, struct response *res)
{
    struct str next = request_param(req, "next");
    return session_add_page(app, req, next_is_ours(next) ? next : str_null(), str_null(), res);
}
