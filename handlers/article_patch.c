/* PATCH /articles/{id}: what a reader may change, as JSON. */
#include "handlers/handlers.h"

#include "handlers/update.h"

enum status handle_article_patch(struct app *app, struct request *req, struct response *res)
{
    struct update *update = ARENA_NEW(req->arena, struct update);
    if (!update) {
        return error_no_memory(&res->error);
    }
    *update = (struct update){.app = app, .req = req, .res = res, .answer = update_answer};
    enum status status = change_read_json(req, res, &update->change);
    return status ? status : update_submit(update, false);
}
