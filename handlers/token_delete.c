/* DELETE /tokens/{id}: from now on the token and whoever logged in with it are strangers. */
#include "handlers/handlers.h"

#include "store/grants.h"

enum status handle_token_delete(struct app *app, struct request *req, struct response *res)
{
    enum status status = grants_remove(app->grants, req->path_id, &res->error);
    res->code = status ? res->code : 204;
    return status;
}
