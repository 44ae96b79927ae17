/* The end of an exchange: what its handler left becomes the answer that goes out. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "http/exchange.h"

/* Makes ex->res the problem of ex->res.error: JSON, or the page that a browser gets. */
void reply_problem(struct exchange *ex, enum status status);
/* Queues ex->res and gives back what the request held; MHD_NO, which cuts the connection, only when
 * memory is out. */
enum MHD_Result reply_send(struct exchange *ex);

#endif
