/* DELETE /articles/{id}: 204, and from then on 410. */
#include "handlers/handlers.h"

#include "handlers/update.h"

enum status handle_article_delete(struct app *app, struct request *req, struct response *res)
{
    struct update *update = ARENA_NEW(req->arena, struct update);
    if (!update) {
        return error_no_memory(&res->error);
    }
    *update = (struct update){.app = app, .req = req, .res = res};
    return update_delete(update);
}
