/* POST /articles/{id}/revisions/{number}/restore: an older cleaning becomes the article again. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "handlers/revision.h"
#include "handlers/update.h"

enum status handle_revision_restore(struct app *app, struct request *req, struct response *res)
{
    struct update *update = ARENA_NEW(req->arena, struct update);
    struct article *older = ARENA_NEW(req->arena, struct article);
    int64_t current, updated_us;
    if (!update || !older) {
        return error_no_memory(&res->error);
    }
    *update = (struct update){
        .app = app, .req = req, .res = res, .cleaned = older, .answer = update_answer_page};
    res->csp = page_csp;
    enum status status =
        revision_load(app->store, req->path_id, req->path_number, req->arena, older, &res->error);
    status = status
                 ? status
                 : store_get_revision(app->store, req->path_id, &current, &updated_us, &res->error);
    if (status) {
        return status;
    }
    /* What counts already needs no other revision. */
    return update_submit(update, req->path_number != current);
}
