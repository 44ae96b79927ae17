/* One address on its way: the transfer of each hop, its limits and what came of it. */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include "fetch/fetch.h"
#include "fetch/judge.h"
#include "fetch/library.h"

#include <stdatomic.h>

/* What all transfers share. */
struct transfers {
    struct library library;
    CURLM *multi;
    const struct judge *judge;
    bool (*takes)(struct str content_type);
    _Atomic size_t held; /* bytes of bodies that are not released */
};

struct transfer {
    struct transfers *shared;
    struct fetch *fetch;
    CURL *easy;
    struct curl_slist *headers;
    const struct url *url; /* of this hop */
    int64_t deadline_us;
    int redirects;
    /* of the answer that comes in */
    size_t header_bytes;
    struct str location, type;
    bool is_refused;     /* by the judge */
    bool is_read;        /* the answer's body is being taken */
    enum status failure; /* why it was broken off, with fetch->error; OK: it was not */
};

/* Begins the first hop of `fetch`; an error stands in fetch->status and fetch->error. */
enum status transfer_begin(struct transfer *transfer, struct transfers *shared,
                           struct fetch *fetch) MUST_USE;
/* The hop ended with `code`: true when another was begun; else the fetch has its outcome. */
bool transfer_goes_on(struct transfer *transfer, CURLcode code);
/* Takes the hop out of libcurl's hands. */
void transfer_end(struct transfer *transfer);

/* The one text of every refusal. */
enum status transfer_refuse(struct error *err);

#endif
