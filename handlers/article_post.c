/* POST /articles/{id}: PATCH and DELETE for pages, whose forms know no other methods. */
#include "handlers/handlers.h"

#include "handlers/pages.h"
#include "handlers/update.h"

static enum status read_form(struct update *update, bool *ret_is_deletion)
{
    struct request *req = update->req;
    struct response *res = update->res;
    struct form form;
    enum status status = form_parse_urlencoded(req->arena, req->body, &form, &res->error);
    for (size_t i = 0; i < form.len && !status; i++) {
        const struct form_field *field = &form.fields[i];
        if (str_equal(field->name, STR("next"))) {
            status = update_take_next(req, res, field->value, &update->next);
        } else if (str_equal(field->name, STR("delete"))) {
            *ret_is_deletion = str_equal(field->value, STR("1"));
        } else {
            status = change_take_field(req, res, &update->change, field);
        }
    }
    if (!status && !form.len) {
        return error_set(&res->error, ERR_INVALID,
                         "the form is empty; send what changes, e.g. starred=1");
    }
    return status;
}

enum status handle_article_post(struct app *app, struct request *req, struct response *res)
{
    bool is_deletion = false;
    struct update *update = ARENA_NEW(req->arena, struct update);
    if (!update) {
        return error_no_memory(&res->error);
    }
    *update = (struct update){.app = app, .req = req, .res = res, .answer = update_answer_page};
    res->csp = page_csp;
    enum status status = read_form(update, &is_deletion);
    if (status) {
        return status;
    }
    return is_deletion ? update_delete(update) : update_submit(update, false);
}
