/* One request's life: checked, its body collected, its handler run, its answer sent. */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

#include "base/buf.h"
#include "http/credentials.h"
#include "http/guard.h"
#include "http/params.h"
#include "http/peer.h"
#include "http/rate.h"
#include "http/request.h"
#include "http/response.h"
#include "http/server_internal.h"
#include "http/workers.h"

#include <microhttpd.h>
#include <stdatomic.h>

enum exchange_phase {
    PHASE_HEADERS, /* nothing is decided yet */
    PHASE_BODY,    /* the body comes in */
    PHASE_RUNNING, /* with a handler, perhaps in another thread */
    PHASE_ANSWER,  /* the response is filled and waits to be queued */
    PHASE_DONE,    /* the response is queued */
};

/* One rate that the request counts against. */
struct exchange_rate {
    const struct rate_policy *policy;
    struct rate_key key;
    struct rate_state state;
};
/* Of whoever asks, and of logging in two. */
enum { EXCHANGE_RATES_MAX = 3 };

struct exchange {
    struct server *server;
    struct MHD_Connection *connection;
    struct connection *peer; /* for deadlines; may be NULL */
    struct arena arena;
    struct request req;
    struct response res;
    struct params params;
    struct peer address;
    struct credentials credentials;
    enum status identified; /* what came of them */
    bool asks_who;          /* the service is not open to everybody */
    struct exchange_rate rates[EXCHANGE_RATES_MAX];
    size_t n_rates;
    struct framing framing;
    struct buf body;
    struct buf decoded;
    struct str coding;       /* Content-Encoding */
    size_t reserved;         /* of the server's body budget */
    enum status body_status; /* why the body is being thrown away; OK: it is kept */
    size_t dropped;          /* bytes thrown away */
    int64_t started_us;
    enum exchange_phase phase;
    struct job job;
    _Atomic int holds; /* of each handler that runs, and of the end, request_finish() */
    enum status (*next)(struct app *, struct request *, struct response *); /* what runs then */
    enum status outcome; /* what request_finish() said */
    size_t sent;         /* bytes of the answer's body */
    bool is_remembered;  /* under an Idempotency-Key, when it ends well */
    bool is_framed;      /* the headers say beyond doubt where the request ends */
    bool is_counted;     /* in the server's `unsent` */
};

/* For MHD_OPTION_URI_LOG_CALLBACK: makes the exchange when the request line is there; NULL when
 * memory is out. */
void *exchange_new(void *server, const char *target, struct MHD_Connection *connection);
/* MHD_AccessHandlerCallback. */
enum MHD_Result exchange_handle(void *server, struct MHD_Connection *connection, const char *path,
                                const char *method, const char *version, const char *upload,
                                size_t *upload_len, void **exchange);
/* Counts a request that has ended, and logs it. */
void exchange_note(const struct exchange *ex, enum MHD_RequestTerminationCode code);
/* MHD_RequestCompletedCallback: notes and frees. */
void exchange_done(void *server, struct MHD_Connection *connection, void **exchange,
                   enum MHD_RequestTerminationCode code);

#endif
