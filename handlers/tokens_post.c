/* POST /tokens: a new token, whose secret is shown this once. */
#include "handlers/handlers.h"

#include "handlers/fields.h"
#include "handlers/token_pages.h"

static enum status refuse(struct request *req, struct response *res, enum status status,
                          const char *field)
{
    if (status == ERR_INVALID) { /* the body can be read, and yet no token be made of it */
        status = ERR_UNPROCESSABLE;
        res->error_pointer = arena_printf(req->arena, "/%s", field);
    }
    return status;
}

enum status handle_tokens_post(struct app *app, struct request *req, struct response *res)
{
    struct form *form;
    struct grant grant;
    char secret[SECRET_TEXT_MAX];
    const char *field;
    enum status status = fields_read(req, res, "name scopes expires",
                                     "{\"name\": \"phone\", \"scopes\": [\"read\"]}", &form);
    if (status) {
        return status;
    }
    const struct form_field *name = form_get(form, "name"), *expires = form_get(form, "expires");
    struct granting granting = {.name = name ? str_trim(name->value) : STR(""),
                                .scopes = fields_join(req->arena, form, "scopes"),
                                .expires = expires ? str_trim(expires->value) : str_null()};
    status = granting_do(app->grants, &granting, secret, &grant, &field, &res->error);
    if (status) {
        return refuse(req, res, status, field);
    }
    response_header(res, "Cache-Control", STR("no-store"));
    (void)response_created(res, arena_printf(req->arena, "/tokens/%lld", (long long)grant.id));
    if (req->format == FORMAT_HTML) {
        return token_pages_add_new(app, req, &grant, str_from(secret), res);
    }
    struct json json;
    json_init(&json, &res->body);
    granting_add_json(&json, &grant, str_from(secret));
    return buf_ok(&res->body) ? OK : error_no_memory(&res->error);
}
