/* Reading the Cookie header. */
#include "http/cookie.h"

struct str cookie_find(struct str header, struct str name)
{
    struct str rest = header, pair;
    while (header.len && str_split(&rest, ';', &pair)) {
        pair = str_trim(pair);
        ptrdiff_t equals = str_find_byte(pair, '=');
        if (equals > 0 && str_equal(str_sub(pair, 0, (size_t)equals), name)) {
            return str_sub(pair, (size_t)equals + 1, pair.len);
        }
    }
    return str_null();
}
