/* POST /tokens/{id}: what DELETE does, for pages without script. */
#include "handlers/handlers.h"

#include "handlers/fields.h"
#include "handlers/given.h"
#include "handlers/next.h"
#include "store/grants.h"

enum status handle_token_post(struct app *app, struct request *req, struct response *res)
{
    struct form *form;
    enum status status = fields_read(req, res, "delete next", "{\"delete\": \"1\"}", &form);
    if (status) {
        return status;
    }
    const struct form_field *field = form_get(form, "delete");
    if (!field || !str_equal(field->value, STR("1"))) {
        return given_refuse(req, res, STR("delete"), "is 1, which is all that can be done here");
    }
    status = grants_remove(app->grants, req->path_id, &res->error);
    if (status || req->format == FORMAT_HTML) {
        return status ? status : response_see_other(res, next_of(form, STR("/tokens")));
    }
    res->code = 204;
    return OK;
}
