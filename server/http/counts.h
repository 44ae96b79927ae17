/* What a server has answered: requests by route and code, and how long they took. */
#ifndef HTTP_COUNTS_H
#define HTTP_COUNTS_H

#include "base/buf.h"
#include "base/error.h"
#include "http/route.h"

struct counts;

/* `routes` is borrowed for the counts' life. */
enum status counts_new(const struct route *routes, size_t n, struct counts **ret_counts,
                       struct error *err) MUST_USE;
void counts_free(struct counts *counts);
/* `route`: NULL where none was found.  Any thread may add. */
void counts_add(struct counts *counts, const struct route *route, int code, int64_t us);
/* Prometheus' text: articled_http_requests_total, articled_http_request_duration_seconds. */
void counts_print(struct counts *counts, struct buf *buf);

#endif
