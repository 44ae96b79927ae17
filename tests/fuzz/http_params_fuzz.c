/* Fuzzes what a stranger writes into a request's head: http/params.c, router.c, negotiate.c and
 * media.c.  The first line is the target, the second Accept, the third Content-Type. */
#include "base/utf8.h"
#include "http/media.h"
#include "http/negotiate.h"
#include "http/params.h"
#include "http/router.h"

#include <stdlib.h>

static const struct route_param params[] = {
    {"limit", PARAM_INT, 1, 200, NULL, ""},
    {"q", PARAM_TEXT, 0, 10, NULL, ""},
    {"state", PARAM_CHOICE, 0, 0, "unread archived", ""},
    {"starred", PARAM_BOOL, 0, 0, NULL, ""},
    {.name = NULL},
};

static const struct route routes[] = {
    {.method = HTTP_GET, .path = "/", .formats = FORMAT_JSON},
    {.method = HTTP_GET, .path = "/things", .formats = FORMAT_JSON, .params = params},
    {.method = HTTP_PUT, .path = "/things/...", .formats = FORMAT_JSON},
    {.method = HTTP_GET,
     .path = "/things/{id}",
     .formats = FORMAT_JSON | FORMAT_TEXT,
     .takes_suffix = true},
    {.method = HTTP_GET, .path = "/things/{id}/parts", .formats = FORMAT_OTHER},
};

static void must(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_target(struct arena *arena, struct str target)
{
    struct router router;
    struct params values = {0};
    struct str path, name = str_null();
    struct error err = {0};
    router_init(&router, routes, ARRAY_LEN(routes));
    if (params_path(arena, target, &path, &err) == OK) {
        must(utf8_is_valid(path) && str_find_byte(path, '\0') < 0);
        struct route_match match = router_find(&router, HTTP_GET, path);
        must(!match.route || (match.allowed & HTTP_GET));
        must(!match.route || match.route->path[0] == '/');
        must(match.id >= 0);
        match = router_find(&router, HTTP_PUT, path);
        must(!match.rest.len || str_ends(path, match.rest) || str_ends(path, STR("/")));
    }
    enum status status = params_query(arena, target, &routes[1], &values, &name, &err);
    must(status == OK || (err.message[0] && utf8_is_valid(str_from(err.message))));
    for (size_t i = 0; status == OK && i < ARRAY_LEN(params); i++) {
        must(utf8_is_valid(values.values[i]) && str_find_byte(values.values[i], '\0') < 0);
        must(i != 1 || values.values[i].len <= 10);
    }
}

static void check_accept(struct str accept)
{
    unsigned all = FORMAT_JSON | FORMAT_HTML | FORMAT_MARKDOWN | FORMAT_TEXT;
    unsigned chosen = negotiate(accept, all);
    must((chosen & ~all) == 0 && (chosen & (chosen - 1)) == 0);
    unsigned again = negotiate(accept, FORMAT_JSON | FORMAT_TEXT);
    must((again & ~(unsigned)(FORMAT_JSON | FORMAT_TEXT)) == 0);
    must(!again || chosen); /* more on offer never leaves less */
    must(!negotiate_is_browser(accept) || negotiate(accept, FORMAT_HTML) == FORMAT_HTML);
}

static void check_type(struct arena *arena, struct str value)
{
    struct str type = media_type(arena, value);
    for (size_t i = 0; i < type.len; i++) {
        must(type.ptr[i] != ';' && !byte_is_upper((unsigned char)type.ptr[i]));
    }
    struct str charset = media_parameter(value, "charset");
    must(charset.len <= value.len);
    (void)media_matches(type, "text/...");
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    struct arena arena;
    struct str rest = str_of(len ? (const char *)bytes : "", len), line;
    arena_init(&arena, 16 * 1024 * 1024);
    if (str_split(&rest, '\n', &line)) {
        check_target(&arena, line);
    }
    if (str_split(&rest, '\n', &line)) {
        check_accept(line);
    }
    if (str_split(&rest, '\n', &line)) {
        check_type(&arena, line);
    }
    arena_done(&arena);
    return 0;
}
