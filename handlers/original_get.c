/* GET /articles/{id}/original: the bytes as they were received, never as a page of this server. */
#include "handlers/handlers.h"

#include "store/store.h"

enum status handle_original_get(struct app *app, struct request *req, struct response *res)
{
    struct str bytes, type;
    enum status status =
        store_get_original(app->store, req->path_id, req->arena, &bytes, &type, &res->error);
    if (status) {
        return status;
    }
    /*
     * A stranger's HTML on this server's origin would act as the reader.  So: a type that no
     * browser runs, a download, and a sandbox without an origin should one show it all the same.
     * What it was sent as stands in a header.
     */
    res->type = str_starts(type, STR("text/")) ? "text/plain" : "application/octet-stream";
    res->csp = "default-src 'none'; sandbox; frame-ancestors 'none'";
    response_header(res, "Content-Disposition",
                    arena_printf(req->arena, "attachment; filename=\"article-%lld.txt\"",
                                 (long long)req->path_id));
    response_header(res, "X-Original-Type", type);
    response_header(res, "Cache-Control", STR("private, no-cache"));
    buf_add_str(&res->body, bytes);
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
