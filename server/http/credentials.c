/* What a request carries to say who asks. */
#include "http/credentials.h"

#include "base/base64.h"
#include "http/cookie.h"

/* The rest of "Scheme rest"; unknown when it is another scheme. */
static struct str after_scheme(struct str header, struct str scheme)
{
    if (!str_starts_nocase(header, scheme) || header.len == scheme.len ||
        header.ptr[scheme.len] != ' ') {
        return str_null();
    }
    return str_trim(str_sub(header, scheme.len, header.len));
}

static struct credentials read_authorization(struct arena *arena, struct str header)
{
    struct credentials bad = {.kind = CREDENTIALS_BAD, .secret = STR("")};
    struct str token = after_scheme(header, STR("Bearer"));
    struct str basic = after_scheme(header, STR("Basic"));
    if (token.len) {
        return (struct credentials){.kind = CREDENTIALS_BEARER, .secret = token};
    }
    if (!basic.len) {
        return bad;
    }
    struct str pair = base64_decode(arena, basic);
    ptrdiff_t colon = str_find_byte(pair, ':');
    return colon < 0 ? bad
                     : (struct credentials){.kind = CREDENTIALS_BASIC,
                                            .secret = str_sub(pair, (size_t)colon + 1, pair.len)};
}

/* The name that only https can have set wins over the one that any neighbour on this host may have.
 */
static struct str read_cookie(struct str header)
{
    struct str secure = cookie_find(header, STR(SESSION_COOKIE_SECURE));
    return secure.ptr ? secure : cookie_find(header, STR(SESSION_COOKIE));
}

struct credentials credentials_read(struct arena *arena, struct str authorization,
                                    struct str cookie)
{
    if (authorization.ptr) {
        return read_authorization(arena, str_trim(authorization));
    }
    struct str session = cookie.len ? read_cookie(cookie) : str_null();
    return (struct credentials){.kind = session.len ? CREDENTIALS_SESSION : CREDENTIALS_NONE,
                                .secret = session};
}
