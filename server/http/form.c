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

static struct str name_of(struct str part)
{
    ptrdiff_t equals = str_find_byte(part, '=');
    return equals < 0 ? part : str_sub(part, 0, (size_t)equals);
}

bool form_take_bare_url(struct str *value, struct str *rest,
                        bool (*is_known)(const void *context, struct str name), const void *context)
{
    bool is_bare = str_find_byte(*value, '?') >= 0;
    if (!str_starts_nocase(*value, STR("http://")) && !str_starts_nocase(*value, STR("https://"))) {
        return false;
    }
    while (rest->ptr) {
        struct str after = *rest, part;
        if (!str_split(&after, '&', &part) || is_known(context, name_of(part))) {
            break;
        }
        value->len = (size_t)(part.ptr - value->ptr) + part.len;
        is_bare = true;
        *rest = after;
    }
    return is_bare;
}

struct known {
    bool (*is_known)(struct str name);
};

static bool is_known_field(const void *context, struct str name)
{
    const struct known *known = context;
    return known->is_known(name);
}

enum status form_parse_known(struct arena *arena, struct str body,
                             bool (*is_known)(struct str name), struct form *ret_form,
                             struct error *err)
{
    struct str rest = body, part;
    struct known known = {is_known};
    ret_form->len = 0;
    while (str_split(&rest, '&', &part)) {
        struct form_field field = {.value = STR("")};
        struct str name = name_of(part);
        struct str value = name.len < part.len ? str_sub(part, name.len + 1, part.len) : STR("");
        if (!part.len) {
            continue;
        }
        bool is_bare = is_known && form_take_bare_url(&value, &rest, is_known_field, &known);
        field.value = value;
        if (ret_form->len == FORM_FIELDS_MAX) {
            return error_set(err, ERR_INVALID, "the form has more than %d fields",
                             (int)FORM_FIELDS_MAX);
        }
        if (name.len > FORM_NAME_MAX || !url_decode(arena, name, true, &field.name) ||
            (!is_bare && !url_decode(arena, value, true, &field.value))) {
            return error_set(err, ERR_INVALID,
                             "field %zu of the form is not well encoded; "
                             "curl --data-urlencode does it right",
                             ret_form->len + 1);
        }
        ret_form->fields[ret_form->len++] = field;
    }
    return OK;
}

enum status form_parse_urlencoded(struct arena *arena, struct str body, struct form *ret_form,
                                  struct error *err)
{
    return form_parse_known(arena, body, NULL, ret_form, err);
}
