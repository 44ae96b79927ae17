/* Small bodies of named texts, sent as a form or as a JSON object. */
#include "handlers/fields.h"

#include "handlers/given.h"
#include "handlers/json_body.h"

const char *const fields_types[] = {"application/x-www-form-urlencoded", "multipart/form-data",
                                    "application/json", NULL};

static bool is_among(struct str name, const char *names)
{
    struct str rest = str_from(names), known;
    while (str_split(&rest, ' ', &known)) {
        if (str_equal(name, known)) {
            return true;
        }
    }
    return false;
}

static enum status add_text(struct request *req, struct response *res, struct str name,
                            const json_t *value, struct form *form)
{
    if (!json_is_string(value)) {
        return given_refuse(req, res, name, "is not text");
    }
    if (form->len == FORM_FIELDS_MAX) {
        return given_refuse(req, res, name, "has too many values");
    }
    struct form_field field = {.name = arena_str(req->arena, name),
                               .value = arena_str(req->arena, json_text(value))};
    form->fields[form->len++] = field;
    return field.name.ptr && field.value.ptr ? OK : error_no_memory(&res->error);
}

static enum status add_value(struct request *req, struct response *res, struct str name,
                             const json_t *value, struct form *form)
{
    enum status status = OK;
    if (json_is_null(value)) {
        return OK;
    }
    if (json_is_array(value) && !json_array_size(value)) {
        AUTO_JSON nothing = json_string("");
        return add_text(req, res, name, nothing, form);
    }
    if (!json_is_array(value)) {
        return add_text(req, res, name, value, form);
    }
    for (size_t i = 0; i < json_array_size(value) && !status; i++) {
        status = add_text(req, res, name, json_array_get(value, i), form);
    }
    return status;
}

static enum status read_json(struct request *req, struct response *res, const char *example,
                             struct form *form)
{
    const char *name;
    json_t *value;
    AUTO_JSON object = NULL;
    enum status status = json_body_read(req, res, example, &object);
    json_object_foreach(object, name, value)
    {
        status = status ? status : add_value(req, res, str_from(name), value, form);
    }
    return status;
}

static enum status read_form(struct request *req, struct response *res, struct form *form)
{
    if (str_equal(req->body_type, STR("multipart/form-data"))) {
        return form_parse_multipart(req->arena, req->body, request_header(req, "Content-Type"),
                                    form, &res->error);
    }
    return form_parse_urlencoded(req->arena, req->body, form, &res->error);
}

enum status fields_read(struct request *req, struct response *res, const char *names,
                        const char *example, struct form **ret_form)
{
    struct form *form = ARENA_NEW(req->arena, struct form);
    if (!form) {
        return error_no_memory(&res->error);
    }
    /* No form of ours has a field that begins with a brace. */
    bool is_json = str_ends(req->body_type, STR("json")) || str_starts(req->body, STR("{"));
    enum status status = is_json ? read_json(req, res, example, form) : read_form(req, res, form);
    for (size_t i = 0; i < form->len && !status; i++) {
        if (!is_among(form->fields[i].name, names)) {
            status = given_refuse(req, res, form->fields[i].name, "is no field here");
        }
    }
    if (!status) {
        *ret_form = form;
    }
    return status;
}

struct str fields_join(struct arena *arena, const struct form *form, const char *name)
{
    struct str joined = str_null();
    for (size_t i = 0; i < form->len; i++) {
        const struct form_field *field = &form->fields[i];
        if (str_equal(field->name, str_from(name))) {
            joined = joined.ptr
                         ? arena_printf(arena, "%.*s,%.*s", STR_ARG(joined), STR_ARG(field->value))
                         : field->value;
        }
    }
    return joined;
}
