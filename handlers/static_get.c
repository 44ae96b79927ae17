/* GET /static/...: the files that are built into the program, for a year where the address holds
 * their hash. */
#include "handlers/handlers.h"

#include "assets.h"

static const char *type_of(struct str name)
{
    static const struct {
        const char *suffix, *type;
    } types[] = {{".css", "text/css; charset=utf-8"},
                 {".svg", "image/svg+xml"},
                 {".png", "image/png"},
                 {".ico", "image/x-icon"},
                 {".js", "text/javascript; charset=utf-8"},
                 {".json", "application/json"},
                 {".webmanifest", "application/manifest+json"},
                 {".txt", "text/plain; charset=utf-8"}};
    for (size_t i = 0; i < ARRAY_LEN(types); i++) {
        if (str_ends(name, str_from(types[i].suffix))) {
            return types[i].type;
        }
    }
    return NULL; /* templates and whatever else is not for the outside */
}

enum status handle_static_get(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    const char *type = type_of(req->path_rest);
    for (size_t i = 0; type && i < assets_len; i++) {
        if (!str_equal(str_from(assets[i].name), req->path_rest)) {
            continue;
        }
        struct str etag = str_from(assets[i].etag);
        response_header(res, "ETag", etag);
        /* An article's page is sandboxed: its origin is none, and yet it needs the style sheet. */
        response_header(res, "Cross-Origin-Resource-Policy", STR("cross-origin"));
        response_header(res, "Cache-Control",
                        request_param(req, "v").len ? STR("public, max-age=31536000, immutable")
                                                    : STR("no-cache"));
        if (request_is_current(req, etag, 0)) {
            return response_not_modified(res);
        }
        res->type = type;
        if (response_reuse(req, res, etag)) {
            return OK;
        }
        response_keep(res, etag); /* as far as it is compressed: the rest is in the program */
        res->shared_body = str_of((const char *)assets[i].bytes, assets[i].len);
        return OK;
    }
    return error_set(&res->error, ERR_NOT_FOUND, "there is no such file");
}
