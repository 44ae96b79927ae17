/* Errors as answers: the only place where a status becomes an HTTP code. */
#ifndef HTTP_PROBLEM_H
#define HTTP_PROBLEM_H

#include "base/error.h"
#include "http/request.h"
#include "http/response.h"

/* The HTTP code of a status. */
int problem_code(enum status status);
/* The code's reason phrase (RFC 9110, 15), for titles. */
const char *problem_title(int code);
/* Makes the response of res->error: code, problem+json (RFC 9457) in the body, Retry-After. */
void problem_fill(const struct request *req, struct response *res, enum status status);

#endif
