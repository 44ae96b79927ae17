/* A request's target: its path and its query parameters, decoded and checked against the route's
 * row. */
#include "http/params.h"

#include "base/url.h"
#include "base/utf8.h"
#include "http/form.h"

enum { SHOWN_MAX = 60 }; /* bytes of a strange name in a message */

static struct str query_of(struct str target)
{
    ptrdiff_t mark = str_find_byte(target, '?');
    return mark < 0 ? str_null() : str_sub(target, (size_t)mark + 1, target.len);
}

enum status params_path(struct arena *arena, struct str target, struct str *ret_path,
                        struct error *err)
{
    ptrdiff_t mark = str_find_byte(target, '?');
    struct str raw = mark < 0 ? target : str_sub(target, 0, (size_t)mark), path;
    if (!url_decode(arena, raw, false, &path) || !utf8_is_valid(path)) {
        return error_set(err, ERR_INVALID, "the path has an escape that is no UTF-8 text");
    }
    *ret_path = path;
    return OK;
}

static const struct route_param *find_param(const struct route *route, struct str name,
                                            size_t *ret_at)
{
    const struct route_param *params = route->params;
    for (size_t i = 0; params && params[i].name && i < ROUTE_PARAMS_MAX; i++) {
        if (str_equal(name, str_from(params[i].name))) {
            *ret_at = i;
            return &params[i];
        }
    }
    return NULL;
}

static bool is_choice(const char *choices, struct str value)
{
    struct str rest = str_from(choices), choice;
    while (str_split(&rest, ' ', &choice)) {
        if (str_equal(choice, value)) {
            return true;
        }
    }
    return false;
}

/* "true", "yes", "1" and nothing at all; their opposites; -1 for anything else. */
static int read_bool(struct str value)
{
    if (!value.len || str_equal(value, STR("1")) || str_equal_nocase(value, STR("true")) ||
        str_equal_nocase(value, STR("yes"))) {
        return 1;
    }
    bool is_false = str_equal(value, STR("0")) || str_equal_nocase(value, STR("false")) ||
                    str_equal_nocase(value, STR("no"));
    return is_false ? 0 : -1;
}

static enum status check(const struct route_param *param, struct str value, struct error *err)
{
    uint64_t number;
    switch (param->type) {
    case PARAM_INT:
        if (!str_to_uint(value, (uint64_t)param->max, &number) || (int64_t)number < param->min) {
            return error_set(err, ERR_INVALID, "\"%s\" takes a number from %lld to %lld",
                             param->name, (long long)param->min, (long long)param->max);
        }
        return OK;
    case PARAM_BOOL:
        return read_bool(value) >= 0
                   ? OK
                   : error_set(err, ERR_INVALID, "\"%s\" takes true or false", param->name);
    case PARAM_CHOICE:
        return is_choice(param->choices, value)
                   ? OK
                   : error_set(err, ERR_INVALID, "\"%s\" takes one of: %s", param->name,
                               param->choices);
    case PARAM_TEXT:
    case PARAM_URL:
        break;
    }
    if ((int64_t)value.len > param->max) {
        return error_set(err, ERR_INVALID, "\"%s\" takes at most %lld bytes", param->name,
                         (long long)param->max);
    }
    return OK;
}

static enum status refuse_unknown(const struct route *route, struct str name, struct arena *arena,
                                  struct error *err)
{
    struct str known = str_null();
    name = utf8_cut(name, SHOWN_MAX);
    for (const struct route_param *param = route->params; param && param->name; param++) {
        known = arena_printf(arena, "%.*s%s%s", STR_ARG(known), known.len ? ", " : "", param->name);
    }
    if (!known.len) {
        return error_set(err, ERR_INVALID, "there is no parameter \"%.*s\" here, nor any other",
                         STR_ARG(name));
    }
    return error_set(err, ERR_INVALID, "there is no parameter \"%.*s\" here, only: %.*s",
                     STR_ARG(name), STR_ARG(known));
}

static struct str name_of(struct str part)
{
    ptrdiff_t equals = str_find_byte(part, '=');
    return equals < 0 ? part : str_sub(part, 0, (size_t)equals);
}

static bool is_param(const void *route, struct str name)
{
    size_t at;
    return find_param(route, name, &at) != NULL;
}

/* One parameter's name and value, decoded; `rest` is what follows it. */
static enum status read_pair(struct arena *arena, const struct route *route, struct str part,
                             struct str *rest, struct str *ret_name, struct str *ret_value,
                             struct error *err)
{
    struct str name = name_of(part);
    struct str raw = name.len == part.len ? STR("") : str_sub(part, name.len + 1, part.len);
    size_t at;
    *ret_name = part;
    if (url_decode(arena, name, true, &name) && utf8_is_valid(name)) {
        const struct route_param *param = find_param(route, name, &at);
        bool is_bare =
            param && param->type == PARAM_URL && form_take_bare_url(&raw, rest, is_param, route);
        if ((is_bare || url_decode(arena, raw, true, &raw)) && utf8_is_valid(raw)) {
            *ret_name = name;
            *ret_value = raw;
            return OK;
        }
    }
    return error_set(err, ERR_INVALID, "the query has an escape that is no UTF-8 text");
}

enum status params_query(struct arena *arena, struct str target, const struct route *route,
                         struct params *ret_params, struct str *ret_name, struct error *err)
{
    struct str rest = query_of(target), part;
    while (str_split(&rest, '&', &part)) {
        struct str value = STR("");
        size_t at = 0;
        if (!part.len) {
            continue;
        }
        enum status status = read_pair(arena, route, part, &rest, ret_name, &value, err);
        if (status) {
            return status;
        }
        const struct route_param *param = find_param(route, *ret_name, &at);
        if (!param) {
            return refuse_unknown(route, *ret_name, arena, err);
        }
        status = check(param, value, err);
        if (status) {
            return status;
        }
        if (ret_params->values[at].ptr) { /* which of the two counts, nobody could know */
            return error_set(err, ERR_INVALID, "\"%s\" is given twice", param->name);
        }
        ret_params->values[at] = value;
    }
    return OK;
}
