/* What a handler asks of its request. */
#include "http/exchange.h"

struct str request_header(const struct request *req, const char *name)
{
    const char *value = NULL;
    size_t len = 0;
    if (!req->exchange ||
        MHD_lookup_connection_value_n(req->exchange->connection, MHD_HEADER_KIND, name,
                                      str_from(name).len, &value, &len) != MHD_YES) {
        return str_null();
    }
    return value ? str_of(value, len) : STR("");
}

struct str request_param(const struct request *req, const char *name)
{
    const struct route_param *params = req->route ? req->route->params : NULL;
    for (size_t i = 0; req->exchange && params && params[i].name && i < ROUTE_PARAMS_MAX; i++) {
        if (str_equal(str_from(params[i].name), str_from(name))) {
            return req->exchange->params.values[i];
        }
    }
    return str_null();
}

int64_t request_param_int(const struct request *req, const char *name, int64_t otherwise)
{
    uint64_t value;
    return str_to_uint(request_param(req, name), INT64_MAX, &value) ? (int64_t)value : otherwise;
}

bool request_param_bool(const struct request *req, const char *name, bool otherwise)
{
    struct str value = request_param(req, name);
    if (!value.ptr) {
        return otherwise;
    }
    return !(str_equal(value, STR("0")) || str_equal_nocase(value, STR("false")) ||
             str_equal_nocase(value, STR("no")));
}
