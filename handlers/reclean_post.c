/* POST /articles/{id}/reclean: the original cleaned again, as a person picked on it. */
#include "handlers/handlers.h"

#include "base/utf8.h"
#include "handlers/cleaners.h"
#include "handlers/given.h"
#include "handlers/json_body.h"
#include "handlers/pages.h"
#include "handlers/pending.h"
#include "handlers/recleaning.h"
#include "handlers/update.h"
#include "http/prefer.h"

#include <stdio.h>

/* From reading the body to the commit; in the request's arena. */
struct recleaning_request {
    struct update update;
    struct recleaning how;
    struct article cleaned;
    bool is_forced;
};

static enum status take_selector(struct request *req, struct response *res, const char *pointer,
                                 struct str text, struct str *ret_selector)
{
    enum status status = clean_check_selector(text, &res->error);
    if (status) {
        res->error_pointer = arena_printf(req->arena, "%s", pointer);
        return status;
    }
    *ret_selector = arena_str(req->arena, text);
    return ret_selector->ptr ? OK : error_no_memory(&res->error);
}

static enum status take_removal(struct request *req, struct response *res, struct recleaning *how,
                                struct str text)
{
    if (how->n_removals == CLEAN_REMOVALS_MAX) {
        return given_refuse(req, res, STR("remove"),
                            "has over 50 selectors; join them with commas");
    }
    char pointer[32];
    (void)snprintf(pointer, sizeof(pointer), "/remove/%zu", how->n_removals);
    enum status status = take_selector(req, res, pointer, text, &how->removals[how->n_removals]);
    how->n_removals += !status;
    return status;
}

static enum status take_removals(struct request *req, struct response *res, struct recleaning *how,
                                 json_t *value)
{
    size_t i;
    json_t *item;
    if (json_is_string(value)) {
        return take_removal(req, res, how, json_text(value));
    }
    if (!json_is_array(value)) {
        return given_refuse(req, res, STR("remove"), "takes a list of CSS selectors");
    }
    json_array_foreach(value, i, item)
    {
        enum status status = json_is_string(item) ? take_removal(req, res, how, json_text(item))
                                                  : given_refuse(req, res, STR("remove"),
                                                                 "takes a list of CSS selectors");
        if (status) {
            return status;
        }
    }
    return OK;
}

static enum status refuse_unknown(struct request *req, struct response *res, struct str name)
{
    return given_refuse(req, res, utf8_cut(name, GIVEN_TAG_MAX),
                        "is not known here; what is: selector, remove, force");
}

static enum status take_json(struct recleaning_request *recleaning, const char *key, json_t *value)
{
    struct request *req = recleaning->update.req;
    struct response *res = recleaning->update.res;
    struct str name = str_from(key);
    if (json_is_null(value)) {
        return OK;
    }
    if (str_equal(name, STR("selector"))) {
        return json_is_string(value) ? take_selector(req, res, "/selector", json_text(value),
                                                     &recleaning->how.selector)
                                     : given_refuse(req, res, name, "takes a CSS selector");
    }
    if (str_equal(name, STR("remove"))) {
        return take_removals(req, res, &recleaning->how, value);
    }
    if (str_equal(name, STR("force"))) {
        recleaning->is_forced |= json_is_true(value);
        return json_is_boolean(value) ? OK : given_refuse(req, res, name, "is true or false");
    }
    return refuse_unknown(req, res, name);
}

static enum status read_json(struct recleaning_request *recleaning)
{
    struct request *req = recleaning->update.req;
    struct response *res = recleaning->update.res;
    const char *key;
    json_t *value;
    AUTO_JSON root = NULL;
    enum status status = json_body_read(req, res, "{\"selector\": \"main article\"}", &root);
    if (status) {
        return status;
    }
    json_object_foreach(root, key, value)
    {
        status = take_json(recleaning, key, value);
        if (status) {
            return status;
        }
    }
    return OK;
}

static enum status take_field(struct recleaning_request *recleaning, const struct form_field *field)
{
    struct request *req = recleaning->update.req;
    struct response *res = recleaning->update.res;
    struct str value = str_trim(field->value);
    if (str_equal(field->name, STR("next"))) {
        return update_take_next(req, res, value, &recleaning->update.next);
    }
    if (str_equal(field->name, STR("force"))) {
        recleaning->is_forced |= str_equal(value, STR("1"));
        return OK;
    }
    bool is_selector = str_equal(field->name, STR("selector"));
    if (!is_selector && !str_equal(field->name, STR("remove"))) {
        return refuse_unknown(req, res, field->name);
    }
    if (!value.len) {
        return OK; /* a text field that was left empty */
    }
    return is_selector ? take_selector(req, res, "/selector", value, &recleaning->how.selector)
                       : take_removal(req, res, &recleaning->how, value);
}

static enum status read_form(struct recleaning_request *recleaning)
{
    struct form form;
    struct request *req = recleaning->update.req;
    enum status status =
        form_parse_urlencoded(req->arena, req->body, &form, &recleaning->update.res->error);
    for (size_t i = 0; i < form.len && !status; i++) {
        status = take_field(recleaning, &form.fields[i]);
    }
    return status;
}

static enum status read_body(struct recleaning_request *recleaning)
{
    const struct request *req = recleaning->update.req;
    if (!str_trim(req->body).len) {
        return OK;
    }
    bool is_form = str_equal(req->body_type, STR("application/x-www-form-urlencoded"));
    /* curl -d '{...}' says form. */
    return is_form && !str_starts(str_trim(req->body), STR("{")) ? read_form(recleaning)
                                                                 : read_json(recleaning);
}

/* Whether the article is one whose page has not come; then that is tried again. */
static enum status check_is_pending(struct app *app, struct request *req, bool *ret_is_pending,
                                    struct error *err)
{
    struct article head;
    enum status status = store_get(app->store, req->path_id, STORE_HEAD, req->arena, &head, err);
    *ret_is_pending = !status && head.fetch != ARTICLE_FETCHED;
    return status;
}

enum status handle_reclean_post(struct app *app, struct request *req, struct response *res)
{
    struct article current;
    struct recleaning_request *recleaning = ARENA_NEW(req->arena, struct recleaning_request);
    if (!recleaning) {
        return error_no_memory(&res->error);
    }
    struct update *update = &recleaning->update;
    *update = (struct update){.app = app,
                              .req = req,
                              .res = res,
                              .cleaned = &recleaning->cleaned,
                              .answer = update_answer_page};
    res->csp = page_csp;
    recleaning->is_forced = request_param_bool(req, "force", false);
    bool is_pending = false;
    enum status status = read_body(recleaning);
    status = status ? status : check_is_pending(app, req, &is_pending, &res->error);
    if (is_pending) {
        return pending_retry(app, req, res, req->path_id, prefer_is_async(req));
    }
    status = status ? status
                    : recleaning_run(app->store, cleaners_get(app->cleaners, req->worker),
                                     req->path_id, &recleaning->how, req->arena, &current,
                                     &recleaning->cleaned, &res->error);
    if (!status && !recleaning->is_forced) {
        status = recleaning_check(&current, &recleaning->cleaned, &res->error);
    }
    if (status) {
        return status;
    }
    return update_submit(update,
                         !str_equal(current.content_tree, recleaning->cleaned.content_tree));
}
