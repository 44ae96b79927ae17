/* Media types: Content-Type taken apart, and patterns of types. */
#include "http/media.h"

struct str media_type(struct arena *arena, struct str content_type)
{
    ptrdiff_t semicolon = str_find_byte(content_type, ';');
    struct str bare = semicolon < 0 ? content_type : str_sub(content_type, 0, (size_t)semicolon);
    bare = str_trim(bare);
    char *lower = bare.len ? arena_cstr(arena, bare) : NULL;
    if (!lower) {
        return str_null();
    }
    for (size_t i = 0; i < bare.len; i++) {
        lower[i] = byte_lower(lower[i]);
    }
    return str_of(lower, bare.len);
}

/* The end of one parameter: the next ';' that is not between quotes. */
static size_t parameter_end(struct str s)
{
    bool is_quoted = false;
    size_t i = 0;
    for (; i < s.len && (is_quoted || s.ptr[i] != ';'); i++) {
        if (s.ptr[i] == '"') {
            is_quoted = !is_quoted;
        } else if (s.ptr[i] == '\\' && is_quoted) {
            i++;
        }
    }
    return MIN(i, s.len);
}

struct str media_parameter(struct str content_type, const char *name)
{
    ptrdiff_t at = str_find_byte(content_type, ';');
    while (at >= 0) {
        struct str rest = str_sub(content_type, (size_t)at + 1, content_type.len);
        size_t end = parameter_end(rest);
        struct str pair = str_sub(rest, 0, end);
        ptrdiff_t equals = str_find_byte(pair, '=');
        if (equals > 0 &&
            str_equal_nocase(str_trim(str_sub(pair, 0, (size_t)equals)), str_from(name))) {
            struct str value = str_trim(str_sub(pair, (size_t)equals + 1, pair.len));
            bool is_quoted =
                value.len >= 2 && value.ptr[0] == '"' && value.ptr[value.len - 1] == '"';
            return is_quoted ? str_sub(value, 1, value.len - 2) : value;
        }
        at = end < rest.len ? at + 1 + (ptrdiff_t)end : -1;
    }
    return str_null();
}

bool media_matches(struct str type, const char *pattern)
{
    struct str wanted = str_from(pattern);
    if (str_ends(wanted, STR("/..."))) {
        return str_starts(type, str_sub(wanted, 0, wanted.len - 3));
    }
    return str_equal(type, wanted);
}
