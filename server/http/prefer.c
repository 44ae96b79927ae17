/* What a client would rather have: the Prefer header (RFC 7240). */
#include "http/prefer.h"

#include "http/exchange.h"

static struct str unquoted(struct str value)
{
    bool is_quoted = value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"';
    return is_quoted ? str_sub(value, 1, value.len - 2) : value;
}

/* One preference without its parameters: the first of a kind counts (RFC 7240, 2). */
static void take(struct prefer *prefer, struct str word)
{
    ptrdiff_t equals = str_find_byte(word, '=');
    struct str name = str_trim(str_sub(word, 0, equals < 0 ? word.len : (size_t)equals));
    struct str value = equals < 0 ? STR("") : str_sub(word, (size_t)equals + 1, word.len);
    uint64_t seconds;
    value = unquoted(str_trim(value));
    if (str_equal_nocase(name, STR("respond-async"))) {
        prefer->is_async = true;
    } else if (str_equal_nocase(name, STR("wait")) && !prefer->has_wait &&
               str_to_uint(value, UINT32_MAX, &seconds)) {
        prefer->has_wait = true;
        prefer->wait_s = (int64_t)MIN(seconds, (uint64_t)PREFER_WAIT_MAX);
    } else if (str_equal_nocase(name, STR("return"))) {
        prefer->is_minimal |= str_equal_nocase(value, STR("minimal"));
    }
}

static void take_all(struct prefer *prefer, struct str value)
{
    struct str rest = value, word, bare = str_null();
    while (value.len && str_split(&rest, ',', &word)) {
        (void)str_split(&word, ';', &bare);
        take(prefer, bare);
    }
}

struct prefer prefer_parse(struct str value)
{
    struct prefer prefer = {.is_async = false};
    take_all(&prefer, value);
    return prefer;
}

static enum MHD_Result look(void *prefer, enum MHD_ValueKind kind, const char *name,
                            size_t name_len, const char *value, size_t value_len)
{
    (void)kind;
    if (str_equal_nocase(str_of(name, name_len), STR("Prefer"))) {
        take_all(prefer, str_of(value, value_len));
    }
    return MHD_YES;
}

/* There may be several (RFC 7240, 2), which are one list. */
struct prefer prefer_read(const struct request *req)
{
    struct prefer prefer = {.is_async = false};
    if (req->exchange) {
        (void)MHD_get_connection_values_n(req->exchange->connection, MHD_HEADER_KIND, look,
                                          &prefer);
    }
    return prefer;
}

bool prefer_is_async(const struct request *req)
{
    struct prefer prefer = prefer_read(req);
    return prefer.has_wait ? !prefer.wait_s : prefer.is_async;
}

void prefer_applied(struct request *req, struct response *res, const struct prefer *applied)
{
    struct str text = str_null();
    if (applied->is_async) {
        text = STR("respond-async");
    }
    if (applied->has_wait) {
        text = arena_printf(req->arena, "%.*s%swait=%lld", STR_ARG(text), text.len ? ", " : "",
                            (long long)applied->wait_s);
    }
    if (applied->is_minimal) {
        text =
            arena_printf(req->arena, "%.*s%sreturn=minimal", STR_ARG(text), text.len ? ", " : "");
    }
    if (text.len) {
        response_header(res, "Preference-Applied", text);
    }
}
