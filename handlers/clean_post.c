/* POST /clean: the article that POST /articles would store, without storing it. */
#include "handlers/handlers.h"

#include "handlers/cleaners.h"
#include "handlers/ingest.h"
#include "handlers/representation.h"

enum status handle_clean_post(struct app *app, struct request *req, struct response *res)
{
    struct submission submission;
    struct article article;
    enum status status = submission_read(req, res, &submission);
    if (!status) {
        status = ingest(cleaners_get(app->cleaners, req->worker), &submission, req->arena, &article,
                        &res->error);
    }
    if (status) {
        return status;
    }
    if (req->format != FORMAT_HTML) {
        return representation_add(req, &article, res);
    }
    buf_add_str(&res->body, article.content_html);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
