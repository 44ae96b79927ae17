/* Pages and their files go out compressed to whoever takes that. */
#ifndef HTTP_DEFLATE_H
#define HTTP_DEFLATE_H

#include "http/exchange.h"

/* Whether the client takes what is compressed. */
bool deflate_is_taken(const struct request *req);
/*
 * Where the answer is a page, a style sheet or a script: Vary: Accept-Encoding; and if the client
 * takes gzip and the answer is worth it, compresses the body, and says so.  Its ETag then is
 * another one, which request_is_current knows.  What has Cache-Control: no-store stays as it is:
 * it may hold a secret beside what somebody else chose, and its length would tell of both.  Where
 * memory is out it goes out as it is, too.  A body that is ready is what came of this before.
 * Whether it goes out compressed.
 */
bool deflate_answer(struct exchange *ex);

#endif
