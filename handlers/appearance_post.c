/* POST /settings/appearance: how the pages look from now on, in this browser. */
#include "handlers/handlers.h"

#include "handlers/look.h"
#include "handlers/update.h"

static enum status take_field(struct request *req, struct response *res,
                              const struct form_field *field, struct look *look, struct str *next)
{
    if (str_equal(field->name, STR("next"))) {
        return update_take_next(req, res, field->value, next);
    }
    if (look_set(look, field->name, field->value)) {
        return OK;
    }
    res->error_pointer = field->name;
    return error_set(&res->error, ERR_UNPROCESSABLE,
                     "there is no setting \"%.*s\" that can be \"%.*s\"",
                     STR_ARG(str_sub(field->name, 0, 40)), STR_ARG(str_sub(field->value, 0, 40)));
}

enum status handle_appearance_post(struct app *app, struct request *req, struct response *res)
{
    (void)app;
    struct form form;
    struct look look = look_of(req);
    struct str next = STR("/settings");
    enum status status = form_parse_urlencoded(req->arena, req->body, &form, &res->error);
    for (size_t i = 0; !status && i < form.len; i++) {
        status = take_field(req, res, &form.fields[i], &look, &next);
    }
    if (status) {
        return status;
    }
    response_header(res, "Set-Cookie", look_cookie(req->arena, &look));
    if (req->format == FORMAT_HTML) {
        return response_see_other(res, next);
    }
    res->code = 204;
    return OK;
}
