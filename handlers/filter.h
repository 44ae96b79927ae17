/* The parameters that everything takes that lists articles, and the addresses of its pages. */
#ifndef HANDLERS_FILTER_H
#define HANDLERS_FILTER_H

#include "http/request.h"
#include "http/response.h"
#include "store/store.h"

extern const struct route_param filter_params[];

/* Borrowed from the request. */
struct filter {
    struct store_query query;
    const char *sort; /* as in the parameter */
    bool is_counted;
};

/*
 * Reads the parameters; `sort` is the order where none is asked for.  ERR_INVALID names the
 * parameter, and of a search also the position.
 */
enum status filter_read(struct request *req, struct response *res, const char *sort,
                        struct filter *ret_filter) MUST_USE;

/* The pages before and behind `list` and the first one, unknown where there is none. */
struct filter_pages {
    struct str next, previous, first;
};
/* Finds them, and names them in the header Link (RFC 8288). */
enum status filter_link(const struct request *req, struct response *res,
                        const struct filter *filter, const struct store_list *list,
                        struct filter_pages *ret_pages) MUST_USE;

#endif
