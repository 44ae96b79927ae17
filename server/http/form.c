/* Bodies made of fields: application/x-www-form-urlencoded. */
#include "http/form.h"

#include "base/url.h"

const struct form_field *form_get(const struct form *form, const char *name)
{
    for (size_t i = 0; i < form->len; i++) {
        if (str_equal(form->fields[i].name, str_from(name))) {
            return &form->fields[i];
        }
    }
    return NULL;
}

enum status form_parse_urlencoded(struct arena *arena, struct str body, struct form *ret_form,
                                  struct error *err)
{
    struct str rest = body, part;
    ret_form->len = 0;
    while (str_split(&rest, '&', &part)) {
        struct form_field field = {.value = STR("")};
        ptrdiff_t equals = str_find_byte(part, '=');
        struct str name = equals < 0 ? part : str_sub(part, 0, (size_t)equals);
        struct str value = equals < 0 ? STR("") : str_sub(part, (size_t)equals + 1, part.len);
        if (!part.len) {
            continue;
        }
        if (ret_form->len == FORM_FIELDS_MAX) {
            return error_set(err, ERR_INVALID, "the form has more than %d fields",
                             (int)FORM_FIELDS_MAX);
        }
        if (name.len > FORM_NAME_MAX || !url_decode(arena, name, true, &field.name) ||
            !url_decode(arena, value, true, &field.value)) {
            return error_set(err, ERR_INVALID,
                             "field %zu of the form is not well encoded; "
                             "curl --data-urlencode does it right",
                             ret_form->len + 1);
        }
        ret_form->fields[ret_form->len++] = field;
    }
    return OK;
}
