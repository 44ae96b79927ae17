/* What a request carries to say who asks, and what the service makes of it. */
#ifndef HTTP_CREDENTIALS_H
#define HTTP_CREDENTIALS_H

#include "base/arena.h"
#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

enum credentials_kind {
    CREDENTIALS_NONE,
    CREDENTIALS_BEARER,  /* a token (RFC 6750) */
    CREDENTIALS_BASIC,   /* a token as the password of any user (RFC 7617), for readers that know
                            nothing else; browsers send it of themselves, other sites' requests too */
    CREDENTIALS_SESSION, /* a cookie that POST /login gave */
    CREDENTIALS_BAD,     /* Authorization that is none of these */
};

struct credentials {
    enum credentials_kind kind;
    struct str secret; /* the token, or the session's */
};

/* The cookie's name; the second where it came by https: RFC 6265bis, 4.1.3.2. */
#define SESSION_COOKIE "articled"
#define SESSION_COOKIE_SECURE "__Host-articled"

/*
 * Authorization is what counts where both are there: a page of another site that sends some token
 * must not be answered by the browser's cookie.
 */
struct credentials credentials_read(struct arena *arena, struct str authorization,
                                    struct str cookie);

/* A client, as known before its handler runs. */
struct who {
    int64_t token_id; /* 0: nobody in particular */
    struct str name;  /* the token's; unknown when it is nobody */
    unsigned scopes;  /* bits of enum scope; all of them where the service is open */
    bool is_open;     /* nobody is asked who they are */
};

#endif
