/* One change on its way to the store and back to the client. */
#ifndef HANDLERS_UPDATE_H
#define HANDLERS_UPDATE_H

#include "app.h"
#include "handlers/change.h"
#include "store/store.h"

/* Lives in the request's arena until the commit. */
struct update {
    struct app *app;
    struct request *req;
    struct response *res;
    struct change change;
    const struct article *cleaned; /* another cleaning, or NULL: `change` is made */
    struct str next;               /* where a browser goes on; unknown: to the article */
    struct article article;
    struct store_write write;
    enum status (*answer)(struct update *update); /* after the commit, in the writer's thread */
};

/*
 * Queues the change of article req->path_id, if If-Match still holds then: PENDING, or why not.
 * `has_new_content`: the content of `cleaned` is another than what is there.
 */
enum status update_submit(struct update *update, bool has_new_content) MUST_USE;
/*
 * Queues its deletion, if If-Match holds: PENDING, or why not.  Answered with 204; a browser goes
 * on to `next` or the list.
 */
enum status update_delete(struct update *update) MUST_USE;
/* 200 with the article as it is now and its ETag. */
enum status update_answer(struct update *update) MUST_USE;

/* The same, but a browser goes on to `next` or the article. */
enum status update_answer_page(struct update *update) MUST_USE;

/*
 * Takes a form's "next": a path of this server.  ERR_UNPROCESSABLE for anything else, so that no
 * form sends people elsewhere.
 */
enum status update_take_next(struct request *req, struct response *res, struct str value,
                             struct str *ret_next) MUST_USE;

#endif
