/* The pages about tokens. */
#ifndef HANDLERS_TOKEN_PAGES_H
#define HANDLERS_TOKEN_PAGES_H

#include "app.h"
#include "handlers/granting.h"
#include "http/request.h"
#include "http/response.h"
#include "store/grants.h"

/* The list, with forms to make one more and to revoke each. */
enum status token_pages_add_list(struct app *app, const struct request *req,
                                 const struct grant_list *list, struct response *res);
/* The new token with its secret. */
enum status token_pages_add_new(struct app *app, const struct request *req,
                                const struct grant *grant, struct str secret, struct response *res);

#endif
