/* DELETE /articles/{id}: 204, and from then on 410. */
#include "handlers/handlers.h"

#include "store/store.h"

struct deletion {
    struct request *req;
    struct response *res;
    struct store_write write;
};

static void committed(struct store_write *write)
{
    struct deletion *deletion = write->owner;
    if (write->status) {
        deletion->res->error = write->error;
    } else {
        deletion->res->code = 204;
    }
    request_finish(deletion->req, deletion->res, write->status);
}

enum status handle_article_delete(struct app *app, struct request *req, struct response *res)
{
    struct deletion *deletion = ARENA_NEW(req->arena, struct deletion);
    if (!deletion) {
        return error_no_memory(&res->error);
    }
    *deletion = (struct deletion){
        .req = req,
        .res = res,
        .write = {.kind = WRITE_DELETE, .id = req->path_id, .done = committed, .owner = deletion},
    };
    enum status status = store_submit(app->store, &deletion->write, &res->error);
    res->retry_after_s = status == ERR_BUSY ? 1 : 0;
    return status ? status : PENDING;
}
